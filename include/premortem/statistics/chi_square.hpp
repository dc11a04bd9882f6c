#pragma once

namespace premortem {

/// P(X > x) for chi-square with `df` > 0 degrees of freedom: a gamma with shape df / 2 and scale 2.
/// @throws DomainError unless df > 0 and x is a number
double chi_square_survival(double df, double x);

}  // namespace premortem
