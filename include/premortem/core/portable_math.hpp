#pragma once

namespace premortem {

/// exp, log, pow, sin, cos and their kind from additions, products, quotients, square roots and integer steps alone. A
/// system's library picks a variant by processor (with and without fused multiply-add), whose last bits differ; these give
/// the same bits on every one, as long as nothing is contracted or reassociated. Programs of the project link them under
/// their names in C, too (src/core/c_library). Error in units in the last place, the most that 60,000 values each showed
/// against 48-digit arithmetic: exp, log, pow, exp2, log10 and log1p 0.51, expm1 0.55, sin and cos 0.88, asin and acos
/// 0.61, erfc 0.79, of a negative number 1.07; a result of exp or pow below 2.2e-308 0.63, of erfc 1.5. Special values as
/// IEEE 754 has them: the logarithm of a negative number is NaN, that of 0 -infinity. Sources: Tang (1989, 1990), ACM
/// Transactions on Mathematical Software 15 and 16, for exp and log by tables; Cody & Waite (1980), Software Manual for
/// the Elementary Functions; error-free products of Dekker (1971), Numerische Mathematik 18; series of Taylor.
double portable_exp(double x);
double portable_log(double x);
double portable_pow(double base, double exponent);
double portable_exp2(double x);
double portable_log10(double x);

/// exp(x) - 1 and log(1 + x), near 0 too.
double portable_expm1(double x);
double portable_log1p(double x);

/// 2/sqrt(pi) times the integral of exp(-t^2) from x on.
double portable_erfc(double x);

/// NaN outside [-1, 1].
double portable_asin(double x);
double portable_acos(double x);

/// Radians; |x| at most `largest_angle`, beyond which NaN: the last digit of such a number is a good part of a turn.
constexpr double largest_angle = 0x1p50;
double portable_sin(double x);
double portable_cos(double x);

/// Both, with the same bits.
struct SineCosine {
  double sine, cosine;
};
SineCosine portable_sin_cos(double x);

}  // namespace premortem
