#pragma once

namespace premortem {

/// Directed rounding without touching the processor's rounding mode: compute in round-to-nearest,
/// find the sign of the error exactly, and step by one unit if it points the wrong way.
/// Exact unless the product or the dividend is below 1e-290, where one unit is stepped in any case.
double add_down(double a, double b);
double add_up(double a, double b);
double multiply_down(double a, double b);
double multiply_up(double a, double b);
double divide_down(double a, double b);
double divide_up(double a, double b);

}  // namespace premortem
