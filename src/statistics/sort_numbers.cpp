#include "premortem/statistics/sort_numbers.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

constexpr unsigned digit_bits = 11, passes = 6;
constexpr std::size_t digits = std::size_t{1} << digit_bits;
constexpr std::size_t few = 2000;  // so few are sorted faster by comparing

/// Whole numbers in the order of the doubles: negative ones have their bits turned over, the others their sign.
std::uint64_t key_of(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  return bits ^ ((bits >> 63U) != 0 ? ~std::uint64_t{0} : std::uint64_t{1} << 63U);
}

std::size_t digit_of(double x, unsigned pass) { return (key_of(x) >> (pass * digit_bits)) & (digits - 1); }

using Counts = std::array<std::array<std::uint32_t, digits>, passes>;

void count_digits(const std::vector<double>& numbers, Counts& counts) {
  for (const double x : numbers) {
    const auto key = key_of(x);
    for (unsigned pass = 0; pass < passes; ++pass) ++counts[pass][(key >> (pass * digit_bits)) & (digits - 1)];
  }
}

}  // namespace

void sort_numbers(std::vector<double>& numbers, std::vector<double>& room) {
  for (double& x : numbers) {
    if (std::isnan(x)) throw DomainError("sort_numbers: one of them is not a number");
    x += 0.0;  // one zero of the two
  }
  if (numbers.size() <= few || numbers.size() > UINT32_MAX) return std::sort(numbers.begin(), numbers.end());
  room.resize(numbers.size());
  Counts counts{};
  count_digits(numbers, counts);
  for (unsigned pass = 0; pass < passes; ++pass) {
    auto& at = counts[pass];
    if (at[digit_of(numbers[0], pass)] == numbers.size()) continue;
    std::uint32_t sum = 0;
    for (auto& n : at) {
      const std::uint32_t count = n;
      n = sum;
      sum += count;
    }
    for (const double x : numbers) room[at[digit_of(x, pass)]++] = x;
    numbers.swap(room);
  }
}

}  // namespace premortem
