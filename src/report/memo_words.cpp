#include "report/memo_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "premortem/core/number_text.hpp"
#include "report/harm_words.hpp"
#include "report/page_words.hpp"
#include "report/tradeoff_page_words.hpp"
#include "report/tradeoff_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_harms = 3;

std::string percent(double share) { return percent_text(share, Rounding::nearest); }
std::string about(double value) { return number_text(value, Rounding::nearest); }

class Memo {
 public:
  Memo(const HarmOutcome& outcome, const Run& run) : harm_(outcome.changed), run_(run), result_(tradeoff_of(outcome.changed)), a_(result_.assessment), subject_(result_.subject) {}

  MemoWords take() {
    const Feature& f = subject_.feature;
    words_.title = "Decision memo: " + subject_.title;
    words_.meta = joined({f.decision_by.empty() ? "" : "decide by " + f.decision_by, f.owner.empty() ? "" : "owner: " + f.owner, f.approver.empty() ? "" : "approver: " + f.approver}, " · ");
    words_.verdict = name_of(harm_.assessment.decision.verdict);
    words_.decision = harm_.assessment.decision.sentence;
    words_.giving_up = sentence("", f.giving_up), words_.protecting = sentence("", f.protecting), words_.betting_on = sentence("", f.betting_on);
    words_.stop_rules = stop_rules(result_);
    if (a_.options) from_options(*a_.options);
    else from_rows(*a_.rows);
    words_.seconds = seconds_aloud(words_.say_it);
    add_harm();
    add_hypotheses();
    words_.cautions = a_.cautions;
    if (subject_.hypotheses.empty()) words_.missing.push_back("Hypotheses by which this will be judged (add hypotheses.csv).");
    if (words_.giving_up.empty()) words_.missing.push_back("What is given up (giving_up in feature.csv).");
    words_.command = run_.command;
    words_.evidence = fmt::format("Confidence {}, as of {}, premortem {}.", a_.settings.confidence, run_.as_of.value_or("no stated date"), run_.version);
    return std::move(words_);
  }

 private:
  std::string money(double x) const { return money_text(x, subject_.feature.currency, Rounding::nearest); }
  const std::string& name(const OptionPoint& p) const { return subject_.options[p.option].name; }

  /// "94%" for a metric, else the option's name.
  std::string label(const OptionPoint& p) const { return p.metric && *p.metric <= 1 && *p.metric >= 0 ? percent(*p.metric) : "\"" + name(p) + "\""; }

  void from_options(const OptionsReading& o) {
    words_.table = without_empty_columns(option_table(result_, OptionColumns::brief));
    words_.metric = o.metric.empty() ? "" : fmt::format("The options compare in {}.", o.metric);
    if (!o.chosen) {
      words_.question = "Which option?";
      words_.say_it = fmt::format("No option is chosen: {}.", o.why);
      for (const auto& p : o.options)
        if (!p.against.empty()) words_.rejected.push_back({name(p), joined(p.against, "; ")});
      return;
    }
    const auto& chosen = o.options[*o.chosen];
    const auto best = a_.perfection.option.value_or(*o.chosen);
    const bool alike = label(chosen) == label(o.options[best]);
    const auto called = [&](const OptionPoint& p) { return alike ? "\"" + name(p) + "\"" : label(p); };
    words_.question = best == *o.chosen ? fmt::format("Why {}?", label(chosen)) : fmt::format("Why {} and not {}?", called(chosen), called(o.options[best]));
    words_.say_it = joined({held_words(), perfection_words(), chosen_words(chosen), o.options.size() > 1 ? next_words(o, chosen) : "", a_.ship_sentence}, " ");
    for (const auto& s : a_.ship) words_.plans.push_back(fmt::format("{}: {}{}", s.plan, money(s.npv), s.best ? " (worth most)" : ""));
    for (const auto& p : o.options)
      if (!p.chosen) words_.rejected.push_back({name(p), why_not(chosen, p)});
  }

  /// A passage that sells must not hide that it may not ship.
  std::string held_words() const {
    const auto& d = harm_.assessment.decision;
    return d.verdict == Verdict::ship || d.reasons.empty() ? "" : fmt::format("{}: {}.", d.verdict == Verdict::stop ? "We stop" : "We hold", d.reasons.front());
  }

  std::string perfection_words() const {
    const auto& p = a_.perfection;
    if (!p.option || !p.extra_cost || *p.extra_cost == 0) return "";
    const auto& o = *a_.options;
    const auto& best = o.options[*p.option];
    const auto& chosen = o.options[*o.chosen];
    const double points = 100 * (*best.metric - *chosen.metric);
    const bool one = about(points) == "1";
    return fmt::format("From {} to {}, the last {} {} {} a year{}.", label(chosen), label(best), one ? "point" : about(points) + " points", std::string(*p.extra_cost > 0 ? "cost" : "save") + (one ? "s" : ""), money(std::abs(*p.extra_cost)),
                       subject_.options[best.option].review_share ? fmt::format(", with people reviewing {} of what comes", percent(*subject_.options[best.option].review_share)) : "");
  }

  std::string chosen_words(const OptionPoint& chosen) const {
    const auto& option = subject_.options[chosen.option];
    std::vector<std::string> parts;
    if (chosen.cost_per_year) parts.push_back(fmt::format("costs {} a year{}", money(*chosen.cost_per_year), chosen.within_budget.value_or(false) ? ", inside the budget" : ""));
    if (option.review_share) parts.push_back(fmt::format("sends {} to people", percent(*option.review_share)));
    if (const auto value = option.metric("value_recall"); value && a_.options->metric != "value_recall") parts.push_back(fmt::format("catches {} of the value at risk", percent(*value)));
    if (chosen.misses_per_year) parts.push_back(fmt::format("misses {} a year", about(*chosen.misses_per_year)));
    if (parts.empty()) return "";
    return fmt::format("{} {}.", label(chosen), joined(parts, ", "));
  }

  /// What the next step would buy, and from when on it is right.
  std::string next_words(const OptionsReading& o, const OptionPoint& chosen) const {
    const auto step = std::find_if(o.marginal.begin(), o.marginal.end(), [&](const auto& s) { return s.from == name(chosen); });
    if (step == o.marginal.end()) return "";
    std::string text;
    if (!o.false_alarms_cost && step->misses_avoided && step->cost_per_miss && *step->cost_per_miss > 0) text = fmt::format("Catching {} more costs {} each.", about(*step->misses_avoided), money(*step->cost_per_miss));
    else if (!o.false_alarms_cost && step->cost_per_point > 0) text = fmt::format("The next point costs {}.", money(step->cost_per_point));
    const auto next = std::find_if(o.options.begin(), o.options.end(), [&](const auto& p) { return name(p) == step->to; });
    const bool over = next != o.options.end() && next->within_budget && !*next->within_budget;
    if (o.right_while_miss_costs && std::isfinite(o.right_while_miss_costs->high))
      text += fmt::format(" If a miss costs us more than {}, I will come back{}.", money(o.right_while_miss_costs->high), over ? " for the budget" : "");
    else if (o.right_while_point_worth && std::isfinite(o.right_while_point_worth->high)) text += fmt::format(" If a point is worth more than {}, I will come back.", money(o.right_while_point_worth->high));
    return text;
  }

  std::string why_not(const OptionPoint& chosen, const OptionPoint& p) const {
    if (!p.against.empty()) return joined(p.against, "; ");
    if (p.dominated) return "another option is no worse in anything, and better in something";
    if (!p.cost_per_year && chosen.cost_per_year && a_.ship.empty()) return "its cost a year is not stated";
    const auto plan = std::find_if(a_.ship.begin(), a_.ship.end(), [&](const auto& s) { return s.waits_for == p.option; });
    if (plan != a_.ship.end() && a_.options->by == ChosenBy::plan) return fmt::format("to wait for it is worth {} over the demand stated", money(plan->npv));
    if (p.total_per_year && chosen.total_per_year) return fmt::format("costs {} more a year with the harm of its errors", money(*p.total_per_year - *chosen.total_per_year));
    if (p.net_per_year && chosen.net_per_year) return fmt::format("is worth {} less a year after its cost", money(*chosen.net_per_year - *p.net_per_year));
    if (!p.total_why.empty()) return p.total_why;
    const bool points_are_priced = a_.options->by == ChosenBy::points;
    if (p.metric && chosen.metric && *p.metric < *chosen.metric)
      return fmt::format("{} points less {}{}", about(100 * (*chosen.metric - *p.metric)), a_.options->metric, points_are_priced ? ", and those are worth their cost" : "");
    if (p.metric && chosen.metric && *p.metric > *chosen.metric && points_are_priced) return "its further points cost more than they are worth";
    return "nothing stated says that it is better";
  }

  void from_rows(const RowsReading& rows) {
    words_.table = without_empty_columns(tradeoff_page_words(result_).table);
    words_.metric = rows_line(rows);
    words_.question = rows.recommended.exists ? "Why not catch everything?" : "Where to act?";
    words_.say_it = joined({held_words(), rows.recommended.exists ? spoken_rows(rows) : "Nothing is recommended: " + rows.recommended.why + "."}, " ");
    if (rows.certified.threshold) words_.stop_rules.push_back("Certified: " + rows.certified.sentence);
  }

  /// The recommended point as one would say it: how much is looked at, what is caught, what it costs, why not more.
  std::string spoken_rows(const RowsReading& rows) const {
    const auto& r = rows.recommended;
    std::string text;
    if (r.band) {
      text = fmt::format("We act on {} of what comes, and people look at {}.", percent(r.shares.acted), percent(r.shares.reviewed));
      if (r.shares.recall) text += fmt::format(" That catches {} of what we look for{}.", percent(*r.shares.recall), today_words(rows));
    } else {
      text = fmt::format("We act on {} of what comes.", percent(r.point.live_share_flagged.value_or(r.point.share_flagged.value.value_or(0))));
      if (r.point.recall.value) text += fmt::format(" That catches {} of what we look for{}", percent(*r.point.recall.value), today_words(rows));
      const auto& right = r.point.live_precision.value ? r.point.live_precision : r.point.precision;
      text += right.value ? fmt::format("; {} of what we act on is right.", percent(*right.value)) : ".";
    }
    if (r.cost_per_year) text += fmt::format(" It costs {} a year, errors included.", money(*r.cost_per_year));
    if (a_.perfection.extra_cost && *a_.perfection.extra_cost > 0) text += fmt::format(" To miss nothing would cost {} more.", money(*a_.perfection.extra_cost));
    return text;
  }

  static std::string today_words(const RowsReading& rows) { return rows.today && rows.today->recall.value ? fmt::format(", {} today", percent(*rows.today->recall.value)) : ""; }

  void add_harm() {
    const auto& a = harm_.assessment;
    std::size_t said = 0;
    for (const auto i : ranked(subject_, a)) {
      if (said++ == most_harms) break;
      const auto& m = a.failure_modes[i];
      const auto& b = m.standing().bound;
      words_.harm.push_back(b.interval ? fmt::format("{}: {}.", title_of(subject_.failure_modes[m.mode]), b.sentence) : fmt::format("{}: no bound, because {}.", title_of(subject_.failure_modes[m.mode]), b.why));
    }
  }

  void add_hypotheses() {
    for (const auto& h : subject_.hypotheses) {
      std::string text = h.due.empty() ? "" : fmt::format("Check by {}: ", h.due);
      text += h.text.empty() ? h.id : h.text;
      if (h.threshold && h.direction) text += fmt::format(" ({} {} {:.6g}", h.metric, *h.direction == HypothesisDirection::at_least ? "at least" : "at most", *h.threshold) + (h.probability ? fmt::format("; I say {})", percent(*h.probability)) : ")");
      else if (h.probability) text += fmt::format(" (I say {})", percent(*h.probability));
      if (h.held) text += *h.held ? " Held." : " Did not hold.";
      words_.hypotheses.push_back(std::move(text));
    }
  }

  const HarmResult& harm_;
  const Run& run_;
  TradeoffResult result_;
  const TradeoffAssessment& a_;
  const Case& subject_;
  MemoWords words_;
};

}  // namespace

double seconds_aloud(const std::string& text) {
  constexpr double words_per_second = 150.0 / 60;
  std::istringstream words(text);
  std::string word;
  double count = 0;
  while (words >> word) ++count;
  return count / words_per_second;
}

MemoWords memo_words(const HarmOutcome& outcome, const Run& run) { return Memo(outcome, run).take(); }

}  // namespace premortem
