#pragma once
#include "premortem/core/interval.hpp"

namespace premortem {

/// Arithmetic of intervals of any sign, rounded outwards: the result holds every value that the operation takes on the
/// operands, and is the smallest such interval but for rounding. Ends may be infinite; 0 times infinity is 0, since an end
/// is a limit that is not reached. Sums, products, quotients and roots are off by at most one unit in the last place of
/// each end; exp, log, pow, sin and cos by four: those of the C library of GNU are within one unit of the true value
/// (glibc manual, "Known Maximum Errors in Math Functions"), are taken to be within two, and are stepped by two outwards.
/// Source: Moore, Kearfott & Cloud (2009), Introduction to Interval Analysis, SIAM.

Interval add(const Interval& a, const Interval& b);
Interval subtract(const Interval& a, const Interval& b);
Interval multiply(const Interval& a, const Interval& b);
/// What a / b may be. A divisor that touches 0 with one end gives an infinite end.
/// @throws Refusal if 0 lies inside the divisor, or the divisor is 0 and the dividend may be negative
Interval divide(const Interval& a, const Interval& b);
/// a^b. A base of 0 with a negative exponent gives an infinite end; 0^0 is 1, as IEEE 754 has it.
/// @throws Refusal if the base may be negative and the exponent is not one whole number, or that number is negative and odd
///         and 0 lies inside the base
Interval power(const Interval& a, const Interval& b);
Interval negative(const Interval& a);
Interval minimum(const Interval& a, const Interval& b);
Interval maximum(const Interval& a, const Interval& b);
Interval absolute(const Interval& a);
Interval exponential(const Interval& a);
/// Natural logarithm. @throws Refusal if a may be 0 or less
Interval logarithm(const Interval& a);
/// @throws Refusal if a may be negative
Interval square_root(const Interval& a);
/// Radians; all of [-1, 1] where an end is infinite.
Interval sine(const Interval& a);
Interval cosine(const Interval& a);

/// The smallest interval that holds both.
Interval hull(const Interval& a, const Interval& b);

}  // namespace premortem
