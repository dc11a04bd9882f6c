#include "premortem/quantity/quantile_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#include "core/in_parallel.hpp"
#include "quantity/quantile_kernel.hpp"

namespace premortem {
namespace {

using Layout = QuantileLayout;
constexpr std::size_t pieces_per_long = 4;  // a long piece stands for so many, where it fits far better than it must
constexpr double tolerated_long_error = 1e-8;
constexpr double tolerated_error = 8e-7;  // in the middle of a piece; elsewhere in it the error is at most that

/// The t at which piece i starts: the bits of t are its index, so equal steps of the index are equal
/// relative steps of t.
double node(std::size_t i) { return std::bit_cast<double>((Layout::first_index + i) << Layout::index_shift); }

}  // namespace

/// Several threads make some octaves each, of which the first node is made twice: first those of the middle, which take longest.
QuantileTable::QuantileTable(LeafDistribution distribution, int jobs) : distribution_(std::move(distribution)) {
  const std::size_t tasks_per_side = jobs > 1 ? 4 : 1;
  std::vector<std::vector<Piece>> made(2 * tasks_per_side);
  std::atomic<bool> smooth{true};
  in_parallel(made.size(), jobs, [&](std::size_t i, std::size_t) {
    const std::size_t task = made.size() - 1 - i, part = task % tasks_per_side;
    made[task] = octaves(part * Layout::octaves / tasks_per_side, (part + 1) * Layout::octaves / tasks_per_side, task >= tasks_per_side, smooth);
  });
  smooth_ = smooth;
  pieces_.reserve(2 * Layout::pieces_per_side);
  for (const auto& pieces : made) pieces_.insert(pieces_.end(), pieces.begin(), pieces.end());
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

void QuantileTable::append_long(std::vector<Piece>& pieces, const Piece& p) {
  constexpr double part = 1.0 / pieces_per_long;
  for (std::size_t j = 0; j < pieces_per_long; ++j) {
    const double s = static_cast<double>(j) * part;
    pieces.push_back({((p.c3 * s + p.c2) * s + p.c1) * s + p.c0, ((3 * p.c3 * s + 2 * p.c2) * s + p.c1) * part,
                      (3 * p.c3 * s + p.c2) * part * part, p.c3 * part * part * part});
  }
}

/// One halving of t, of which the first piece is the widest relative to t, hence where a cubic fits worst: long pieces
/// if that one fits them, else short ones.
QuantileTable::Node QuantileTable::append_octave(std::vector<Piece>& pieces, std::size_t first, Node at, bool upper, std::atomic<bool>& smooth) const {
  Node next = node_at(first + pieces_per_long, upper);
  const Piece longest = hermite(at, next);
  const bool use_long = fits(longest, value_at(at.t + (next.t - at.t) / 2, upper), tolerated_long_error);
  const std::size_t step = use_long ? pieces_per_long : 1;
  for (std::size_t i = step; i <= Layout::pieces_per_octave; i += step) {
    if (!use_long || i > step) next = node_at(first + i, upper);
    const Piece piece = hermite(at, next);
    if (!std::isfinite(piece.c0) || !std::isfinite(piece.c1) || !std::isfinite(piece.c2) || !std::isfinite(piece.c3)) smooth = false;
    if (smooth && !use_long && i == 1 && !fits(piece, value_at(at.t + (next.t - at.t) / 2, upper), tolerated_error)) smooth = false;
    if (!smooth) return next;
    if (use_long) append_long(pieces, piece);
    else pieces.push_back(piece);
    at = next;
  }
  return at;
}

/// The pieces of these octaves, unless they, or meanwhile others, turn out not to be smooth.
std::vector<QuantileTable::Piece> QuantileTable::octaves(std::size_t first, std::size_t end, bool upper, std::atomic<bool>& smooth) const {
  std::vector<Piece> pieces;
  if (!smooth) return pieces;
  pieces.reserve((end - first) * Layout::pieces_per_octave);
  Node at = node_at(first * Layout::pieces_per_octave, upper);
  for (std::size_t octave = first; octave < end && smooth; ++octave) at = append_octave(pieces, octave * Layout::pieces_per_octave, at, upper, smooth);
  return pieces;
}

void QuantileTable::apply_exactly(std::span<double> uniforms) const {
  for (double& u : uniforms) u = u < 0.5 ? distribution_.quantile(u) : distribution_.upper_quantile(1.0 - u);
}

void QuantileTable::apply(std::span<double> uniforms) const {
  if (!smooth_) return apply_exactly(uniforms);
  static_assert(sizeof(Piece) == 4 * sizeof(double));
  constexpr std::size_t register_at_most = 8;
  const double* pieces = &pieces_.data()->c0;
  while (!uniforms.empty()) {
    uniforms = uniforms.subspan(quantile_kernels().back()(pieces, uniforms.data(), uniforms.size()));
    // Here a tail is near, or the end: a register's worth one by one.
    for (std::size_t left = std::min(register_at_most, uniforms.size()); left > 0; --left) {
      if (quantile_kernels().front()(pieces, uniforms.data(), 1) == 0) apply_exactly(uniforms.first(1));
      uniforms = uniforms.subspan(1);
    }
  }
}

}  // namespace premortem
