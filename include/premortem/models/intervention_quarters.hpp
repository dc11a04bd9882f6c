#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/models/case.hpp"

namespace premortem {

const char* name_of(InterventionKind kind);

/// Sums of the harm that rows of interventions.csv say they avoided. A row of one number counts with it as low, best and
/// high. Nothing is assumed of the rows that state none: they are counted, not added.
struct HarmAvoided {
  std::size_t stated = 0, unstated = 0;
  std::size_t without_best = 0;           ///< of those that state it: a range without a best value
  std::optional<double> low, best, high;  ///< absent where no row states it; best also where a range has none
};

/// What happened in a quarter of a calendar year.
struct InterventionQuarter {
  std::string quarter;  ///< `2026 Q3`
  std::size_t killed = 0, paused = 0, guarded = 0;
  HarmAvoided harm;
};

/// `2026 Q3` of an ISO date. @throws DomainError for other text
std::string quarter_of(std::string_view iso_date);

/// Ascending; quarters without an intervention are left out. The same bits in any order of the rows.
/// @throws DomainError for a date that is not ISO
std::vector<InterventionQuarter> interventions_by_quarter(std::span<const Intervention> interventions);

/// The same over all of them; its quarter is empty.
InterventionQuarter all_interventions(std::span<const Intervention> interventions);

}  // namespace premortem
