#pragma once
#include <boost/math/policies/policy.hpp>
#include <cmath>
#include <exception>
#include <initializer_list>
#include <string>

#include "premortem/core/error.hpp"

namespace premortem {

/// Doubles stay doubles inside Boost.Math: the same bits where long double differs, and five times faster.
using DoublePolicy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

struct NamedInput {
  const char* name;
  double value;
};
using NamedInputs = std::initializer_list<NamedInput>;

/// @throws DomainError `function(a=2, x=nan): why`, always
[[noreturn]] void refuse(const char* function, NamedInputs inputs, const std::string& why);

/// @throws DomainError if `holds` is false
inline void require(bool holds, const char* function, NamedInputs inputs, const char* why) {
  if (!holds) refuse(function, inputs, why);
}

inline void require_number(const char* function, const char* name, double x) {
  require(!std::isnan(x), function, {{name, x}}, "a number is needed");
}

inline void require_probability(const char* function, const char* name, double p) {
  require(p >= 0 && p <= 1, function, {{name, p}}, "a probability lies in [0, 1]");
}

inline bool positive_finite(double x) { return x > 0 && std::isfinite(x); }

/// The value of `formula()`; what it throws, and a result that is not a number, become a DomainError.
template <class Formula>
double evaluated(const char* function, NamedInputs inputs, Formula formula) {
  double result = 0;
  try {
    result = formula();
  } catch (const std::exception& failure) {
    refuse(function, inputs, failure.what());
  }
  if (std::isnan(result)) refuse(function, inputs, "the result is not a number");
  return result;
}

}  // namespace premortem
