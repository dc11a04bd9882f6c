#include "models/normal_average.hpp"

#include <cmath>
#include <vector>

#include "premortem/statistics/gauss_legendre.hpp"

namespace premortem {
namespace {

using Integrand = std::function<AveragedTerms(double)>;

struct Stretch {
  double low = 0, high = 0;
  AveragedTerms sum{}, size{}, doubt{};  ///< the integrals, those of the magnitudes, and how far the two rules differ
};

double density(double z) { return std::exp(-0.5 * z * z) * 0.39894228040143267794; }  // 1 / sqrt(2 pi)

Stretch integrated(const Integrand& f, double low, double high) {
  static const auto fine = gauss_legendre(16, -1, 1), coarse = gauss_legendre(10, -1, 1);
  Stretch s{low, high, {}, {}, {}};
  const double half = (high - low) / 2, middle = low + half;
  const auto add = [&](const QuadratureNode& node, AveragedTerms& to, bool sizes) {
    const double z = middle + half * node.at, weight = half * node.weight * density(z);
    const auto value = f(z);
    for (std::size_t c = 0; c < value.size(); ++c) {
      to[c] += weight * value[c];
      if (sizes) s.size[c] += weight * std::abs(value[c]);
    }
  };
  AveragedTerms check{};
  for (const auto& node : fine) add(node, s.sum, true);
  for (const auto& node : coarse) add(node, check, false);
  for (std::size_t c = 0; c < check.size(); ++c) s.doubt[c] = std::abs(s.sum[c] - check[c]);
  return s;
}

bool is_open(const Stretch& s, const AveragedTerms& all, std::size_t c) { return s.doubt[c] > 1e-10 * s.size[c] && s.doubt[c] > 1e-14 * all[c]; }

bool is_settled(const Stretch& s, const AveragedTerms& all) {
  for (std::size_t c = 0; c < all.size(); ++c)
    if (is_open(s, all, c)) return false;
  return true;
}

/// Whether halving told more: of a smooth function the doubt all but vanishes, beside a kink or a jump it falls to a quarter or a half. Where it
/// stays what it was, it is rounding, of which no halving gets rid.
bool tells_more(const Stretch& s, const Stretch& left, const Stretch& right, const AveragedTerms& all) {
  constexpr double stays = 0.75;
  for (std::size_t c = 0; c < all.size(); ++c)
    if (is_open(s, all, c) && left.doubt[c] + right.doubt[c] <= stays * s.doubt[c]) return true;
  return false;
}

/// @param vain  how many more halvings may tell nothing on the way down
void add_refined(const Integrand& f, const Stretch& s, const AveragedTerms& all, int halvings, int vain, AveragedTerms& total) {
  if (halvings == 0 || vain == 0 || is_settled(s, all)) {
    for (std::size_t c = 0; c < total.size(); ++c) total[c] += s.sum[c];
    return;
  }
  const double middle = s.low + (s.high - s.low) / 2;
  const auto left = integrated(f, s.low, middle), right = integrated(f, middle, s.high);
  if (!tells_more(s, left, right, all)) --vain;
  add_refined(f, left, all, halvings - 1, vain, total);
  add_refined(f, right, all, halvings - 1, vain, total);
}

}  // namespace

AveragedTerms normal_average(std::span<const double> breaks, const Integrand& f) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i + 1 < breaks.size(); ++i)
    if (breaks[i] < breaks[i + 1]) stretches.push_back(integrated(f, breaks[i], breaks[i + 1]));
  AveragedTerms all{}, total{};
  for (const auto& s : stretches)
    for (std::size_t c = 0; c < all.size(); ++c) all[c] += s.size[c];
  constexpr int most_halvings = 40, most_vain = 5;
  for (const auto& s : stretches) add_refined(f, s, all, most_halvings, most_vain, total);
  return total;
}

}  // namespace premortem
