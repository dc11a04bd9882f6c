#pragma once

namespace premortem {

/// P(Z > z) of a standard normal Z, of infinite z too, by core/portable_math; and ln Gamma(x) for x >= 0, by Boost.Math in
/// double. The C library's erfc and lgamma call exponentials and logarithms inside that it picks by processor; these call
/// std::exp and std::log at most, which the programs have of their own. Relative error at most 1e-15 of ln Gamma (next to
/// its zeros 1 and 2 too), and 1e-15 (1 + z^2) of the tail, whose argument z / sqrt 2 is rounded. NaN gives NaN, and so
/// does x < 0.
double standard_normal_survival(double z);
double log_gamma(double x);

}  // namespace premortem
