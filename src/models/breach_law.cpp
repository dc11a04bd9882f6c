#include "models/breach_law.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"

namespace premortem {

BreachLaw::BreachLaw(std::int32_t as_of, const std::vector<ForecastDay>& days) {
  if (days.empty() || days.front().day != as_of) at_ = {0}, probability_ = {0};
  constexpr double rounding = 1e-9;
  for (const ForecastDay& d : days) {
    const double t = static_cast<double>(d.day) - static_cast<double>(as_of), p = d.probability_ever_beyond;
    if (t < 0 || (!at_.empty() && t <= at_.back())) throw DomainError(fmt::format("breach law: day {} after {} does not come after the one before it", d.day, as_of));
    const double last = probability_.empty() ? 0 : probability_.back();
    if (!(p >= 0 && p <= 1) || p < last - rounding) throw DomainError(fmt::format("breach law: a probability of {} on day {}, after {}: it lies in [0, 1] and does not fall", p, d.day, last));
    at_.push_back(t), probability_.push_back(std::max(p, last));
  }
  area_ = {0};
  for (std::size_t i = 1; i < at_.size(); ++i) area_.push_back(area_.back() + (at_[i] - at_[i - 1]) * (probability_[i] + probability_[i - 1]) / 2);
}

double BreachLaw::probability(double t) const {
  if (t < 0) return 0;
  const auto next = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), t) - at_.begin());
  if (next == at_.size()) return probability_.back();
  return probability_[next - 1] + (probability_[next] - probability_[next - 1]) * (t - at_[next - 1]) / (at_[next] - at_[next - 1]);
}

double BreachLaw::area(double t) const {
  if (t <= 0) return 0;
  const auto before = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), t) - at_.begin()) - 1;
  return area_[before] + (t - at_[before]) * (probability_[before] + probability(t)) / 2;
}

double BreachLaw::when(double p) const {
  const auto next = static_cast<std::size_t>(std::upper_bound(probability_.begin(), probability_.end(), p) - probability_.begin());
  if (next == 0) return at_.front();
  const double share = (p - probability_[next - 1]) / (probability_[next] - probability_[next - 1]);
  return at_[next - 1] + share * (at_[next] - at_[next - 1]);
}

}  // namespace premortem
