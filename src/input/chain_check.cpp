#include <fmt/format.h>

#include "input/case_rows.hpp"

namespace premortem {

void check_chain(const FailureMode& mode, const Case& subject, Diagnostics& diagnostics) {
  bool only_shares = true, noticed = false, incidents = false;
  for (std::size_t i = 1; i < mode.stages.size(); ++i) {
    const auto& stage = mode.stages[i];
    const bool share = subject.leaves[stage.leaf].unit_kind == UnitKind::share;
    if (stage.given == Given::marginal && !only_shares)
      diagnostics.error(stage.place, "given", fmt::format("\"{}\" is a share of everyone after a stage that is not a share", stage.name),
                        "put the marginal stages first");
    only_shares = only_shares && share;
    if ((stage.given == Given::noticed && noticed) || (stage.given == Given::incidents && incidents))
      diagnostics.error(stage.place, "given", fmt::format("\"{}\" has a second {} stage", mode.name, name_of(stage.given)), "pool their counts in one row");
    noticed = noticed || stage.given == Given::noticed;
    incidents = incidents || stage.given == Given::incidents;
  }
  if (noticed && !incidents)
    diagnostics.error(mode.place, "given", fmt::format("\"{}\" says what share is noticed, but has no incidents stage", mode.name),
                      "add a stage with given = incidents, k and n: the incidents that were counted");
}

}  // namespace premortem
