#include "quantity/quantile_kernel.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "holds_for_all.hpp"

namespace premortem {
namespace {

using Layout = QuantileLayout;

/// A cubic for every piece, of numbers whose sums and products are rounded.
std::vector<double> any_pieces() {
  std::vector<double> pieces;
  for (std::size_t i = 0; i < 8 * Layout::pieces_per_side; ++i) pieces.push_back(1.0 + 1.0 / (3.0 + static_cast<double>(i * i % 1009)));
  return pieces;
}

/// The value by what the layout says, without looking at the bits of a number.
double by_definition(const std::vector<double>& pieces, double u) {
  const bool upper = u >= 0.5;
  const double t = std::min(upper ? 1.0 - u : u, Layout::largest);
  int exponent = 0;
  const double place = 2 * std::frexp(t, &exponent) - 1;  // how far into its octave, in [0, 1)
  const double scaled = place * static_cast<double>(Layout::pieces_per_octave), whole = std::floor(scaled), s = scaled - whole;
  const auto octave = static_cast<std::size_t>(exponent + Layout::octaves);  // 2^-20 has exponent -19
  const std::size_t piece = octave * Layout::pieces_per_octave + static_cast<std::size_t>(whole) + (upper ? Layout::pieces_per_side : 0);
  const double* c = pieces.data() + 4 * piece;
  double value = c[3] * s;
  value += c[2];
  value *= s;
  value += c[1];
  value *= s;
  return value + c[0];
}

/// Anywhere, near a node, or at an end of the table.
double any_uniform() {
  const auto step = std::ldexp(1.0 + 0.0625 * *rc::gen::inRange(0, 16), -*rc::gen::inRange(2, 21));
  const auto beside = std::nextafter(step, *rc::gen::arbitrary<bool>() ? 0.0 : 1.0);
  const auto anywhere = std::ldexp(static_cast<double>(*rc::gen::arbitrary<std::uint32_t>()) + 0.37, -*rc::gen::inRange(32, 52));
  const double t = *rc::gen::element(step, beside, anywhere, 0.5, std::nextafter(0.5, 0.0), Layout::smallest);
  const double inside = std::max(t, Layout::smallest);
  return *rc::gen::arbitrary<bool>() ? inside : 1.0 - inside;
}

TEST_CASE("the kernel of every instruction set gives the bits of the plain cubic") {
  const auto pieces = any_pieces();
  CHECK(holds_for_all([&] {
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    std::vector<double> uniforms;
    for (std::size_t i = 0; i < count; ++i) uniforms.push_back(any_uniform());
    for (const auto kernel : quantile_kernels()) {
      auto drawn = uniforms;
      const std::size_t done = kernel(pieces.data(), drawn.data(), count);
      RC_ASSERT(done <= count);
      RC_ASSERT(count - done < 8U);  // less than a register is left
      for (std::size_t i = 0; i < count; ++i) RC_ASSERT(drawn[i] == (i < done ? by_definition(pieces, uniforms[i]) : uniforms[i]));
    }
  }));
}

TEST_CASE("the kernel of every instruction set stops before a tail, wherever it is") {
  const auto pieces = any_pieces();
  const double below = std::nextafter(Layout::smallest, 0.0);
  for (const auto kernel : quantile_kernels())
    for (const double tail : {below, 0x1p-53, 1.0 - 0x1p-53, 1.0 - 0x1.8p-21})
      for (std::size_t at = 0; at < 24; ++at) {
        std::vector<double> uniforms(24, 0.3);
        uniforms[at] = tail;
        const std::size_t done = kernel(pieces.data(), uniforms.data(), uniforms.size());
        CHECK(done <= at);
        CHECK(done + 8 > at);
        CHECK(uniforms[at] == tail);
        CHECK(std::all_of(uniforms.begin() + static_cast<std::ptrdiff_t>(done), uniforms.end(), [&](double u) { return u == 0.3 || u == tail; }));
      }
}

}  // namespace
}  // namespace premortem
