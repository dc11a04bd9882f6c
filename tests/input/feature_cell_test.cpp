// A cell of a feature keeps a number and, where it is short, how it was written.
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>

#include "holds_for_all.hpp"
#include "input/feature_cell.hpp"
#include "premortem/input/cell.hpp"

using namespace premortem;

namespace {

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

/// Digits with at most one point among or around them, perhaps negative.
std::string random_decimal(int most_digits) {
  const auto count = *rc::gen::inRange(1, most_digits + 1);
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>('0' + *rc::gen::inRange(0, 10));
  const auto point = *rc::gen::inRange(-1, count + 1);
  if (point >= 0) text.insert(static_cast<std::size_t>(point), ".");
  return (*rc::gen::inRange(0, 2) == 1 ? "-" : "") + text;
}

}  // namespace

TEST_CASE("a cell of a feature has, to the last bit, the value that any row data gives a number") {
  CHECK(holds_for_all([] {
    const auto text = random_decimal(20);
    const auto expected = parse_number(text);
    const auto cell = FeatureCell::number(text);
    RC_ASSERT(cell.has_value() == expected.value.has_value());
    if (cell) RC_ASSERT(bits(cell->value()) == bits(*expected.value));
  }));
}

TEST_CASE("every text is a number of a feature exactly if row data takes it for one") {
  for (const char* text : {"1e3", "-1.5E-7", "0", "-0", "0e5", "1e-400", "1e400", "", "-", ".", "-.", "1.2.3", "5%", "+5", "0x1p3", "1_000", "1,5", "NaN", "inf", "5.", ".5",
                           "1e", "--1", "1e308", "1.7976931348623157e308", "4.9406564584124654e-324", "2026-01-02", "5 ms", "\xEF\xBC\x95"}) {
    INFO(text);
    const auto expected = parse_number(text);
    const auto cell = FeatureCell::number(text);
    REQUIRE(cell.has_value() == expected.value.has_value());
    if (cell) CHECK(bits(cell->value()) == bits(*expected.value));
    if (cell) CHECK((!cell->is_word() && !cell->is_missing()));
  }
}

TEST_CASE("a number of up to 12 digits is given back as it was written") {
  CHECK(holds_for_all([] {
    const auto text = random_decimal(12);
    RC_ASSERT(FeatureCell::number(text)->text() == text);
  }));
  for (const char* text : {"007", "7", "7.0", "-0.50", ".5", "5.", "000000000000", "999999999999"}) CHECK(FeatureCell::number(text)->text() == text);
}

TEST_CASE("a longer number, or one with an exponent, is written the shortest way that reads the same") {
  CHECK(FeatureCell::number("1e3")->text() == "1000");
  CHECK(FeatureCell::number("0.5000000000000")->text() == "0.5");
  CHECK(FeatureCell::number("1234567890123")->text() == "1234567890123");
}

TEST_CASE("what is missing and what is a word is told from every number") {
  CHECK(FeatureCell::missing().is_missing());
  CHECK(std::isnan(FeatureCell::missing().value()));
  for (const std::uint32_t index : {0u, 1u, 4294967295u}) {
    const auto cell = FeatureCell::word(index);
    CHECK((cell.is_word() && !cell.is_missing() && cell.word() == index));
  }
  static_assert(sizeof(FeatureCell) == 8);
}
