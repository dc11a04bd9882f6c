#include "premortem/statistics/kolmogorov_smirnov.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "statistics/evaluation.hpp"
#include "statistics/merged_steps.hpp"

namespace premortem {
namespace {

/// The largest |i m - j n| and, where it is asked for, after which numbers of pooled values the next one differs.
struct Walk {
  std::int64_t largest = 0;
  std::vector<char> ends_here;
};

Walk walk(std::span<const double> a, std::span<const double> b, bool with_ends) {
  const auto n = static_cast<std::int64_t>(a.size()), m = static_cast<std::int64_t>(b.size());
  Walk w;
  if (with_ends) w.ends_here.assign(a.size() + b.size() + 1, 0);
  for_each_merged_step(a, b, [&](double, double, std::size_t i, std::size_t j) {
    w.largest = std::max(w.largest, std::abs(static_cast<std::int64_t>(i) * m - static_cast<std::int64_t>(j) * n));
    if (with_ends) w.ends_here[i + j] = 1;
  });
  return w;
}

/// The chance that a path that deals n and m values out in random order ever meets |i m - j n| >= w.largest at a step where the
/// pooled values differ: the sum of what is absorbed there.
double exact_p(const Walk& w, std::size_t n, std::size_t m) {
  if (w.largest == 0) return 1;
  std::vector<double> reach(m + 1, 0);  // of (i, j) without having been absorbed
  double absorbed = 0;
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t j = 0; j <= m; ++j) {
      const double left = static_cast<double>(n + m - i - j + 1);  // values not dealt out one step ago
      double p = i == 0 && j == 0 ? 1 : 0;
      if (i > 0) p += reach[j] * (static_cast<double>(n - i + 1) / left);
      if (j > 0) p += reach[j - 1] * (static_cast<double>(m - j + 1) / left);
      const auto gap = std::abs(static_cast<std::int64_t>(i * m) - static_cast<std::int64_t>(j * n));
      if (gap >= w.largest && w.ends_here[i + j]) absorbed += p, p = 0;
      reach[j] = p;
    }
  }
  return std::min(absorbed, 1.0);
}

using Matrix = Eigen::MatrixXd;

/// Durbin's matrix: P = n! / n^n times the middle entry of its n-th power.
Matrix durbin_matrix(int k, double h) {
  const int size = 2 * k - 1;
  Matrix H = Matrix::Zero(size, size);
  for (int i = 0; i < size; ++i)
    for (int j = 0; j < size; ++j) H(i, j) = i - j + 1 < 0 ? 0 : 1;
  for (int i = 0; i < size; ++i) {
    H(i, 0) -= std::pow(h, i + 1);
    H(size - 1, i) -= std::pow(h, size - i);
  }
  if (2 * h - 1 > 0) H(size - 1, 0) += std::pow(2 * h - 1, size);
  for (int i = 0; i < size; ++i)
    for (int j = 0; j < size; ++j)
      for (int g = 1; g <= i - j + 1; ++g) H(i, j) /= g;
  return H;
}

/// A matrix times 2^exponent, so that powers neither overflow nor vanish.
struct Scaled {
  Matrix matrix;
  long exponent = 0;
  void rescale() {
    const int by = std::ilogb(matrix.maxCoeff());
    matrix *= std::ldexp(1.0, -by);
    exponent += by;
  }
};

Scaled power(const Scaled& base, int n) {
  if (n == 1) return base;
  const Scaled half = power(base, n / 2);
  Scaled whole{half.matrix * half.matrix, 2 * half.exponent};
  if (n % 2 == 1) whole.matrix = whole.matrix * base.matrix, whole.exponent += base.exponent;
  whole.rescale();
  return whole;
}

}  // namespace

KolmogorovSmirnov kolmogorov_smirnov(std::span<const double> sorted_reference, std::span<const double> sorted_current) {
  check_sorted_samples("kolmogorov_smirnov", sorted_reference, sorted_current);
  const double n = static_cast<double>(sorted_reference.size()), m = static_cast<double>(sorted_current.size());
  KolmogorovSmirnov ks;
  ks.law = n * m <= most_exact_ks_steps ? KolmogorovLaw::exact : KolmogorovLaw::asymptotic;
  const Walk w = walk(sorted_reference, sorted_current, ks.law == KolmogorovLaw::exact);
  ks.statistic = static_cast<double>(w.largest) / (n * m);
  ks.p = ks.law == KolmogorovLaw::exact ? exact_p(w, sorted_reference.size(), sorted_current.size()) : kolmogorov_survival(ks.statistic * std::sqrt(n / (n + m) * m));
  return ks;
}

double kolmogorov_survival(double x) {
  require_number("kolmogorov_survival", "x", x);
  if (x <= 0.04) return 1;  // P(K <= 0.04) is below 1e-300
  double sum = 0;
  if (x < 1) {
    for (int k = 7; k >= 1; k -= 2) sum += std::exp(-k * k * std::numbers::pi * std::numbers::pi / (8 * x * x));
    return 1 - std::sqrt(2 * std::numbers::pi) / x * sum;
  }
  for (int k = 5; k >= 1; --k) sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * x * x);
  return sum;
}

double kolmogorov_cdf(int n, double d) {
  require(n >= 1 && n <= 2000 && d >= 0 && d <= 1, "kolmogorov_cdf", {{"n", static_cast<double>(n)}, {"d", d}}, "n in [1, 2000] and d in [0, 1] are needed");
  if (d * n <= 0.5) return 0;
  if (d == 1) return 1;
  const int k = static_cast<int>(n * d) + 1;
  const Scaled q = power({durbin_matrix(k, k - n * d)}, n);
  double p = q.matrix(k - 1, k - 1);
  long exponent = q.exponent;
  for (int i = 1; i <= n; ++i) {  // times n! / n^n
    p *= static_cast<double>(i) / n;
    if (p < 1e-140 && p > 0) p *= 0x1p400, exponent -= 400;
  }
  return std::clamp(std::ldexp(p, static_cast<int>(exponent)), 0.0, 1.0);
}

}  // namespace premortem
