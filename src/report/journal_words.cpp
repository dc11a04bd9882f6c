#include "report/journal_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_named = 5;

std::string score_text(double x, Rounding rounding = Rounding::nearest) { return number_text(x, rounding); }
std::string share(double x, Rounding rounding = Rounding::nearest) { return percent_text(x, rounding); }
std::string plain(const std::optional<double>& x) { return x ? fmt::format("{:.10g}", *x + 0.0) : ""; }

std::string shares(const Interval& limits) { return share(limits.low, Rounding::down) + " to " + share(limits.high, Rounding::up); }
std::string scores(const Interval& limits) { return score_text(limits.low, Rounding::down) + " to " + score_text(limits.high, Rounding::up); }

std::string hypotheses(std::size_t n) { return n == 1 ? "1 hypothesis" : fmt::format("{} hypotheses", n); }
const char* was(std::size_t n) { return n == 1 ? "was" : "were"; }

/// `"a", "b" and 3 more`.
std::string named(const std::vector<std::string>& ids) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i) shown.push_back("\"" + ids[i] + "\"");
  return joined(shown, ", ") + (ids.size() > most_named ? fmt::format(" and {} more", ids.size() - most_named) : "");
}

template <class Which>
std::vector<std::string> ids_where(const JournalResult& r, Which which) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < r.subject.hypotheses.size(); ++i)
    if (which(i)) ids.push_back(r.subject.hypotheses[i].id);
  return ids;
}

std::string said(const Hypothesis& h) { return fmt::format("{} {}", *h.direction == HypothesisDirection::at_least ? "at least" : "at most", plain(h.threshold)); }

std::string standing_words(const JournalResult& r, std::size_t i) {
  if (!r.assessment.frozen) return "";
  switch (r.assessment.frozen->standings[i]) {
    case Standing::unchanged: return "unchanged";
    case Standing::added: return "added after";
    case Standing::not_frozen: return "too late";
    case Standing::changed: break;
  }
  std::vector<std::string> columns;
  for (const auto& c : r.assessment.frozen->changed[i]) columns.push_back(c.column);
  return "changed: " + joined(columns, ", ");
}

std::string tail_line(const ForecastScore& s) {
  if (!s.tails) return "";
  const bool few = s.hit_rate < s.mean_forecast;
  return fmt::format("If every stated chance were true, {} {} of {} would hold with probability {}.", s.held, few ? "or fewer" : "or more", s.n, score_text(few ? s.tails->so_few : s.tails->so_many));
}

std::string record_line(const JournalResult& r) {
  const auto& a = r.assessment;
  std::vector<std::size_t> n(4, 0);
  for (const auto standing : a.frozen->standings) ++n[static_cast<std::size_t>(standing)];
  return fmt::format("Against {}{}, sha256 {}: {} unchanged, {} changed, {} removed, {} added after freezing{}.", a.record->file, a.record->as_of.empty() ? "" : " as of " + a.record->as_of, a.record->sha256, n[0], n[1],
                     a.frozen->removed.size(), n[2], n[3] > 0 ? fmt::format(", {} too late to be frozen", n[3]) : "");
}

void add_record_cautions(const JournalResult& r, std::vector<std::string>& lines) {
  const auto& a = r.assessment;
  if (!a.frozen) {
    if (!r.subject.hypotheses.empty()) lines.push_back("No frozen record is given (--against), so that nothing shows that these were written before the outcome was known, or that none was left out.");
    return;
  }
  lines.push_back(record_line(r));
  for (std::size_t i = 0; i < a.frozen->changed.size(); ++i)
    for (const auto& c : a.frozen->changed[i]) lines.push_back(fmt::format("\"{}\" was changed after freezing and is not scored: {} was \"{}\", is \"{}\".", r.subject.hypotheses[i].id, c.column, c.was, c.is));
  std::vector<std::string> removed;
  for (const auto i : a.frozen->removed) removed.push_back(a.record->hypotheses[i].cells.id);
  if (!removed.empty()) lines.push_back(fmt::format("{} {} removed after freezing: {}. A score without them flatters.", hypotheses(removed.size()), was(removed.size()), named(removed)));
  const auto added = ids_where(r, [&](std::size_t i) { return a.frozen->standings[i] == Standing::added; });
  if (!added.empty()) lines.push_back(fmt::format("{} {} added after freezing and {} not scored: {}.", hypotheses(added.size()), was(added.size()), added.size() == 1 ? "is" : "are", named(added)));
}

std::string harm_cell(const std::optional<double>& x, Rounding rounding) { return x ? number_text(*x, rounding) : ""; }

std::vector<std::string> intervention_row(const std::string& quarter, const InterventionQuarter& q) {
  const std::size_t all = q.harm.stated + q.harm.unstated;
  return {quarter, std::to_string(q.killed), std::to_string(q.paused), std::to_string(q.guarded), harm_cell(q.harm.low, Rounding::down), harm_cell(q.harm.best, Rounding::nearest),
          harm_cell(q.harm.high, Rounding::up), fmt::format("{} of {}", q.harm.stated, all)};
}

}  // namespace

TextTable hypothesis_table(const JournalResult& r) {
  TextTable t{{{"id"}, {"metric"}, {"said"}, {"chance", Align::right}, {"due"}, {"checked"}, {"measured", Align::right}, {"outcome"}, {"frozen"}, {"hypothesis"}}, {}};
  for (std::size_t i = 0; i < r.subject.hypotheses.size(); ++i) {
    const Hypothesis& h = r.subject.hypotheses[i];
    const auto& reading = r.assessment.readings[i];
    const std::string timing = reading.timing == CheckTiming::early ? " (early)" : reading.timing == CheckTiming::late ? " (late)" : "";
    t.rows.push_back({h.id, h.metric, said(h), share(*h.probability), h.due, h.checked + timing, plain(h.measured), name_of(reading.state), standing_words(r, i), h.text});
  }
  return t;
}

TextTable calibration_table(const JournalResult& r) {
  TextTable t{{{"chance stated"}, {"scored", Align::right}, {"on average", Align::right}, {"held", Align::right}, {"share", Align::right}, {"fits"}}, {}};
  if (!r.assessment.score) return t;
  for (const auto& b : r.assessment.score->bins)
    t.rows.push_back({share(b.low) + " to " + share(b.high), std::to_string(b.n), share(b.mean_forecast), std::to_string(b.held), share(b.hit_rate), shares(b.hit_rate_limits)});
  return t;
}

TextTable intervention_table(const JournalResult& r) {
  TextTable t{{{"quarter"}, {"killed", Align::right}, {"paused", Align::right}, {"guarded", Align::right}, {"harm avoided, low", Align::right}, {"best", Align::right}, {"high", Align::right}, {"states it"}}, {}};
  for (const auto& q : r.assessment.quarters) t.rows.push_back(intervention_row(q.quarter, q));
  if (!t.rows.empty()) t.rows.push_back(intervention_row("all", r.assessment.interventions));
  return t;
}

std::string calibration_sentence(const ForecastScore& s, double confidence) {
  const double tail = (1 - confidence) / 2;
  const bool fewer = s.tails ? s.tails->so_few <= tail : s.hit_rate_limits.high < s.mean_forecast;
  const bool more = s.tails ? s.tails->so_many <= tail : s.hit_rate_limits.low > s.mean_forecast;
  const std::string on = hypotheses(s.n) + " checked";
  if (fewer) return fmt::format("{}: fewer held than was said, and by more than chance at {} confidence: the stated chances were too high, if the outcomes are independent.", on, confidence_text(confidence));
  if (more) return fmt::format("{}: more held than was said, and by more than chance at {} confidence: the stated chances were too low, if the outcomes are independent.", on, confidence_text(confidence));
  const double n = static_cast<double>(s.n);
  if (n < s.needed_for_ten_points)
    return fmt::format("{} {} not show calibration: a true share of hits from {} fits, and about {} would be needed to know it to 10 percentage points.", on, s.n == 1 ? "does" : "do", shares(s.hit_rate_limits),
                       number_text(s.needed_for_ten_points, Rounding::up));
  return fmt::format("{}: no miscalibration on average is seen; the true share of hits is from {}.", on, shares(s.hit_rate_limits));
}

std::vector<std::string> score_lines(const JournalAssessment& a) {
  if (!a.score) return {"No score: " + a.score_why + "."};
  const ForecastScore& s = *a.score;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{} of {} scored: {} held, where the stated chances add up to {}.", s.n, hypotheses(a.counts.stated), s.held, score_text(s.mean_forecast * static_cast<double>(s.n))));
  lines.push_back(fmt::format("Brier score {} (0 is best, 0.25 is saying 50% every time). With {} confidence the score to expect of these chances is from {}, if the outcomes are independent.", score_text(s.brier),
                              confidence_text(a.settings.confidence), scores(s.brier_limits)));
  if (s.skill)
    lines.push_back(fmt::format("Saying the base rate, {}, every time scores {}: skill {}. The base rate is known only afterwards.", share(s.hit_rate), score_text(s.murphy.uncertainty), share(*s.skill)));
  else lines.push_back(fmt::format("No skill: {}.", s.skill_why));
  lines.push_back(fmt::format("Held: {} (anything from {} fits). Said on average: {}.", share(s.hit_rate), shares(s.hit_rate_limits), share(s.mean_forecast)));
  if (const auto tail = tail_line(s); !tail.empty()) lines.push_back(tail);
  lines.push_back(calibration_sentence(s, a.settings.confidence));
  return lines;
}

std::vector<std::string> journal_cautions(const JournalResult& r) {
  const auto& a = r.assessment;
  std::vector<std::string> lines;
  add_record_cautions(r, lines);
  const auto overdue = ids_where(r, [&](std::size_t i) { return a.readings[i].state == HypothesisState::overdue; });
  if (!overdue.empty()) lines.push_back(fmt::format("{} {} due before {} and never checked: {}.", hypotheses(overdue.size()), was(overdue.size()), *a.settings.as_of, named(overdue)));
  if (a.brier_if_known)
    lines.push_back(fmt::format("With the {} that ought to count and {} not, whichever way, the Brier score is from {}.", a.uncounted, a.uncounted == 1 ? "does" : "do", scores(*a.brier_if_known)));
  if (!a.counts.overdue && !r.subject.hypotheses.empty()) lines.push_back("No date is taken as today (--as-of), so that none counts as overdue.");
  if (a.counts.early > 0) lines.push_back(fmt::format("{} {} checked before the due date; what is looked at early can still turn.", hypotheses(a.counts.early), was(a.counts.early)));
  if (a.counts.late > 0) lines.push_back(fmt::format("{} {} checked after the due date.", hypotheses(a.counts.late), was(a.counts.late)));
  if (a.score && a.score->n > 1) lines.push_back("Hypotheses about one launch tend to hold or fail together; then the limits and the probability above say too much.");
  if (a.score && a.score->bins.size() > 1)
    lines.push_back(fmt::format("What fits a row of the calibration is said of that row alone, with {} confidence each.", confidence_text(a.settings.confidence)));
  return lines;
}

std::vector<std::string> intervention_lines(const JournalResult& r) {
  const HarmAvoided& harm = r.assessment.interventions.harm;
  std::vector<std::string> lines;
  if (harm.stated + harm.unstated == 0) return lines;
  if (harm.stated == 0) lines.push_back("None states the harm it avoided; none is assumed.");
  else
    lines.push_back(fmt::format("Harm avoided is what {} of {} rows state{}, added up: somebody's estimate of what did not happen, never a count.{}", harm.stated, harm.stated + harm.unstated, harm.stated == 1 ? "s" : "",
                                harm.unstated > 0 ? " The others count for nothing here." : ""));
  if (harm.without_best > 0) lines.push_back(fmt::format("{} {} a range without a best value, so that there is no best sum.", count_text(harm.without_best, "row"), harm.without_best == 1 ? "states" : "state"));
  return lines;
}

}  // namespace premortem
