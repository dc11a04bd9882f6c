#include <catch2/catch.hpp>

#include <vector>

#include "holds_for_all.hpp"
#include "premortem/input/cell.hpp"

using namespace premortem;

namespace {

using Number = std::optional<double>;
constexpr std::nullopt_t none = std::nullopt;

struct Read {
  std::string cell;
  Number low, best, high;
  std::string reading;
};

struct Refused {
  std::string cell;
  std::string message;  // `code: message; hint`
};

std::string message(const Parsed<PeopleNumber>& parsed) {
  if (parsed) return "";
  const auto& p = parsed.problem;
  return p.code + ": " + p.message + (p.hint.empty() ? "" : "; " + p.hint);
}

void check_all(const std::vector<Read>& cells, std::string_view currency) {
  for (const auto& c : cells) {
    INFO(c.cell);
    const auto parsed = parse_people_number(c.cell, currency);
    REQUIRE(message(parsed).empty());
    CHECK(parsed.value->low == c.low);
    CHECK(parsed.value->best == c.best);
    CHECK(parsed.value->high == c.high);
    CHECK(parsed.value->reading == c.reading);
    CHECK_FALSE(parsed.value->unknown);
  }
}

void check_all(const std::vector<Refused>& cells, std::string_view currency) {
  for (const auto& c : cells) {
    INFO(c.cell);
    CHECK(message(parse_people_number(c.cell, currency)) == c.message);
  }
}

}  // namespace

TEST_CASE("people's numbers are the doubles nearest to what they mean") {
  check_all(std::vector<Read>{{"12", none, 12, none, ""},
                              {" -0.5 ", none, -0.5, none, ""},
                              {"5%", none, 0.05, none, "\"5%\" is 0.05"},
                              {"5 %", none, 0.05, none, "\"5 %\" is 0.05"},
                              {"5 percent", none, 0.05, none, "\"5 percent\" is 0.05"},
                              {"0.1%", none, 0.001, none, "\"0.1%\" is 0.001"},
                              {"2.3%", none, 0.023, none, "\"2.3%\" is 0.023"},
                              {"5\u2030", none, 0.005, none, "\"5\u2030\" is 0.005"},
                              {"18M", none, 18e6, none, "\"18M\" is 18000000"},
                              {"18 million", none, 18e6, none, "\"18 million\" is 18000000"},
                              {"200K", none, 2e5, none, "\"200K\" is 200000"},
                              {"200k", none, 2e5, none, "\"200k\" is 200000"},
                              {"1.1bn", none, 1.1e9, none, "\"1.1bn\" is 1100000000"},
                              {"1 in 1000", none, 0.001, none, "\"1 in 1000\" is 0.001"},
                              {"3 in 200K", none, 0.000015, none, "\"3 in 200K\" is 0.000015"},
                              {"1,234.5", none, 1234.5, none, "\"1,234.5\" is 1234.5"},
                              {"18,000,000", none, 18e6, none, "\"18,000,000\" is 18000000"}},
            "");
}

TEST_CASE("a percentage is never rounded twice") {
  // 100 * x in decimal, read as a percentage, is x: the division by 100 happens before the only rounding.
  for (int i = 0; i <= 10000; ++i) {
    const auto hundredths = std::to_string(i / 100) + "." + (i % 100 < 10 ? "0" : "") + std::to_string(i % 100) + "%";
    CHECK(parse_people_number(hundredths).value->best == parse_number(std::to_string(i) + "e-4").value);
  }
}

TEST_CASE("ranges are read when there is one reading") {
  check_all(std::vector<Read>{{"2-5", 2, none, 5, "\"2-5\" is from 2 to 5"},
                              {"2-5%", 0.02, none, 0.05, "\"2-5%\" is from 0.02 to 0.05"},
                              {"2% - 5%", 0.02, none, 0.05, "\"2% - 5%\" is from 0.02 to 0.05"},
                              {"2\u20135%", 0.02, none, 0.05, "\"2\u20135%\" is from 0.02 to 0.05"},
                              {"2% to 5%", 0.02, none, 0.05, "\"2% to 5%\" is from 0.02 to 0.05"},
                              {"0-5%", 0, none, 0.05, "\"0-5%\" is from 0 to 0.05"},
                              {"-5--2", -5, none, -2, "\"-5--2\" is from -5 to -2"},
                              {"1e-3-2e-3", 0.001, none, 0.002, "\"1e-3-2e-3\" is from 0.001 to 0.002"},
                              {"500-1K", 500, none, 1000, "\"500-1K\" is from 500 to 1000"},
                              {"1 in 1000 - 1 in 500", 0.001, none, 0.002, "\"1 in 1000 - 1 in 500\" is from 0.001 to 0.002"},
                              {"3% (2-5)", 0.02, 0.03, 0.05, "\"3% (2-5)\" is 0.03, from 0.02 to 0.05"},
                              {"3% (2%-5%)", 0.02, 0.03, 0.05, "\"3% (2%-5%)\" is 0.03, from 0.02 to 0.05"},
                              {"0.1% (0.05-0.2)", 0.0005, 0.001, 0.002, "\"0.1% (0.05-0.2)\" is 0.001, from 0.0005 to 0.002"},
                              {"18M (15-20)", 15e6, 18e6, 20e6, "\"18M (15-20)\" is 18000000, from 15000000 to 20000000"}},
            "");
}

TEST_CASE("money is read in the currency of the case, in any of its spellings") {
  const std::vector<Read> dollars{{"$18,000,000", none, 18e6, none, "\"$18,000,000\" is 18000000"},
                                  {"$18M", none, 18e6, none, "\"$18M\" is 18000000"},
                                  {"18M USD", none, 18e6, none, "\"18M USD\" is 18000000"},
                                  {"usd 5", none, 5, none, "\"usd 5\" is 5"},
                                  {"$2M - $5M", 2e6, none, 5e6, "\"$2M - $5M\" is from 2000000 to 5000000"}};
  check_all(dollars, "USD");
  check_all({dollars[0], dollars[1]}, "$");
  check_all({dollars[0], dollars[1]}, "CAD");
  check_all({dollars[0], dollars[1]}, "");
  check_all(std::vector<Read>{{"18 z\u0142", none, 18, none, "\"18 z\u0142\" is 18"}}, "z\u0142");
  check_all(std::vector<Refused>{{"\u20AC5", "currency: \"\u20AC5\" is in \u20AC, expected USD; convert it and write USD"},
                                 {"5 EUR", "currency: \"5 EUR\" is in EUR, expected USD; convert it and write USD"},
                                 {"$5%", "number: \"$5%\" is money and a share at once; write the one that is meant"}},
            "USD");
  check_all(std::vector<Refused>{{"$2-\u20AC5", "currency: \"$2-\u20AC5\" is in \u20AC, expected $; convert it and write $"}}, "");
}

TEST_CASE("what is not known is said to be unknown") {
  for (const std::string cell : {"?", "TBD", "tbd"}) {
    const auto parsed = parse_people_number(cell);
    REQUIRE(parsed);
    CHECK(parsed.value->unknown);
    CHECK_FALSE(parsed.value->best);
    CHECK(parsed.value->reading == "\"" + cell + "\" is unknown");
  }
}

TEST_CASE("two readings are both shown and none is taken") {
  check_all(std::vector<Refused>{
                {"1,234", "ambiguous: \"1,234\" can be read as 1234 or 1.234; write the one that is meant"},
                {"$1,234", "ambiguous: \"1,234\" can be read as 1234 or 1.234; write the one that is meant"},
                {"1 in 1,000", "ambiguous: \"1,000\" can be read as 1000 or 1.000; write the one that is meant"},
                {"2-5M", "ambiguous: \"2-5M\" can be read as from 2000000 to 5000000 or from 2 to 5000000; write the unit at each number"},
                {"0.01-5%", "ambiguous: \"0.01-5%\" can be read as from 0.0001 to 0.05 or from 0.01 to 0.05; write the unit at each number"},
                {"5%-10", "ambiguous: \"5%-10\" has a unit at one number and none at another; write the unit at each number"},
                {"5m", "ambiguous: \"5m\": m can be read as milli or million; write M for million, or the number in full"},
                {"5 \u00B1 2", "ambiguous: \"5 \u00B1 2\" can be read as limits or as a standard deviation; write a range such as 4-6%"}},
            "");
}

TEST_CASE("what has no reading is refused with its reason") {
  const std::string example = "; write one such as 0.05, 5%, 18M, 1 in 1000 or 2-5%";
  check_all(std::vector<Refused>{
                {"0,95", "number: \"0,95\" has a decimal comma; write 0.95"},
                {"0,5%", "number: \"0,5\" has a decimal comma; write 0.5%"},
                {"0,5-1,25%", "number: \"0,5\" has a decimal comma; write 0.5-1.25%"},
                {"$1.234,5", "number: \"1.234,5\" has a decimal comma; write $1234.5"},
                {"1,5 (1,234-2,5)M", "number: \"1,5\" has a decimal comma; write 1.5 (1,234-2.5)M"},
                {"5 per mille", "number: \"5 per mille\" has its unit in words; write 5\u2030"},
                {"5 per cent", "number: \"5 per cent\" has its unit in words; write 5%"},
                {"2-Oct", "spreadsheet: \"2-Oct\" is a date, which a spreadsheet makes of a range such as 2-10; "
                          "write the range with its unit at each number, such as 2% to 10%"},
                {"Oct-25", "spreadsheet: \"Oct-25\" is a date, which a spreadsheet makes of a range such as 2-10; "
                           "write the range with its unit at each number, such as 2% to 10%"},
                {"10M+", "number: \"10M+\" is a limit, not a number; write 10M, or a range up to the most there can be"},
                {"<5%", "number: \"<5%\" is a limit, not a number; write a range such as 0-5%"},
                {"~5", "number: \"~5\" does not say how near; write the number alone, or a range such as 4-6%"},
                {"#REF!", "spreadsheet: \"#REF!\" is a spreadsheet's error value; mend the formula and save again"},
                {"5-2%", "order: \"5-2%\" runs from 0.05 down to 0.02; write the lower number first"},
                {"3% (4-5)", "outside: \"3% (4-5)\": 0.03 is not between 0.04 and 0.05; "
                             "the number before the parentheses must be inside the range"},
                {"18 000", "number: \"18 000\" has blanks between its digits; write 18000"},
                {"1/1000", "number: \"1/1000\" is a fraction or a date; for a fraction write 1 in 1000"},
                {"2000 in 1000", "number: \"2000 in 1000\" is more than all; write the smaller number first"},
                {"1 in 0", "number: \"1 in 0\": expected two whole numbers, as in 1 in 1000"},
                {"1.5 in 10", "number: \"1.5 in 10\": expected two whole numbers, as in 1 in 1000"},
                {"5 ms", "number: \"5 ms\" has text after the number: \"ms\"; write the number alone; if the text is a unit, convert it first"},
                {"5\u00A0%", "number: \"5\u00A0%\" is not understood as a number" + example},
                {"5%%", "number: \"5%%\" is not understood as a number" + example},
                {"5% (2-5", "number: \"5% (2-5\" is not understood as a number" + example},
                {"1e308K", "number: \"1e308K\" is beyond the largest number, 1.8e308"},
                {"3 of 1200", "number: \"3 of 1200\" counts, expected one number; for the share write 3 in 1200"},
                {"12,34,567", "number: \"12,34,567\" has commas that do not part it into groups of three digits; write the number in full, without commas"},
                {"1,234,5", "number: \"1,234,5\" has commas that do not part it into groups of three digits; write the number in full, without commas"},
                {"1.234.567 users", "number: \"1.234.567 users\" has text after the number: \".567 users\"; write the number alone; if the text is a unit, convert it first"},
                {"N/A", "missing: \"N/A\" is no value, expected a number"},
                {"", "missing: the cell is empty, expected a number"}},
            "");
}

TEST_CASE("a hint keeps what multiplies the number, or names no number") {
  const std::vector<std::pair<std::string, std::string>> cells{
      {"10Mio", "write 10M"},           {"10 million users", "write 10M"}, {"10M users per year", "write 10M"}, {"10 millions", "write 10M"}, {"10 mln", "write 10M"},
      {"10M/day", "write 10M"},         {"10k users", "write 10K"},        {"1.5 Mrd", "write 1.5B"},           {"2bn people", "write 2B"},   {"5 percent of users", "write 5%"},
      {"500ppm", "write 0.0005"},       {"5 bp", "write 0.0005"},          {"5% of users", "write 5%"}};
  for (const auto& [cell, hint] : cells) {
    INFO(cell);
    CHECK(parse_people_number(cell).problem.hint == hint);
  }
  for (const std::string cell : {"10 lakh", "3 dozen", "10b users", "10 users", "10MM", "10M-ish", "10 million 500 thousand", "5 mg"}) {
    INFO(cell);
    CHECK(parse_people_number(cell).problem.hint == "write the number alone; if the text is a unit, convert it first");
  }
}
