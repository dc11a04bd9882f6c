#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <cstring>

#include "holds_for_all.hpp"
#include "premortem/input/cell.hpp"

using namespace premortem;

namespace {

struct Refused {
  std::string cell;
  std::string message;  // `code: message; hint`
};

template <class T>
std::string message(const Parsed<T>& parsed) {
  if (parsed) return "";
  const auto& p = parsed.problem;
  return p.code + ": " + p.message + (p.hint.empty() ? "" : "; " + p.hint);
}

std::uint64_t bits(double x) {
  std::uint64_t b = 0;
  std::memcpy(&b, &x, sizeof b);
  return b;
}

}  // namespace

TEST_CASE("a plain number is the double nearest to what is written") {
  CHECK(parse_number("12").value == 12.0);
  CHECK(parse_number("-0.5").value == -0.5);
  CHECK(parse_number("1e-3").value == 0.001);
  CHECK(parse_number("1E+3").value == 1000.0);
  CHECK(parse_number(".5").value == 0.5);
  CHECK(parse_number("5.").value == 5.0);
  CHECK(parse_number(" \t7 ").value == 7.0);
  CHECK(parse_number("0e400").value == 0.0);
  CHECK(parse_number("4.9e-324").value == 4.9e-324);  // the smallest there is
  CHECK(parse_number("1.7976931348623157e308").value == 1.7976931348623157e308);
  CHECK(bits(*parse_number("-0").value) == bits(-0.0));
}

TEST_CASE("any double that is printed with 17 digits reads back bit for bit") {
  CHECK(holds_for_all([] {
    double x = 0;
    const auto pattern = *rc::gen::resize(1000, rc::gen::arbitrary<std::uint64_t>());
    std::memcpy(&x, &pattern, sizeof x);
    if (!std::isfinite(x)) x = 0.1;
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", x);
    const auto parsed = parse_number(text);
    RC_ASSERT(parsed.value.has_value());
    RC_ASSERT(bits(*parsed.value) == bits(x));
  }));
}

TEST_CASE("what is not a plain number is refused with its reason") {
  const std::vector<Refused> cells{
      {"1,234", "ambiguous: \"1,234\" can be read as 1234 or 1.234; write the one that is meant"},
      {"0,950", "number: \"0,950\" has a decimal comma; write 0.950"},
      {"0,95", "number: \"0,95\" has a decimal comma; write 0.95"},
      {"1234,567", "number: \"1234,567\" has a decimal comma; write 1234.567"},
      {"1,234,567", "number: \"1,234,567\" has thousands separators; write 1234567"},
      {"1,234.5", "number: \"1,234.5\" has thousands separators; write 1234.5"},
      {"1.234,56", "number: \"1.234,56\" has a decimal comma; write 1234.56"},
      {"1.234.567", "number: \"1.234.567\" has more than one point; if they separate thousands, write 1234567"},
      {"$5", "number: \"$5\" has a currency sign; write the number alone, 5"},
      {"5 \u20AC", "number: \"5 \u20AC\" has a currency sign; write the number alone, 5"},
      {"5 ms", "number: \"5 ms\" has text after the number: \"ms\"; write the number alone; if the text is a unit, convert it first"},
      {"18M", "number: \"18M\" has text after the number: \"M\"; write 18000000"},
      {"10M users", "number: \"10M users\" has text after the number: \"M users\"; write 10000000"},
      {"2.5 thousand", "number: \"2.5 thousand\" has text after the number: \"thousand\"; write 2500"},
      {"50% of all", "number: \"50% of all\" has text after the number: \"% of all\"; write 0.5"},
      {"50%%", "number: \"50%%\" has text after the number: \"%%\"; write the number alone; if the text is a unit, convert it first"},
      {"5m", "number: \"5m\" has text after the number: \"m\"; write the number alone; if the text is a unit, convert it first"},
      {"1 000 000", "number: \"1 000 000\" has text after the number: \"000 000\"; write the number alone; if the text is a unit, convert it first"},
      {"12,34,567", "number: \"12,34,567\" has commas that do not part it into groups of three digits; write the number in full, without commas"},
      {"1.3%", "number: \"1.3%\" is a percentage, expected a plain number; write 0.013"},
      {"1_000", "number: \"1_000\" has underscores; write 1000"},
      {"0x1p3", "number: \"0x1p3\" is hexadecimal; write it as a decimal number"},
      {"1e", "number: \"1e\" has an exponent without digits; write 1 or complete it"},
      {"--1", "number: \"--1\" has two signs; write one"},
      {"+5", "number: \"+5\" has a plus sign; write 5"},
      {"NaN", "number: \"NaN\" is not a finite number; leave the cell empty if there is no value"},
      {"Inf", "number: \"Inf\" is not a finite number; leave the cell empty if there is no value"},
      {"-infinity", "number: \"-infinity\" is not a finite number; leave the cell empty if there is no value"},
      {"1e400", "number: \"1e400\" is beyond the largest number, 1.8e308"},
      {"1e-400", "number: \"1e-400\" is nearer to 0 than any number but 0; write 0 if that is meant"},
      {"1e99999999999999999999", "number: \"1e99999999999999999999\" is beyond the largest number, 1.8e308"},
      {"\uFF15", "number: \"\uFF15\" holds U+FF15, expected ASCII digits; type the number anew"},
      {"5\u00A0", "number: \"5\u00A0\" holds U+00A0, expected ASCII digits; type the number anew"},
      {"\u22125", "number: \"\u22125\" holds U+2212, expected ASCII digits; type the number anew"},
      {"", "missing: the cell is empty, expected a number"},
      {"NA", "missing: \"NA\" is no value, expected a number"},
      {"abc", "number: \"abc\" is not a number"},
      {".", "number: \".\" is not a number"},
      {"#DIV/0!", "spreadsheet: \"#DIV/0!\" is a spreadsheet's error value; mend the formula and save again"},
      {"=A1*2", "spreadsheet: \"=A1*2\" is a formula, expected its value; save the values as CSV"}};
  for (const auto& c : cells) {
    INFO(c.cell);
    CHECK(message(parse_number(c.cell)) == c.message);
  }
}

TEST_CASE("a count is a whole number that a double holds exactly") {
  CHECK(parse_count("0").value == 0.0);
  CHECK(parse_count("3.0").value == 3.0);
  CHECK(parse_count("1e7").value == 1e7);
  CHECK(parse_count("9007199254740992").value == 9007199254740992.0);
  CHECK_FALSE(std::signbit(*parse_count("-0").value));
  const std::vector<Refused> cells{
      {"2.5", "count: \"2.5\" is not a whole number"},
      {"-1", "count: \"-1\" is negative, expected a count of 0 or more"},
      {"9007199254740993", "count: \"9007199254740993\" is above the largest count, 2^53 = 9007199254740992"},
      {"1e300", "count: \"1e300\" is above the largest count, 2^53 = 9007199254740992"},
      // Both round to a whole double.
      {"0.99999999999999999999", "count: \"0.99999999999999999999\" is not a whole number"},
      {"4503599627370496.3", "count: \"4503599627370496.3\" is not a whole number"},
      {"1,234", "ambiguous: \"1,234\" can be read as 1234 or 1.234; write the one that is meant"},
      {"", "missing: the cell is empty, expected a number"}};
  for (const auto& c : cells) {
    INFO(c.cell);
    CHECK(message(parse_count(c.cell)) == c.message);
  }
}

TEST_CASE("a date is a day of the calendar in ISO form") {
  using namespace std::chrono;
  CHECK(parse_date("2026-02-28").value == year(2026) / 2 / 28);
  CHECK(parse_date(" 2024-02-29 ").value == year(2024) / 2 / 29);
  const std::vector<Refused> cells{
      {"2026-02-30", "date: \"2026-02-30\" is not a date: that month has 28 days"},
      {"2026-13-01", "date: \"2026-13-01\" is not a date: months run from 01 to 12"},
      {"2026-01-00", "date: \"2026-01-00\" is not a date: days start at 01"},
      {"03/04/2026", "ambiguous: \"03/04/2026\" can be read as 2026-03-04 or 2026-04-03; write the one that is meant"},
      {"25/12/2026", "date: \"25/12/2026\" is not an ISO date; write 2026-12-25"},
      {"04.04.2026", "date: \"04.04.2026\" is not an ISO date; write 2026-04-04"},
      {"2026/02/28", "date: \"2026/02/28\" is not an ISO date; write 2026-02-28"},
      {"2026-2-8", "date: \"2026-2-8\" is not an ISO date; write 2026-02-08"},
      {"2026-02-28T10:00", "date: \"2026-02-28T10:00\" has a time, expected a date alone; write 2026-02-28"},
      {"2026-02-28 10:00", "date: \"2026-02-28 10:00\" has a time, expected a date alone; write 2026-02-28"},
      {"45351", "date: \"45351\" is not a date; write dates as 2026-02-28"},
      {"28 Feb", "date: \"28 Feb\" is not a date; write dates as 2026-02-28"},
      {"", "missing: the cell is empty, expected a date"}};
  for (const auto& c : cells) {
    INFO(c.cell);
    CHECK(message(parse_date(c.cell)) == c.message);
  }
}
