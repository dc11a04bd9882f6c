#include "premortem/models/break_even_volume.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

CheaperWay cheaper(double first, double second) {
  return first < second ? CheaperWay::first : second < first ? CheaperWay::second : CheaperWay::equal;
}

}  // namespace

BreakEvenVolume break_even_volume(const VolumeCost& first, const VolumeCost& second) {
  for (const double cost : {first.fixed, first.per_use, second.fixed, second.per_use}) {
    if (!(cost >= 0) || !std::isfinite(cost))
      throw DomainError(fmt::format("a cost must be a number >= 0, not {}", cost));
  }
  const auto by_fixed = cheaper(first.fixed, second.fixed), by_use = cheaper(first.per_use, second.per_use);
  BreakEvenVolume answer;
  if (by_fixed == CheaperWay::equal || by_use == CheaperWay::equal || by_fixed == by_use) {
    answer.below = answer.above = by_use == CheaperWay::equal ? by_fixed : by_use;
    answer.why =
        answer.above == CheaperWay::equal ? "both cost the same at any volume" : "one of them is cheaper at any volume";
    return answer;
  }
  answer.volume = (second.fixed - first.fixed) / (first.per_use - second.per_use);
  answer.below = by_fixed, answer.above = by_use;
  return answer;
}

}  // namespace premortem
