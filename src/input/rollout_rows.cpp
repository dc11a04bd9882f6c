#include <fmt/format.h>

#include "input/case_rows.hpp"
#include "input/row_names.hpp"

namespace premortem {

void read_rollout(const Table& table, Case& subject, RowContext& context) {
  RowNames names("the stage");
  for (const auto& row : table.rows) {
    const auto name = row.cell("stage"), share = row.cell("share"), days = row.cell("days");
    if (names.refuses(name, "stage", context.diagnostics)) continue;
    if (share.empty()) context.diagnostics.error(share.place, "missing_cell", "the cell share is empty", "write the share of full exposure, such as 10%");
    const auto of_all = read_single_number(share, context);
    const auto lasting = read_single_number(days, context);
    if (of_all && !(*of_all > 0 && *of_all <= 1)) {
      const bool percent = *of_all > 1 && *of_all <= 100 && share.text.find('%') == std::string::npos;
      context.diagnostics.error(share.place, "probability", fmt::format("the share is \"{}\", expected above 0 and at most 100%", share.text),
                                percent ? fmt::format("for a percentage write {}%", share.text) : "");
    } else if (of_all && !subject.rollout.empty() && *of_all <= subject.rollout.back().share) {
      context.diagnostics.error(share.place, "order", fmt::format("the share \"{}\" is not above that of the stage before", share.text),
                                "write the stages from the smallest exposure to the largest");
    }
    if (lasting && !(*lasting > 0)) context.diagnostics.error(days.place, "days", fmt::format("days is \"{}\", expected more than 0", days.text), "empty the cell if it is open");
    if (of_all && *of_all > 0 && *of_all <= 1) subject.rollout.push_back({name.text, *of_all, lasting, row.cell("exit_rule").text, row.place()});
  }
}

}  // namespace premortem
