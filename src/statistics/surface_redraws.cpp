#include "statistics/surface_redraws.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"
#include "statistics/sample_moments.hpp"

namespace premortem {
namespace {

using Column = std::vector<double>;

/// Lower triangle L with L L' the covariance of the residuals of all fits; zero where they say nothing new.
std::vector<Column> residual_factor(const std::vector<NestedFit>& fits, double freedom) {
  const std::size_t d = fits.size();
  std::vector<Column> l(d, Column(d, 0));
  for (std::size_t i = 0; i < d; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < fits[i].residuals.size(); ++k) sum += fits[i].residuals[k] * fits[j].residuals[k];
      const double all = sum / freedom;
      double left = all;
      for (std::size_t k = 0; k < j; ++k) left -= l[i][k] * l[j][k];
      if (i == j) l[i][i] = left > 1e-12 * all ? std::sqrt(left) : 0;
      else l[i][j] = l[j][j] > 0 ? left / l[j][j] : 0;
    }
  return l;
}

class SurfaceRedraws {
 public:
  SurfaceRedraws(const NestedBasis& basis, const std::vector<NestedFit>& fits, std::uint64_t seed)
      : basis_(basis), fits_(fits), size_(basis.columns.size()), key_{seed, variable_id("value of information/coefficients")} {
    const std::size_t n = basis.columns.front().size();
    root_n_ = std::sqrt(static_cast<double>(n));
    factor_ = residual_factor(fits, static_cast<double>(n > size_ ? n - size_ : 1));
    constexpr std::size_t most_looked_at = 1000;
    for (std::size_t i = 0; i < n; i += (n + most_looked_at - 1) / most_looked_at) at_.push_back(i);
  }

  double variance() const {
    constexpr std::uint64_t redraws = 200;
    Column values;
    for (std::uint64_t r = 0; r < redraws; ++r) values.push_back(value_of(coefficients(r)));
    return variance_of(values);
  }

 private:
  std::vector<Column> coefficients(std::uint64_t redraw) const {
    const std::size_t d = fits_.size();
    Column z(d * size_);
    fill_uniform(key_, redraw * z.size(), z);
    for (double& x : z) x = normal_quantile(0, 1, x);
    std::vector<Column> drawn(d);
    for (std::size_t i = 0; i < d; ++i) {
      drawn[i] = fits_[i].coefficients;
      for (std::size_t j = 0; j < size_; ++j)
        for (std::size_t k = 0; k <= i; ++k) drawn[i][j] += factor_[i][k] * z[k * size_ + j] / root_n_;
    }
    return drawn;
  }

  double value_of(const std::vector<Column>& coefficients) const {
    double sum = 0, best_mean = 0;
    for (const auto i : at_) {
      double best = 0;
      for (const auto& c : coefficients) best = std::max(best, fitted(basis_, c, size_, i));
      sum += best;
    }
    for (const auto& c : coefficients) best_mean = std::max(best_mean, c.front());
    return sum / static_cast<double>(at_.size()) - best_mean;
  }

  const NestedBasis& basis_;
  const std::vector<NestedFit>& fits_;
  std::size_t size_;
  StreamKey key_;
  double root_n_ = 1;
  std::vector<Column> factor_;
  std::vector<std::size_t> at_;
};

}  // namespace

double variance_over_surfaces(const NestedBasis& basis, const std::vector<NestedFit>& fits, std::uint64_t seed) {
  return SurfaceRedraws(basis, fits, seed).variance();
}

}  // namespace premortem
