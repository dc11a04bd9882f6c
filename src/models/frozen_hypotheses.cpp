#include "premortem/models/frozen_hypotheses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace premortem {
namespace {

/// Adding zero makes one of the two zeros.
std::string number(const std::optional<double>& x) { return x ? fmt::format("{}", *x + 0.0) : ""; }

std::string escaped(const std::string& cell) {
  std::string out;
  for (const char c : cell) {
    if (c == '\\') out += "\\\\";
    else if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else out += c;
  }
  return out;
}

std::vector<ChangedCell> changes(const Hypothesis& was, const Hypothesis& is) {
  const auto before = frozen_cells(was), now = frozen_cells(is);
  std::vector<ChangedCell> changed;
  for (std::size_t i = 0; i < now.size(); ++i)
    if (before[i].second != now[i].second) changed.push_back({now[i].first, before[i].second, now[i].second});
  return changed;
}

}  // namespace

const char* name_of(HypothesisDirection direction) { return direction == HypothesisDirection::at_least ? "at_least" : "at_most"; }

const char* name_of(Standing standing) {
  switch (standing) {
    case Standing::unchanged: return "unchanged";
    case Standing::changed: return "changed";
    case Standing::added: return "added";
    case Standing::not_frozen: return "not_frozen";
  }
  return "";
}

bool is_on_side(double measured, HypothesisDirection direction, double threshold) {
  return direction == HypothesisDirection::at_least ? measured >= threshold : measured <= threshold;
}

std::vector<std::pair<std::string, std::string>> frozen_cells(const Hypothesis& h) {
  return {{"id", h.id},
          {"written", h.written},
          {"hypothesis", h.text},
          {"metric", h.metric},
          {"direction", h.direction ? name_of(*h.direction) : ""},
          {"threshold", number(h.threshold)},
          {"due", h.due},
          {"probability", number(h.probability)}};
}

std::string frozen_text(const Hypothesis& hypothesis) {
  std::string text = "premortem hypothesis 1\n";
  for (const auto& [column, cell] : frozen_cells(hypothesis)) text += column + "=" + escaped(cell) + "\n";
  return text;
}

FrozenComparison compare_with_frozen(std::span<const Hypothesis> hypotheses, const FrozenRecord& record) {
  std::map<std::string, const Hypothesis*> frozen;
  for (const auto& f : record.hypotheses) frozen.emplace(f.cells.id, &f.cells);
  FrozenComparison out;
  out.changed.resize(hypotheses.size());
  std::map<std::string, std::size_t> present;
  for (std::size_t i = 0; i < hypotheses.size(); ++i) {
    const auto& id = hypotheses[i].id;
    present.emplace(id, i);
    const auto was = frozen.find(id);
    const bool came_too_late = std::any_of(record.not_frozen.begin(), record.not_frozen.end(), [&](const auto& n) { return n.id == id; });
    if (was != frozen.end()) out.changed[i] = changes(*was->second, hypotheses[i]);
    out.standings.push_back(was == frozen.end() ? (came_too_late ? Standing::not_frozen : Standing::added) : out.changed[i].empty() ? Standing::unchanged : Standing::changed);
  }
  for (std::size_t i = 0; i < record.hypotheses.size(); ++i)
    if (present.count(record.hypotheses[i].cells.id) == 0) out.removed.push_back(i);
  return out;
}

std::string why_not_frozen(const Hypothesis& h, const std::optional<std::string>& as_of) {
  if (h.held) return "its outcome is known";
  if (as_of && h.due < *as_of) return fmt::format("it was due on {}, before {}", h.due, *as_of);  // ISO dates compare as text
  return "";
}

}  // namespace premortem
