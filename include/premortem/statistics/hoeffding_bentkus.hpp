#pragma once

namespace premortem {

/// p-value for "the mean is above `limit`", from the mean of independent values in [0, 1] (not only 0 and 1):
/// min(exp(-n h(min(mean, limit), limit)), e P(Bin(n, limit) <= ceil(n mean))), at most 1,
/// h(a, b) = a ln(a/b) + (1 - a) ln((1 - a)/(1 - b)). Valid for any n; for values that are only 0 or 1 the exact
/// binomial test is sharper.
/// @param mean   in [0, 1]; n x mean within four roundings of a whole number is taken as that number
/// @param n      whole number >= 1
/// @param limit  in (0, 1)
/// @throws DomainError outside that domain
/// Source: Bates, Angelopoulos, Lei, Malik & Jordan (2021), Journal of the ACM 68(6), section 3.1.2, after Hoeffding
/// (1963) and Bentkus (2004).
double hoeffding_bentkus_p(double mean, double n, double limit);

}  // namespace premortem
