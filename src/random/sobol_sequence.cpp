#include "premortem/random/sobol_sequence.hpp"

#include <bit>
#include <boost/random/sobol.hpp>

#include "premortem/core/error.hpp"
#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

constexpr unsigned digits = 52;  // of a point's number, and of its coordinates

using Engine = boost::random::sobol_engine<std::uint64_t, 64>;

/// The point whose Gray code is 2^k is direction number k, and that is point 2^(k+1) - 1. The engine counts without
/// point 0.
std::vector<std::uint64_t> directions_of(std::size_t dimensions) {
  Engine engine(dimensions);
  std::vector<std::uint64_t> directions(dimensions * digits);
  for (unsigned k = 0; k < digits; ++k) {
    engine.seed((std::uint64_t{2} << k) - 2);
    for (std::size_t d = 0; d < dimensions; ++d) directions[d * digits + k] = engine();
  }
  return directions;
}

/// Digit i of the result is digit i of x and a random choice of the digits before it.
std::uint64_t scrambled(std::uint64_t x, std::span<const std::uint64_t> choices) {
  std::uint64_t result = 0;
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t own = std::uint64_t{1} << (63U - i);
    const std::uint64_t before = i == 0 ? 0 : ~std::uint64_t{0} << (64U - i);
    if (std::popcount(x & (own | (choices[i] & before))) % 2 == 1) result |= own;
  }
  return result;
}

}  // namespace

SobolSequence::SobolSequence(std::size_t dimensions) {
  if (dimensions < 1 || dimensions > most_dimensions)
    throw DomainError("a Sobol' sequence has 1 to 3,667 dimensions; asked for " + std::to_string(dimensions));
  directions_ = directions_of(dimensions);
  shift_.assign(dimensions, 0);
}

SobolSequence::SobolSequence(std::size_t dimensions, std::uint64_t seed, std::uint64_t scramble)
    : SobolSequence(dimensions) {
  if (scramble >= most_scrambles) throw DomainError("the number of a scramble is below 2^45");
  scrambled_ = true;
  const StreamKey key{seed, variable_id("scramble of Sobol's sequence")};
  std::vector<std::uint64_t> words(64);
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::uint64_t first = scramble << 19U | d << 7U;  // 4,096 dimensions of 128 words each
    for (unsigned i = 0; i < 64; ++i) words[i] = random_word(key, first + i);
    for (unsigned k = 0; k < digits; ++k) directions_[d * digits + k] = scrambled(directions_[d * digits + k], words);
    shift_[d] = random_word(key, first + 64);
  }
}

void SobolSequence::fill(std::size_t dimension, std::uint64_t first, std::span<double> out) const {
  if (dimension >= dimensions() || first > most_points || out.size() > most_points - first)
    throw DomainError("a point of a Sobol' sequence is beyond its dimensions or 2^52");
  const std::uint64_t* direction = directions_.data() + dimension * digits;
  const double half = scrambled_ ? 0x1p-53 : 0;
  const auto number = [&](std::uint64_t x) { return static_cast<double>(x >> (64U - digits)) * 0x1p-52 + half; };
  std::uint64_t x = shift_[dimension];
  for (std::uint64_t gray = first ^ (first >> 1U); gray != 0; gray &= gray - 1) x ^= direction[std::countr_zero(gray)];
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = number(x);
    if (i + 1 < out.size())
      x ^= direction[std::countr_zero(first + i + 1)];  // the digit by which the next Gray code differs
  }
}

double SobolSequence::value(std::size_t dimension, std::uint64_t point) const {
  double x = 0;
  fill(dimension, point, {&x, 1});
  return x;
}

}  // namespace premortem
