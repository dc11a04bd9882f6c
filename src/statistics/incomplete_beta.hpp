#pragma once

namespace premortem {

/// The two tails of Beta(a, b) at x in (0, 1), each without cancellation; a, b > 0.
/// Boost.Math while a + b < 1000; above, beta_kernel times the continued fraction, because Boost
/// loses up to five digits at (3, 1e6). Source of the fraction:
/// Didonato & Morris (1992), ACM Transactions on Mathematical Software 18, equation 9; its one difference is taken exactly.
double beta_lower_tail(double a, double b, double x);
double beta_upper_tail(double a, double b, double x);

/// Density of Beta(a, b) at x in (0, 1), from the kernel.
double beta_density_inside(double a, double b, double x);

}  // namespace premortem
