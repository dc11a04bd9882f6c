#pragma once
#include <cstdint>
#include <vector>

#include "premortem/models/metric_forecast.hpp"

namespace premortem {

/// F(t) = P(breach within t days of as_of), straight between the days of a forecast and 0 before them.
class BreachLaw {
 public:
  /// @throws DomainError unless the days ascend from as_of on and their probabilities lie in [0, 1] and do not fall
  BreachLaw(std::int32_t as_of, const std::vector<ForecastDay>& days);

  const std::vector<double>& knots() const { return at_; }  ///< days after as_of, from 0
  double horizon() const { return at_.back(); }
  double probability(double t) const;
  double area(double t) const;  ///< integral of F from 0 to t
  /// First t with F(t) >= p on the way up; absent beyond the horizon.
  bool reaches(double p) const { return probability_.back() > p; }
  double when(double p) const;  ///< where F passes p; needs reaches(p)

 private:
  std::vector<double> at_, probability_, area_;
};

}  // namespace premortem
