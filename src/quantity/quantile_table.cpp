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
constexpr std::size_t pieces_per_long = 4;  // a long piece stands for so many, where it fits far better than it must
constexpr double tolerated_long_error = 1e-8;
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

bool QuantileTable::fits(const Piece& p, double middle, double tolerated) {
  const double interpolated = ((p.c3 * 0.5 + p.c2) * 0.5 + p.c1) * 0.5 + p.c0;
  return std::abs(interpolated - middle) <= tolerated * std::abs(middle);
}

QuantileTable::Node QuantileTable::node_at(std::size_t i, bool upper) const {
  const double t = node(i), x = value_at(t, upper);
  return {t, x, (upper ? -1.0 : 1.0) / distribution_.density(x)};
}

double QuantileTable::value_at(double t, bool upper) const {
  return upper ? distribution_.upper_quantile(t) : distribution_.quantile(t);
}

QuantileTable::Piece QuantileTable::hermite(const Node& a, const Node& b) {
  const double rise = b.x - a.x, m0 = a.slope * (b.t - a.t), m1 = b.slope * (b.t - a.t);
  return {a.x, m0, 3 * rise - 2 * m0 - m1, m0 + m1 - 2 * rise};
}

void QuantileTable::append_long(const Piece& p) {
  constexpr double part = 1.0 / pieces_per_long;
  for (std::size_t j = 0; j < pieces_per_long; ++j) {
    const double s = static_cast<double>(j) * part;
    pieces_.push_back({((p.c3 * s + p.c2) * s + p.c1) * s + p.c0, ((3 * p.c3 * s + 2 * p.c2) * s + p.c1) * part,
                       (3 * p.c3 * s + p.c2) * part * part, p.c3 * part * part * part});
  }
}

/// One halving of t, of which the first piece is the widest relative to t, hence where a cubic fits worst: long pieces
/// if that one fits them, else short ones.
QuantileTable::Node QuantileTable::fill_octave(std::size_t first, Node at, bool upper) {
  Node next = node_at(first + pieces_per_long, upper);
  const Piece longest = hermite(at, next);
  const bool use_long = fits(longest, value_at(at.t + (next.t - at.t) / 2, upper), tolerated_long_error);
  const std::size_t step = use_long ? pieces_per_long : 1;
  for (std::size_t i = step; i <= pieces_per_octave; i += step) {
    if (!use_long || i > step) next = node_at(first + i, upper);
    const Piece piece = hermite(at, next);
    smooth_ = smooth_ && std::isfinite(piece.c0) && std::isfinite(piece.c1) && std::isfinite(piece.c2) && std::isfinite(piece.c3);
    if (smooth_ && !use_long && i == 1) smooth_ = fits(piece, value_at(at.t + (next.t - at.t) / 2, upper), tolerated_error);
    if (!smooth_) return next;
    if (use_long) append_long(piece);
    else pieces_.push_back(piece);
    at = next;
  }
  return at;
}

void QuantileTable::fill_side(bool upper) {
  if (!smooth_) return;
  Node at = node_at(0, upper);
  for (std::size_t octave = 0; octave < octaves && smooth_; ++octave) at = fill_octave(octave * pieces_per_octave, at, upper);
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
