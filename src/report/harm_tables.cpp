#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/harm_words.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;
constexpr double likely = 0.95;  // a clean run below this is worth a word
constexpr std::size_t most_columns = 6;  // failure modes beside each other in one table

std::string high_text(const BoundReading& b) { return b.interval ? number_text(b.interval->high, Rounding::up) : "?"; }

std::string range_text(const std::optional<double>& low, const std::optional<double>& high, auto text) {
  if (!low && !high) return "";
  if (!high) return fmt::format(" ({} or more)", text(*low, Rounding::down));
  if (!low) return fmt::format(" (up to {})", text(*high, Rounding::up));
  return fmt::format(" ({} to {})", text(*low, Rounding::down), text(*high, Rounding::up));
}

std::string estimate_text(const Estimate& e, auto text) {
  const std::string range = range_text(e.low, e.high, text);
  if (e.point) return text(*e.point, Rounding::nearest) + range;
  return range.empty() ? "?" : "?" + range;
}

std::string people(double x, Rounding rounding) { return number_text(x, rounding); }

std::string share(double x, Rounding rounding) { return percent_text(x, rounding); }

/// "ship to 10% (preview)".
std::string verdict_words(const Case& subject, const Alternative& x) {
  std::string words{name_of(x.decision.verdict)};
  if (x.decision.verdict != Verdict::ship || !x.largest_stage) return words;
  const auto& stage = subject.rollout[*x.largest_stage];
  return words + fmt::format(" to {} ({})", percent_text(stage.share, Rounding::nearest), stage.name);
}

/// What keeps it from more: the first reason, and at which stage.
std::string why_words(const Case& subject, const Alternative& x) {
  if (x.decision.reasons.empty()) return "";
  const bool next = x.decision.verdict == Verdict::ship && x.largest_stage && *x.largest_stage + 1 < x.rollout.size();
  const std::string at = next ? "at " + percent_text(subject.rollout[*x.largest_stage + 1].share, Rounding::nearest) + ", " : "";
  return at + x.decision.reasons.front();
}

}  // namespace

std::string money_estimate(const Estimate& e, const std::string& currency) {
  return estimate_text(e, [&](double x, Rounding rounding) { return money_text(x, currency, rounding); });
}

TextTable mitigation_table(const HarmResult& result) {
  const auto& subject = result.subject;
  TextTable t{{{"", R}, {"mitigation"}, {"status"}, {"lets through", R}, {"at most without", R}, {"with", R}, {"avoids", R}, {"cost a year", R}, {"per harm avoided", R}}, {}};
  for (std::size_t i = 0; i < result.assessment.failure_modes.size(); ++i) {
    const auto& m = result.assessment.failure_modes[i];
    for (const auto& r : m.mitigations) {
      const Mitigation& x = subject.failure_modes[m.mode].mitigations[r.mitigation];
      t.rows.push_back({std::to_string(i + 1), x.name, std::string(name_of(x.status)), estimate_text(r.remains, share), high_text(r.without.bound),
                        high_text(r.with.bound), estimate_text(r.avoided, people),
                        x.cost_per_year ? money_text(*x.cost_per_year, subject.feature.currency, Rounding::nearest) : "",
                        x.cost_per_year ? money_estimate(r.cost_per_harm_avoided, subject.feature.currency) : ""});
    }
  }
  return t;
}

TextTable option_table(const HarmResult& result) {
  const auto& subject = result.subject;
  const auto& a = result.assessment;
  TextTable t{{{"option"}}, {}};
  if (subject.options.empty()) return t;
  std::vector<std::string> metrics;
  for (const auto& option : subject.options)
    for (const auto& [name, value] : option.metrics)
      if (std::find(metrics.begin(), metrics.end(), name) == metrics.end()) metrics.push_back(name);
  for (const auto& name : metrics) t.columns.push_back({name, R});
  t.columns.insert(t.columns.end(), {{"cost a year", R}, {"about", R}, {"at most", R}, {"verdict"}, {"why"}});
  for (std::size_t i = 0; i < a.alternatives.size(); ++i) {
    const Alternative& x = a.alternatives[i];
    const CaseOption& option = subject.options[*x.option];
    std::vector<std::string> row{option.name};
    for (const auto& name : metrics) {
      const auto found = std::find_if(option.metrics.begin(), option.metrics.end(), [&](const auto& m) { return m.first == name; });
      row.push_back(found == option.metrics.end() ? "" : fmt::format("{:.6g}", found->second));
    }
    const auto about = x.modes.size() == 1 ? a.failure_modes[x.modes.front()].standing().point : std::nullopt;
    const bool rejected = !option.rejected_because.empty();
    row.insert(row.end(), {option.cost_per_year ? money_text(*option.cost_per_year, subject.feature.currency, Rounding::nearest) : "",
                           about ? number_text(*about, Rounding::nearest) : "", high_text(x.any.bound),
                           rejected ? "rejected" : verdict_words(subject, x) + (i == a.chosen && x.decision.verdict == Verdict::ship ? ", recommended" : ""),
                           rejected ? option.rejected_because : why_words(subject, x)});
    t.rows.push_back(std::move(row));
  }
  return t;
}

TextTable rollout_table(const HarmResult& result) {
  const auto& subject = result.subject;
  TextTable t{{{"stage"}, {"share", R}, {"days", R}}, {}};
  const auto& choice = result.assessment.choice();
  const std::size_t shown = std::min(most_columns, choice.modes.size());
  for (std::size_t i = 0; i < shown; ++i) t.columns.push_back({fmt::format("{} at most", choice.modes[i] + 1), R});
  t.columns.insert(t.columns.end(), {{"verdict"}, {"exit rule"}});
  for (const auto& r : choice.rollout) {
    const RolloutStage& stage = subject.rollout[r.stage];
    std::vector<std::string> row{stage.name, percent_text(stage.share, Rounding::nearest), stage.days ? number_text(*stage.days, Rounding::nearest) : ""};
    for (std::size_t i = 0; i < shown; ++i) row.push_back(high_text(r.failure_modes[i].standing().bound));
    row.insert(row.end(), {std::string(name_of(r.decision.verdict)), stage.exit_rule});
    t.rows.push_back(std::move(row));
  }
  return t;
}

std::string evidence_words(const EvidenceNeeded& needed, const Case& subject) {
  const Leaf& leaf = subject.leaves[needed.leaf];
  std::string text = fmt::format("{} more trials of \"{}\" without an event", number_text(needed.more_trials, Rounding::up), shortened(leaf.label));
  if (needed.chance < likely) text += fmt::format(", which its own rate allows {} of the time", percent_text(needed.chance, Rounding::nearest));
  if (needed.days()) {
    const auto days = number_text(std::ceil(*needed.days()), Rounding::up);
    text += fmt::format(", about {} day{} at the exposure that holds if every one is checked", days, days == "1" ? "" : "s");
  }
  return text;
}

std::string rollout_words(const HarmResult& result) {
  const auto& choice = result.assessment.choice();
  if (choice.rollout.empty()) return "";
  if (!choice.largest_stage) return "No stage holds yet.";
  const auto& reached = result.subject.rollout[*choice.largest_stage];
  std::string text = fmt::format("Largest stage that holds: {} ({}).", percent_text(reached.share, Rounding::nearest), reached.name);
  if (*choice.largest_stage + 1 == choice.rollout.size()) return text;
  const auto& next = choice.rollout[*choice.largest_stage + 1];
  const auto& stage = result.subject.rollout[next.stage];
  std::string needs;
  for (const auto& m : next.failure_modes) {
    if (m.exceeds_cap.bound == "no" || !m.exposure_limit) continue;
    if (!m.exposure_limit->evidence_needed) {
      needs += (needs.empty() ? "\"" : "; \"") + title_of(result.subject.failure_modes[m.mode]) + "\" needs a mitigation or another cap, for no clean run is likely enough";
      continue;
    }
    needs += (needs.empty() ? "" : "; ") + evidence_words(*m.exposure_limit->evidence_needed, result.subject);
  }
  return text + (needs.empty() ? "" : fmt::format(" For {} ({}): {}.", percent_text(stage.share, Rounding::nearest), stage.name, needs));
}

TextTable incident_table(const HarmResult& result, const Incident& incident) {
  const auto& subject = result.subject;
  TextTable t{{{"", R}, {"what breaks"}, {"so far about", R}, {"at most", R}, {"counted", R}, {"cost at most", R}, {"one more hour", R}, {"at most", R}, {"cost at most", R}, {"why not"}}, {}};
  const auto number = [](const std::optional<double>& x, Rounding rounding) { return x ? number_text(*x, rounding) : ""; };
  const auto money = [&](const std::optional<double>& x) { return x ? money_text(*x, subject.feature.currency, Rounding::up) : ""; };
  for (const auto& r : incident.failure_modes) {
    const auto& m = result.assessment.failure_modes[r.mode];
    t.rows.push_back({std::to_string(r.mode + 1), subject.failure_modes[m.mode].name, number(r.so_far.point, Rounding::nearest), number(r.so_far.high, Rounding::up),
                      number(r.so_far.counted_high, Rounding::up), money(r.so_far.cost_high), number(r.next_hour.point, Rounding::nearest),
                      number(r.next_hour.high, Rounding::up), money(r.next_hour.cost_high), r.why});
  }
  return t;
}

}  // namespace premortem
