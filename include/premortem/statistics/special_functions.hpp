#pragma once

namespace premortem {

/// P(Z > z) of a standard normal Z, of infinite z too, and ln Gamma(x) for x >= 0. The C library's erfc and lgamma call
/// exponentials and logarithms inside that it picks by processor, with or without fused multiply-add; these call std::exp
/// and std::log, which the programs have of their own, so that their bits are the same everywhere. Relative error at most
/// 1e-15 of ln Gamma (next to its zeros 1 and 2 too) and 1e-15 (1 + z^2) of the tail, whose argument z / sqrt 2 is
/// rounded. NaN gives NaN, and so does x < 0. Implementation: Boost.Math in double.
double standard_normal_survival(double z);
double log_gamma(double x);

}  // namespace premortem
