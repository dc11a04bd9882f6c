#include "premortem/quantity/quantile_table.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

constexpr int octaves = 19;                    // t in [2^-20, 2^-1)
constexpr int pieces_per_octave_bits = 4;
constexpr std::size_t pieces_per_octave = std::size_t{1} << pieces_per_octave_bits;
constexpr std::size_t pieces_per_side = octaves * pieces_per_octave;
constexpr double tolerated_error = 8e-7;  // in the middle of a piece; elsewhere in it the error is at most that
constexpr double smallest_tabulated = 0x1p-20;
constexpr int index_shift = 52 - pieces_per_octave_bits;
constexpr std::uint64_t first_index = std::bit_cast<std::uint64_t>(smallest_tabulated) >> index_shift;
constexpr std::uint64_t fraction_mask = (std::uint64_t{1} << index_shift) - 1;
constexpr std::uint64_t one_bits = std::bit_cast<std::uint64_t>(1.0);
constexpr std::size_t tile = 1024;

/// The t at which piece i starts: the bits of t are its index, so equal steps of the index are equal
/// relative steps of t.
double node(std::size_t i) { return std::bit_cast<double>((first_index + i) << index_shift); }

/// Where each uniform lands: its piece, and how far into it.
PREMORTEM_VECTOR_CLONES
void locate(const double* u, std::size_t n, std::int32_t* piece, double* fraction) {
  for (std::size_t i = 0; i < n; ++i) {
    const bool upper = u[i] >= 0.5;
    const double t = upper ? 1.0 - u[i] : u[i];
    const double inside = t < smallest_tabulated ? smallest_tabulated : (t >= 0.5 ? 0x1.fffffffffffffp-2 : t);
    const auto bits = std::bit_cast<std::uint64_t>(inside);
    piece[i] = static_cast<std::int32_t>((bits >> index_shift) - first_index) +
               (upper ? static_cast<std::int32_t>(pieces_per_side) : 0);
    fraction[i] = std::bit_cast<double>(((bits & fraction_mask) << pieces_per_octave_bits) | one_bits) - 1.0;
  }
}

/// Whether any uniform lies beyond the table; rare, so that looking costs more than finding.
PREMORTEM_VECTOR_CLONES
bool any_tail(const double* u, std::size_t n) {
  std::uint64_t tails = 0;
  for (std::size_t i = 0; i < n; ++i) tails += (u[i] < smallest_tabulated ? 1U : 0U) + (u[i] > 1 - smallest_tabulated ? 1U : 0U);
  return tails > 0;
}

PREMORTEM_VECTOR_CLONES
void interpolate(const double* pieces, const std::int32_t* piece, const double* fraction, std::size_t n, double* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const double* c = pieces + 4 * static_cast<std::ptrdiff_t>(piece[i]);
    const double s = fraction[i];
    out[i] = ((c[3] * s + c[2]) * s + c[1]) * s + c[0];
  }
}

}  // namespace

QuantileTable::QuantileTable(LeafDistribution distribution) : distribution_(std::move(distribution)) {
  pieces_.reserve(2 * pieces_per_side);
  fill_side(false);
  fill_side(true);
}

bool QuantileTable::fits(const Piece& p, double middle) {
  const double interpolated = ((p.c3 * 0.5 + p.c2) * 0.5 + p.c1) * 0.5 + p.c0;
  return std::abs(interpolated - middle) <= tolerated_error * std::abs(middle);
}

void QuantileTable::fill_side(bool upper) {
  const auto value_at = [&](double t) { return upper ? distribution_.upper_quantile(t) : distribution_.quantile(t); };
  const auto slope_at = [&](double x) { return (upper ? -1.0 : 1.0) / distribution_.density(x); };
  double t0 = node(0), x0 = value_at(t0), d0 = slope_at(x0);
  for (std::size_t i = 0; i < pieces_per_side; ++i) {
    const double t1 = node(i + 1), x1 = value_at(t1), d1 = slope_at(x1);
    const double rise = x1 - x0, m0 = d0 * (t1 - t0), m1 = d1 * (t1 - t0);
    pieces_.push_back({x0, m0, 3 * rise - 2 * m0 - m1, m0 + m1 - 2 * rise});
    smooth_ = smooth_ && std::isfinite(x0) && std::isfinite(m0) && std::isfinite(m1) && std::isfinite(x1);
    const bool widest = i % pieces_per_octave == 0;  // relative to t, hence where a cubic fits worst
    if (smooth_ && widest) smooth_ = fits(pieces_.back(), value_at(t0 + (t1 - t0) / 2));
    t0 = t1, x0 = x1, d0 = d1;
  }
}

void QuantileTable::apply_exactly(std::span<double> uniforms) const {
  for (double& u : uniforms) u = u < 0.5 ? distribution_.quantile(u) : distribution_.upper_quantile(1.0 - u);
}

void QuantileTable::apply(std::span<double> uniforms) const {
  if (!smooth_) return apply_exactly(uniforms);
  static_assert(sizeof(Piece) == 4 * sizeof(double));
  std::array<std::int32_t, tile> piece;
  std::array<double, tile> fraction;
  std::array<std::pair<std::size_t, double>, tile> tails;
  for (std::size_t begin = 0; begin < uniforms.size(); begin += tile) {
    const auto part = uniforms.subspan(begin, std::min(tile, uniforms.size() - begin));
    const bool has_tail = any_tail(part.data(), part.size());
    std::size_t tail_count = 0;
    for (std::size_t i = 0; i < part.size() && has_tail; ++i)
      if (part[i] < smallest_tabulated || part[i] > 1 - smallest_tabulated) tails[tail_count++] = {i, part[i]};
    locate(part.data(), part.size(), piece.data(), fraction.data());
    interpolate(&pieces_.data()->c0, piece.data(), fraction.data(), part.size(), part.data());
    for (std::size_t j = 0; j < tail_count; ++j) {
      double x = tails[j].second;
      apply_exactly({&x, 1});
      part[tails[j].first] = x;
    }
  }
}

}  // namespace premortem
