// The functions of the C library that it picks by processor, for programs: whoever calls std::exp there, Boost.Math
// too, gets the same bits everywhere. Linked into executables alone; a user of the library keeps the functions of his
// system.
#include "premortem/core/portable_math.hpp"

extern "C" {

double exp(double x) noexcept { return premortem::portable_exp(x); }
double exp2(double x) noexcept { return premortem::portable_exp2(x); }
double exp10(double x) noexcept { return premortem::portable_pow(10, x); }  // clang's pow(10, x)
double expm1(double x) noexcept { return premortem::portable_expm1(x); }
double log(double x) noexcept { return premortem::portable_log(x); }
double log10(double x) noexcept { return premortem::portable_log10(x); }
double log1p(double x) noexcept { return premortem::portable_log1p(x); }
double pow(double base, double exponent) noexcept { return premortem::portable_pow(base, exponent); }
double sin(double x) noexcept { return premortem::portable_sin(x); }
double cos(double x) noexcept { return premortem::portable_cos(x); }
double asin(double x) noexcept { return premortem::portable_asin(x); }
double erfc(double x) noexcept { return premortem::portable_erfc(x); }
double acos(double x) noexcept { return premortem::portable_acos(x); }

/// What g++ makes of a sine and a cosine of the same angle.
void sincos(double x, double* sine, double* cosine) noexcept {
  const premortem::SineCosine both = premortem::portable_sin_cos(x);
  *sine = both.sine;
  *cosine = both.cosine;
}

}  // extern "C"
