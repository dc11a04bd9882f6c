#pragma once

namespace premortem {

/// exp(x^2) erfc(x), which neither over- nor underflows for x >= 0 (below -26.6 it is +infinity).
/// Relative error at most 4e-16 for x >= 0.
/// Formula: exp(x^2) erfc(x) below 3; above, Laplace's continued fraction
/// (1/sqrt(pi)) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))).
/// Source: NIST Digital Library of Mathematical Functions, 7.9.1.
double scaled_erfc(double x);

/// scaled_erfc(a) - scaled_erfc(a + width), width >= 0, without cancellation when the two are close.
double scaled_erfc_fall(double a, double width);

}  // namespace premortem
