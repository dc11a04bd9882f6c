#include "premortem/core/iso_date.hpp"

#include <catch2/catch.hpp>
#include <iomanip>
#include <sstream>
#include <string>

#include "holds_for_all.hpp"

using namespace premortem;

namespace {

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in(int year, int month) {
  constexpr int days[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

std::string text_of(int year, int month, int day) {
  std::ostringstream text;
  text << std::setfill('0') << std::setw(4) << year << '-' << std::setw(2) << month << '-' << std::setw(2) << day;
  return text.str();
}

}  // namespace

// Python: (datetime.date(y, m, d) - datetime.date(1970, 1, 1)).days; the first by the definition.
TEST_CASE("days count from 1970-01-01, backwards too") {
  CHECK(days_of("1970-01-01") == 0);
  CHECK(days_of("1969-12-31") == -1);
  CHECK(days_of("2000-02-29") == 11016);
  CHECK(days_of("2026-11-20") == 20777);
  CHECK(days_of("1900-01-01") == -25567);
  CHECK(days_of("0001-01-01") == -719162);
  CHECK(days_of("9999-12-31") == 2932896);
}

TEST_CASE("a year of a century has a leap day only every fourth century") {
  CHECK(days_of("2000-02-29"));
  CHECK(days_of("2024-02-29"));
  CHECK_FALSE(days_of("1900-02-29"));
  CHECK_FALSE(days_of("2100-02-29"));
  CHECK_FALSE(days_of("2026-02-29"));
  CHECK(*days_of("1900-03-01") - *days_of("1900-02-28") == 1);
  CHECK(*days_of("2000-03-01") - *days_of("2000-02-28") == 2);
}

TEST_CASE("every day of five centuries follows the one before it") {
  auto expected = *days_of("1599-12-31");
  int wrong = 0;
  for (int year = 1600; year < 2101; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= days_in(year, month); ++day) {
        const auto text = text_of(year, month, day);
        const auto days = days_of(text);
        wrong += days == ++expected && iso_date(expected) == text ? 0 : 1;
      }
  CHECK(wrong == 0);
}

TEST_CASE("what is written for a day of years 0 to 9999 is read as that day") {
  CHECK(holds_for_all([] {
    const auto day = *rc::gen::inRange(*days_of("0000-01-01"), *days_of("9999-12-31") + 1);
    return days_of(iso_date(day)) == day;
  }));
}

TEST_CASE("dates as text are in the order of their days") {
  CHECK(holds_for_all([] {
    const auto a = *rc::gen::inRange(-700000, 2900000), b = *rc::gen::inRange(-700000, 2900000);
    return (iso_date(a) < iso_date(b)) == (a < b);
  }));
}

TEST_CASE("a day beyond year 9999 or before year 0 is written, and not read back") {
  CHECK(iso_date(2932897) == "10000-01-01");
  CHECK(iso_date(-719529) == "-0001-12-31");
  CHECK_FALSE(days_of("10000-01-01"));
  CHECK_FALSE(days_of("-0001-12-31"));
}

TEST_CASE("what is no date of the calendar, or is written otherwise, is no day") {
  for (const auto* text : {"", "2026", "2026-11", "2026-11-2", "2026-1-20", "26-11-20", "2026/11/20", "2026-11-20 ", " 2026-11-20", "2026-11-20T00:00", "20261120", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "2026-04-31",
                           "2026-+1-20", "2026- 1-20", "+026-01-20", "2026-01--1", "202a-01-20", "0x10-01-20", "\xC2\xB2""026-1-1"}) {
    INFO(text);
    CHECK_FALSE(days_of(text));
  }
  CHECK_FALSE(days_of(std::string_view("2026-01-2\0", 10)));
}
