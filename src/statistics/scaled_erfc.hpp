#pragma once

namespace premortem {

/// exp(x^2) erfc(x), which neither over- nor underflows for x >= 0 (below -26.6 it is +infinity).
/// Relative error at most 4e-16 for x >= 0.
/// Formula: exp(x^2) erfc(x) below 3; above, Laplace's continued fraction
/// (1/sqrt(pi)) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))).
/// Source: NIST Digital Library of Mathematical Functions, 7.9.1.
double scaled_erfc(double x);

/// The fall of scaled_erfc from a to b >= a, without cancellation when they are close or both large.
double scaled_erfc_fall(double a, double b);

}  // namespace premortem
