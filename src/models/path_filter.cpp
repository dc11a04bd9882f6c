#include "models/path_filter.hpp"

#include <algorithm>
#include <cmath>

namespace premortem {
namespace {

constexpr std::size_t most = most_coefficients;
using Row = std::array<double, most + 1>;  // of each column of x, and of y last

struct Filter {
  const NoisyPath& path;
  const PathVariances& v;
  std::size_t p;
  Row level{}, drift{};
  double p00 = 0, p01 = 0, p11 = 0;
  std::array<Row, most> sxx{};  // lower triangle, and y in the last column
  double syy = 0, log_f = 0;

  Filter(const NoisyPath& n, const PathVariances& variances) : path(n), v(variances), p(n.coefficients), p00(variances.swing) {}

  void advance(std::size_t i) {
    const double step = path.t[i] - path.t[i - 1];
    const double one_step = 2 * v.noise + v.wander;  // variance of an increment, the size of a jump
    if (v.swing > 0) {
      const double rho = v.stays > 0 ? std::pow(v.stays, step) : 0;
      for (double& l : level) l *= rho;
      p00 = rho * rho * p00 + v.swing * (1 - rho * rho) + path.jumps[i] * one_step;
      return;
    }
    for (std::size_t c = 0; c <= most; ++c) level[c] += step * drift[c];
    p00 += step * (2 * p01 + step * p11) + v.wander * step + v.drift_wander * step * step * step / 3 + path.jumps[i] * one_step;
    p01 += step * p11 + v.drift_wander * step * step / 2;
    p11 += v.drift_wander * step;
  }

  void look(std::size_t i) {
    const double f = std::max(p00 + v.noise * path.noise[i], 1e-12), k0 = p00 / f, k1 = p01 / f;
    Row left{};
    for (std::size_t c = 0; c < p; ++c) left[c] = path.x[i][c] - level[c];
    left[most] = path.y[i] - level[most];
    for (std::size_t c = 0; c <= most; ++c) level[c] += k0 * left[c], drift[c] += k1 * left[c];
    for (std::size_t r = 0; r < p; ++r) {
      for (std::size_t c = 0; c <= r; ++c) sxx[r][c] += left[r] * left[c] / f;
      sxx[r][most] += left[r] * left[most] / f;
    }
    syy += left[most] * left[most] / f, log_f += std::log(f);
    p11 -= k1 * p01, p01 -= k0 * p01, p00 -= k0 * p00;
  }

  PathPrefix prefix(std::size_t points) const;
};

using Square = std::array<std::array<double, most>, most>;

/// Lower Cholesky root; log determinant of the square.
double rooted(const std::array<Row, most>& s, std::size_t p, Square& l) {
  double log_det = 0;
  for (std::size_t r = 0; r < p; ++r)
    for (std::size_t c = 0; c <= r; ++c) {
      double sum = s[r][c];
      for (std::size_t k = 0; k < c; ++k) sum -= l[r][k] * l[c][k];
      if (r != c) {
        l[r][c] = sum / l[c][c];
        continue;
      }
      l[r][r] = std::sqrt(std::max(sum, 1e-12 * s[r][r] + 1e-300));
      log_det += 2 * std::log(l[r][r]);
    }
  return log_det;
}

PathPrefix Filter::prefix(std::size_t points) const {
  PathPrefix out;
  Square l{}, inverse{};
  out.points = points, out.df = static_cast<double>(points) - static_cast<double>(p);
  out.log_det = log_f + rooted(sxx, p, l);
  std::array<double, most> half{};
  auto& beta = out.beta;
  for (std::size_t r = 0; r < p; ++r) {  // inverse of the root, and root^-1 sxy
    inverse[r][r] = 1 / l[r][r];
    for (std::size_t c = 0; c < r; ++c) {
      double sum = 0;
      for (std::size_t k = c; k < r; ++k) sum -= l[r][k] * inverse[k][c];
      inverse[r][c] = sum / l[r][r];
    }
    for (std::size_t c = 0; c <= r; ++c) half[r] += inverse[r][c] * sxx[c][most];
  }
  out.rss = syy;
  for (std::size_t r = 0; r < p; ++r) {
    out.rss -= half[r] * half[r];
    for (std::size_t k = r; k < p; ++k) beta[r] += inverse[k][r] * half[k];
  }
  out.rss = std::max(out.rss, 1e-12 * (syy + 1));
  // the state is a linear function of beta, and of what the filter knows of W
  std::array<std::array<double, most>, most> jacobian{};
  const std::size_t size = std::max<std::size_t>(2, p);
  const bool stationary = v.swing > 0;
  for (std::size_t c = 0; c < p; ++c) {
    jacobian[0][c] = (c < 2 ? path.x[points - 1][c] : 0) - (stationary ? 0 : level[c]);
    jacobian[1][c] = (c == 1 ? 1 : 0) - (stationary ? 0 : drift[c]);
    if (c > 1) jacobian[c][c] = 1;
  }
  out.state.size = size;
  std::array<std::array<double, most>, most> root{};  // jacobian times the inverse root, transposed
  for (std::size_t r = 0; r < size; ++r) {
    for (std::size_t c = 0; c < p; ++c) out.state.mean[r] += jacobian[r][c] * beta[c];
    for (std::size_t k = 0; k < p; ++k)
      for (std::size_t c = 0; c <= k; ++c) root[r][k] += jacobian[r][c] * inverse[k][c];
  }
  for (std::size_t r = 0; r < size; ++r)
    for (std::size_t c = 0; c < size; ++c)
      for (std::size_t k = 0; k < p; ++k) out.state.covariance[r][c] += root[r][k] * root[c][k];
  if (stationary) return out;
  out.state.mean[0] += level[most], out.state.mean[1] += drift[most];
  out.state.covariance[0][0] += p00, out.state.covariance[1][1] += p11;
  out.state.covariance[0][1] += p01, out.state.covariance[1][0] += p01;
  return out;
}

}  // namespace

std::vector<PathPrefix> filtered(const NoisyPath& path, const PathVariances& v, const std::vector<std::size_t>& prefixes) {
  Filter filter(path, v);
  std::vector<PathPrefix> out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < path.t.size() && next < prefixes.size(); ++i) {
    if (i > 0) filter.advance(i);
    filter.look(i);
    if (i + 1 == prefixes[next]) out.push_back(filter.prefix(i + 1)), ++next;
  }
  return out;
}

std::vector<double> smoothed_levels(const NoisyPath& path, const PathVariances& v) {
  const std::size_t n = path.t.size(), p = path.coefficients;
  const auto beta = filtered(path, v, {n}).front().beta;
  std::vector<double> level(n), error(n), before(n);  // of W: filtered, its variance, its variance before the value
  for (std::size_t i = 0; i < n; ++i) {
    double left = path.y[i];
    for (std::size_t c = 0; c < p; ++c) left -= path.x[i][c] * beta[c];
    before[i] = i == 0 ? 0 : error[i - 1] + v.wander * (path.t[i] - path.t[i - 1]) + path.jumps[i] * (2 * v.noise + v.wander);
    const double last = i == 0 ? 0 : level[i - 1], gain = before[i] / std::max(before[i] + v.noise * path.noise[i], 1e-12);
    level[i] = last + gain * (left - last), error[i] = (1 - gain) * before[i];
  }
  for (std::size_t i = n - 1; i-- > 0;)
    if (before[i + 1] > 0) level[i] += error[i] / before[i + 1] * (level[i + 1] - level[i]);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t c = 0; c < p; ++c) level[i] += path.x[i][c] * beta[c];
  return level;
}

}  // namespace premortem
