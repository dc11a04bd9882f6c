#pragma once

namespace premortem {

/// The two tails of Gamma(a, 1) at x = a + excess > 0, each without cancellation; a > 0. `excess` is given beside x
/// because x may have been rounded, and the deep tail of a large a feels it.
/// Boost.Math, except beyond 4.5 standard deviations for a > 200, where Boost loses up to five digits:
/// there gamma_kernel times the series (DLMF 8.7.1) or the continued fraction (DLMF 8.9.2).
double gamma_lower_tail(double a, double x, double excess);
double gamma_upper_tail(double a, double x, double excess);

}  // namespace premortem
