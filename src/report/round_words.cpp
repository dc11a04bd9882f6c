#include "report/round_words.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;

std::string number(const std::optional<double>& x, Rounding rounding) { return x ? number_text(*x, rounding) : "?"; }

std::string ground_words(const Round& round) {
  std::string text = round.measured == 0 ? "No measurements yet: limits are the room's own."
                                         : fmt::format("{} of {} estimates are measured; the other limits are the room's own.", round.measured, round.estimates);
  if (round.measured == round.estimates) text = "Every estimate is measured.";
  if (round.unknown == 1) text += " 1 unknown share counts as 0-100%.";
  if (round.unknown > 1) text += fmt::format(" {} unknown shares count as 0-100%.", round.unknown);
  return text;
}

std::vector<std::string> row_of(const RoundResult& result, std::size_t i) {
  const RoundRisk& risk = result.round.risks[i];
  const FailureMode& mode = mode_of(result, i);
  const auto width = std::to_string(result.round.risks.size()).size();
  return {fmt::format("{:>{}} {}", i + 1, width, title_of(mode)),
          number(risk.about, Rounding::nearest),
          number(risk.at_most, Rounding::up),
          number(risk.at_scale_10, Rounding::up),
          std::string(name_of(mode.reversible)),
          mode.monitor.empty() ? "NOBODY" : mode.monitor,
          mode.votes ? number_text(*mode.votes, Rounding::nearest) : ""};
}

/// The estimate's range as the room wrote it: `5-40%`, or the cell.
std::string range_words(const Leaf& leaf, const Interval& range) {
  if (leaf.unknown) return "?";
  if (leaf.unit_kind != UnitKind::share) return number_text(range.low, Rounding::nearest) + "-" + number_text(range.high, Rounding::nearest);
  std::string low = percent_text(range.low, Rounding::nearest);
  low.pop_back();  // the sign stands once, behind
  return low + "-" + percent_text(range.high, Rounding::nearest);
}

std::string next_words(const RoundResult& result) {
  std::string missing;
  for (const auto& m : result.round.missing) missing += (missing.empty() ? "" : "; ") + m;
  return "Next: " + result.next + (missing.empty() ? "" : "    (missing: " + missing + ")");
}

}  // namespace

const FailureMode& mode_of(const RoundResult& result, std::size_t risk) {
  const auto& a = result.outcome.changed.assessment;
  return result.outcome.changed.subject.failure_modes[a.failure_modes[result.round.risks[risk].mode].mode];
}

std::string ask_first_words(const RoundResult& result) {
  if (!result.round.ask_first) return "";
  const AskFirst& ask = *result.round.ask_first;
  const Leaf& leaf = result.outcome.changed.subject.leaves[ask.swing.leaf];
  return fmt::format("\"{0}\" in {1} ({2}) moves risk {1} most", shortened(leaf.label), ask.risk + 1, range_words(leaf, ask.swing.range));
}

RoundWords round_words(const RoundResult& result) {
  const Round& round = result.round;
  RoundWords words;
  words.ground = ground_words(round);
  words.table.columns = {{""}, {"about", R}, {"at most", R}, {"at 10x", R}, {"undo"}, {"watch"}, {"votes", R}};
  for (std::size_t i = 0; i < round.risks.size(); ++i) words.table.rows.push_back(row_of(result, i));
  if (round.of_everyone)
    words.lines.push_back(fmt::format("If shares are \"of everyone\", not \"of those\", risk 1 is anywhere from {} to {}.",
                                      number_text(round.of_everyone->low, Rounding::down), number_text(round.of_everyone->high, Rounding::up)));
  for (std::size_t i = 0; i < round.risks.size(); ++i)
    if (!round.risks[i].at_most) words.lines.push_back(fmt::format("Risk {} has no limit: {}.", i + 1, round.risks[i].at_most_why));
  const auto ask = ask_first_words(result);
  if (!ask.empty()) words.lines.push_back("Ask first: " + ask + ".");
  if (round.voted_first) words.lines.push_back(fmt::format("The room votes for risk {}, the numbers rank risk 1 first: talk about which is right.", *round.voted_first + 1));
  words.lines.push_back(next_words(result));
  return words;
}

TextTable rounds_table(const std::vector<RoundResult>& results) {
  TextTable t{{{"", R}, {"case"}, {"first risk"}, {"about", R}, {"at most", R}, {"at 10x", R}, {"undo"}, {"watch"}, {"risks", R}, {"verdict"}}, {}};
  for (std::size_t i = 0; i < results.size(); ++i) {
    const RoundResult& r = results[i];
    auto row = row_of(r, 0);
    t.rows.push_back({std::to_string(i + 1), r.outcome.changed.subject.title, title_of(mode_of(r, 0)), row[1], row[2], row[3], row[4], row[5],
                      std::to_string(r.round.risks.size()), std::string(name_of(r.outcome.changed.assessment.decision.verdict))});
  }
  return t;
}

}  // namespace premortem
