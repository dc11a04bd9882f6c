#pragma once
#include <optional>
#include <string>

namespace premortem {

/// fixed + volume x per_use, of the same time as the volume: to build is mostly fixed, to buy mostly per use.
struct VolumeCost {
  double fixed = 0;    ///< >= 0
  double per_use = 0;  ///< >= 0
};

enum class CheaperWay { first, second, equal };

struct BreakEvenVolume {
  std::optional<double> volume;  ///< where both cost the same; absent where their costs do not cross above 0
  CheaperWay below = CheaperWay::equal, above = CheaperWay::equal;  ///< the same where they do not cross
  std::string why;                                                  ///< where there is none
};

/// volume = (fixed_2 - fixed_1) / (per_use_1 - per_use_2). @throws DomainError if a cost is negative or not finite
BreakEvenVolume break_even_volume(const VolumeCost& first, const VolumeCost& second);

}  // namespace premortem
