#include "premortem/core/probability.hpp"

#include <string>

#include "premortem/core/error.hpp"

namespace premortem {

Probability::Probability(double value) : value_(value) {
  if (!(value >= 0 && value <= 1)) throw DomainError("a probability lies in [0, 1], got " + std::to_string(value));
}

Probability operator*(Probability a, Probability b) { return Probability(a.value() * b.value()); }

}  // namespace premortem
