#include "analysis/explained_item.hpp"

#include <fmt/format.h>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

ExplainedLeaf explained(const Leaf& leaf) {
  const auto point = point_of(leaf);
  ExplainedLeaf e{leaf.label.empty() ? leaf.name : leaf.label, point ? fmt::format("{:.12g}", point->value) : "", point ? std::string(point->rule) : why_no_point(leaf), leaf.source, std::string(name_of(leaf.evidence)), {}, {}};
  for (const auto* column : {"low", "best", "high", "k", "n"})
    if (const auto cell = leaf.cells.find(column); cell != leaf.cells.end()) e.cells.push_back(cell->second), e.columns.emplace_back(column);
  return e;
}

std::string comparable(const std::string& name, const std::string& verb) {
  const auto folded = folded_name(name);
  return folded.starts_with(verb + ".") ? folded.substr(verb.size() + 1) : folded;
}

}  // namespace

std::vector<std::string> explainable_names(const std::vector<ExplainedItem>& items, const std::string& verb) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(verb + "." + item.name);
  return names;
}

Explanation explain_item(const Case& subject, const std::vector<ExplainedItem>& items, const std::string& verb, const std::string& name) {
  for (const auto& item : items) {
    if (comparable(item.name, verb) != comparable(name, verb)) continue;
    const bool absent = !item.value && item.text.empty();
    Explanation e{verb + "." + item.name, item.value, !absent ? "" : item.why.empty() ? "not computed of this case" : item.why, item.formula, item.notes, {}, item.text};
    for (const auto& wanted : item.assumptions)
      for (const auto& leaf : subject.leaves)
        if (leaf.name == wanted) e.leaves.push_back(explained(leaf));
    return e;
  }
  const auto names = explainable_names(items, verb);
  const auto near = nearest_name(verb + "." + comparable(name, verb), names);
  throw UsageError(fmt::format("--explain: nothing is named \"{}\"; {}", printable(name), near ? "did you mean \"" + printable(*near) + "\"?" : names.empty() ? std::string("nothing of this case can be explained") : "names look like \"" + printable(names.front()) + "\""));
}

}  // namespace premortem
