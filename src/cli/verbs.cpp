#include <algorithm>

#include "cli/verb.hpp"

namespace premortem::cli {

std::span<const Verb> verbs() {
  static const std::vector<Verb> table{init_verb(),     round_verb(),   harm_verb(),    report_verb(), tradeoff_verb(), latency_verb(), calendar_verb(),
                                       trigger_verb(), diagnose_verb(), memo_verb(), journal_verb(), evaluate_verb(), sweep_verb(), merge_verb(), check_verb(), selftest_verb()};
  return table;
}

const Verb* find_verb(const std::string& name) {
  const auto all = verbs();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Verb& v) { return v.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace premortem::cli
