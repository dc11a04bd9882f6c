#include "analysis/tradeoff_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/period.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }

std::optional<double> volume_per_year(const TradeoffTerms& terms) {
  return terms.volume_per_day && *terms.volume_per_day > 0 ? std::optional(*terms.volume_per_day * days_per_year) : std::nullopt;
}

/// Whether misses can be counted and priced.
bool prices_errors(const TradeoffTerms& t) { return volume_per_year(t) && t.positive_rate && (t.acting.miss > 0 || t.acting.false_positive > 0); }

StatedOption stated(const CaseOption& o, std::optional<double> cost_per_year, const TradeoffTerms& terms, bool eligible) {
  StatedOption s{o.name, cost_per_year, o.metric("precision"), o.metric("recall"), {}, !eligible};
  // Without a price they cost nothing, however many they are.
  if (terms.acting.false_positive == 0 && !s.precision) s.false_positives_per_year = 0;
  // What catches nothing flags nothing.
  if (s.recall == 0.0 && !s.precision) s.false_positives_per_year = 0;
  return s;
}

void add_reasons(const CaseOption& o, const TradeoffTerms& terms, const std::string& currency, OptionPoint& p) {
  if (!o.rejected_because.empty()) p.against.push_back(o.rejected_because);
  if (terms.budget_per_year && p.cost_per_year) {
    p.within_budget = *p.cost_per_year <= *terms.budget_per_year;
    if (!*p.within_budget) p.against.push_back("over the budget of " + money_text(*terms.budget_per_year, currency, Rounding::nearest));
  }
  const auto below = [&](const char* metric, std::optional<double> least) {
    const auto value = o.metric(metric);
    if (least && value && *value < *least) p.against.push_back(fmt::format("{} {} is below {}", metric, percent(*value), percent(*least)));
  };
  below("recall", terms.min_recall);
  below("precision", terms.min_precision);
}

/// Chooses among options by the first rule that the case states enough for.
class Chooser {
 public:
  Chooser(const Case& subject, const TradeoffTerms& terms, std::optional<double> cost_per_week, bool is_share, OptionsReading& reading)
      : subject_(subject), terms_(terms), cost_per_week_(cost_per_week), is_share_(is_share), reading_(reading) {}

  void choose() {
    if (prices_errors(terms_)) by_errors();
    if (!reading_.chosen && is_share_ && terms_.value_per_point) by_points();
    if (!reading_.chosen) by_value();
    if (!reading_.chosen) by_budget();
    if (reading_.chosen) reading_.options[*reading_.chosen].chosen = true;
    else if (none_may_be_chosen()) reading_.why = "none of them may be chosen";
    else if (reading_.why.empty() && prices_errors(terms_)) reading_.why = left_out("what an option costs with the harm of its errors is not known; complete options.csv: ");
    else if (reading_.why.empty()) reading_.why = "nothing says what an error, a point or an option is worth; add cost_per_false_negative, volume_per_day and positive_rate, or value_per_point, to assumptions.csv";
  }

 private:
  bool eligible(std::size_t i) const { return reading_.options[i].against.empty(); }
  bool none_may_be_chosen() const {
    for (std::size_t i = 0; i < reading_.options.size(); ++i)
      if (eligible(i)) return false;
    return true;
  }

  std::vector<StatedOption> stated_options(bool all) const {
    std::vector<StatedOption> options;
    for (std::size_t i = 0; i < subject_.options.size(); ++i) options.push_back(stated(subject_.options[i], reading_.options[i].cost_per_year, terms_, all || eligible(i)));
    return options;
  }

  ErrorCosts errors() const { return {*volume_per_year(terms_), *terms_.positive_rate, terms_.acting.false_positive, terms_.acting.miss}; }

  void by_errors() {
    const auto options = stated_options(false);
    const auto choice = choose_option(options, errors());
    for (std::size_t i = 0; i < options.size(); ++i) {
      auto& p = reading_.options[i];
      const auto& c = choice.costs[i];
      p.misses_per_year = c.misses;
      if (subject_.options[i].metric("precision")) p.false_positives_per_year = c.false_positives;
      p.total_per_year = c.total, p.total_why = c.why_absent;
      p.dominated = c.dominated_by.has_value();
    }
    reading_.chosen = choice.cheapest;
    reading_.by = ChosenBy::errors;
    if (!reading_.chosen) return;
    reading_.why = "the least cost with the harm of its errors, of those that may be chosen" + left_out("; not compared: ");
    add_flips();
  }

  /// Options that nothing could be computed of, and why.
  std::string left_out(const std::string& before) const {
    std::string names;
    for (std::size_t i = 0; i < reading_.options.size(); ++i)
      if (eligible(i) && !reading_.options[i].total_per_year) names += fmt::format("{}\"{}\" ({})", names.empty() ? "" : ", ", subject_.options[i].name, reading_.options[i].total_why);
    return names.empty() ? "" : before + names;
  }

  /// Against every option, also those that may not be chosen: "above that I will come back for the budget".
  void add_flips() {
    const auto choice = choose_option(stated_options(true), errors(), reading_.chosen);
    for (const auto& f : choice.flips)
      reading_.flips.push_back({f.other, as_stated_ratio(f.by_false_positive.cost), as_stated_alarm(f.by_false_positive.cost), as_stated_miss(f.by_false_negative.cost), f.by_false_positive.chosen_above, f.by_false_positive.why});
    if (const auto& range = choice.false_negative_costs) reading_.right_while_miss_costs = Interval{*as_stated_miss(range->low), *as_stated_miss(range->high)};
  }

  /// A cost that counts appeals and late reports, as the case would state it.
  std::optional<double> as_stated_miss(std::optional<double> cost) const {
    const double standing = terms_.cost.action.miss > 0 ? terms_.acting.miss / terms_.cost.action.miss : 1;
    return cost && standing > 0 ? std::optional(*cost / standing) : std::nullopt;
  }
  std::optional<double> as_stated_alarm(std::optional<double> cost) const {
    const double standing = 1 - terms_.cost.appeal_rate.value() * terms_.cost.appeal_success.value(), appeals = terms_.cost.appeal_rate.value() * terms_.cost.appeal;
    return cost && standing > 0 && *cost >= appeals ? std::optional((*cost - appeals) / standing) : std::nullopt;
  }
  std::optional<double> as_stated_ratio(std::optional<double> alarm) const {
    const auto stated_alarm = as_stated_alarm(alarm);
    return stated_alarm && terms_.cost.action.miss > 0 ? std::optional(*stated_alarm / terms_.cost.action.miss) : std::nullopt;
  }

  /// Options that state the metric and a cost, of those that may be chosen or of all.
  std::vector<std::size_t> measured(bool all) const {
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < reading_.options.size(); ++i)
      if (reading_.options[i].metric && reading_.options[i].cost_per_year && (all || eligible(i))) which.push_back(i);
    return which;
  }

  /// What each option brings is stated: a point need not be worth the same everywhere.
  bool values_stated() const {
    const auto which = measured(false);
    return !which.empty() && std::all_of(which.begin(), which.end(), [&](auto i) { return subject_.options[i].value_per_year.has_value(); });
  }

  void by_points() {
    const auto which = measured(false);
    if (which.empty()) return;
    const auto costs = marginal_costs(metric_options(which), terms());
    if (!costs.hull_stop.option) return;
    reading_.chosen = which[*costs.hull_stop.option];
    reading_.by = ChosenBy::points;
    reading_.why = "the best of those that may be chosen; every step up to it is worth its cost";
    if (const auto words = stop_words(costs, which, *costs.hull_stop.option); !words.empty()) reading_.why = words;
    reading_.right_while_point_worth = costs.hull_stop.point_value;
  }

  /// Why not one step further; empty where there is none.
  std::string stop_words(const MarginalCosts& costs, const std::vector<std::size_t>& which, std::size_t chosen) const {
    auto step = std::find_if(costs.hull.begin(), costs.hull.end(), [&](const auto& s) { return s.from == chosen; });
    if (step == costs.hull.end()) step = std::find_if(costs.stated.begin(), costs.stated.end(), [&](const auto& s) { return s.from == chosen; });
    if (step == costs.hull.end() || step == costs.stated.end() || !step->benefit || *step->benefit >= step->cost) return "";
    const auto money = [&](double x) { return money_text(x, subject_.feature.currency, Rounding::nearest); };
    const auto points = number_text(step->points, Rounding::nearest);
    const auto weeks = costs.weeks_counted && step->weeks ? fmt::format(" with the {:.3g} weeks it takes", *step->weeks) : "";
    return fmt::format("the next {}, to \"{}\", {} {}{} and {} worth {}", points == "1" ? "point" : points + " points", subject_.options[which[step->to]].name, points == "1" ? "costs" : "cost",
                       money(step->cost), weeks, points == "1" ? "is" : "are", money(*step->benefit));
  }

  void by_value() {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < reading_.options.size(); ++i) {
      const auto net = reading_.options[i].net_per_year;
      if (net && eligible(i) && (!best || *net > *reading_.options[*best].net_per_year)) best = i;
    }
    if (!best) return;
    reading_.chosen = best;
    reading_.by = ChosenBy::value;
    reading_.why = "the most value after its cost, of those that may be chosen";
    const auto which = measured(false);
    const auto own = std::find(which.begin(), which.end(), *best);
    if (!is_share_ || !values_stated() || own == which.end()) return;
    const auto words = stop_words(marginal_costs(metric_options(which), terms()), which, static_cast<std::size_t>(own - which.begin()));
    if (!words.empty()) reading_.why = words;
  }

  /// Nothing prices an error: the most that the budget allows.
  void by_budget() {
    if (!terms_.budget_per_year) return;
    const auto which = measured(false);
    if (which.empty()) return;
    reading_.chosen = *std::max_element(which.begin(), which.end(), [&](auto a, auto b) { return *reading_.options[a].metric < *reading_.options[b].metric; });
    reading_.by = ChosenBy::budget;
    reading_.why = fmt::format("the best {} within the budget", reading_.metric);
  }

 public:
  std::vector<MetricOption> metric_options(const std::vector<std::size_t>& which) const {
    std::vector<MetricOption> options;
    for (const auto i : which) {
      const auto& o = subject_.options[i];
      options.push_back({o.name, *reading_.options[i].metric, *reading_.options[i].cost_per_year, o.value_per_year, reading_.options[i].delay_weeks});
    }
    return options;
  }

  MarginalTerms terms() const {
    MarginalTerms t;
    t.value_per_point = terms_.value_per_point;
    t.cost_per_week = cost_per_week_;
    if (reading_.metric == "recall" && volume_per_year(terms_) && terms_.positive_rate && *terms_.positive_rate > 0) t.misses_per_point = *volume_per_year(terms_) * *terms_.positive_rate / 100;
    return t;
  }

  /// The price of the next point, over all options that state the metric and a cost.
  void add_marginal() {
    const auto which = measured(true);
    if (which.size() < 2) {
      reading_.marginal_why = "fewer than two options state " + (reading_.metric.empty() ? std::string("a metric") : reading_.metric) + " and cost_per_year";
      return;
    }
    const auto all = metric_options(which);
    // A step to an option that is no better and no cheaper than another is nobody's next step.
    std::vector<MetricOption> options;
    std::vector<std::size_t> kept;
    const auto off = marginal_costs(all, terms()).off_hull;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (std::none_of(off.begin(), off.end(), [&](const auto& o) { return o.option == i && o.by; })) options.push_back(all[i]), kept.push_back(which[i]);
    for (const auto& s : marginal_costs(options, terms()).stated) {
      reading_.marginal.push_back({options[s.from].name, options[s.to].name, s.points, s.cost_per_point, s.misses_avoided, s.cost_per_miss});
      reading_.options[kept[s.from]].next_point_costs = s.cost_per_point;
    }
  }

 private:
  const Case& subject_;
  const TradeoffTerms& terms_;
  std::optional<double> cost_per_week_;
  bool is_share_;  ///< the metric has points
  OptionsReading& reading_;
};

/// Where an option states no cost or delay of its own, so much for each point above the least option.
void add_per_point(CaseAmounts& amounts, OptionsReading& reading) {
  std::optional<double> least;
  for (const auto& p : reading.options)
    if (p.metric && (!least || *p.metric < *least)) least = p.metric;
  const auto cost = amounts.point("cost_per_point"), weeks = amounts.point("weeks_per_point");
  for (auto& p : reading.options) {
    if (!p.metric) continue;
    const double points = 100 * (*p.metric - *least);
    if (cost && !p.cost_per_year) p.cost_per_year = *cost * points;
    if (weeks && !p.delay_weeks) p.delay_weeks = *weeks * points;
  }
}

}  // namespace

std::string tradeoff_metric(const Case& subject) {
  std::vector<std::string> names{"recall", "precision", "value_recall", "accuracy"};
  for (const auto& o : subject.options)
    for (const auto& [name, value] : o.metrics)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  const auto count = [&](const std::string& name) { return std::count_if(subject.options.begin(), subject.options.end(), [&](const CaseOption& o) { return o.metric(name).has_value(); }); };
  for (const long least : {2, 1})
    for (const auto& name : names)
      if (count(name) >= least) return name;
  return "";
}

OptionsReading options_reading(const Case& subject, CaseAmounts& amounts, const TradeoffTerms& terms, const std::vector<std::string>& barred) {
  OptionsReading reading;
  reading.metric = tradeoff_metric(subject);
  reading.budget_per_year = terms.budget_per_year;
  reading.false_alarms_cost = terms.acting.false_positive > 0;
  for (std::size_t i = 0; i < subject.options.size(); ++i) {
    const auto& o = subject.options[i];
    OptionPoint p;
    p.option = i;
    p.metric = o.metric(reading.metric);
    p.cost_per_year = o.cost_per_year, p.delay_weeks = o.delay_weeks;
    reading.options.push_back(std::move(p));
  }
  add_per_point(amounts, reading);
  const auto cost_per_week = amounts.point("cost_per_week");
  for (auto& p : reading.options) {
    const auto& o = subject.options[p.option];
    if (o.value_per_year && p.cost_per_year) p.net_per_year = *o.value_per_year - *p.cost_per_year - cost_per_week.value_or(0) * p.delay_weeks.value_or(0);
    if (p.option < barred.size() && !barred[p.option].empty()) p.against.push_back(barred[p.option]);
    add_reasons(o, terms, subject.feature.currency, p);
  }
  // A metric that is no share has no points to price.
  const bool is_share = std::all_of(reading.options.begin(), reading.options.end(), [](const auto& p) { return !p.metric || (*p.metric >= 0 && *p.metric <= 1); });
  Chooser chooser(subject, terms, cost_per_week, is_share, reading);
  if (is_share) chooser.add_marginal();
  else reading.marginal_why = reading.metric + " is no share, so that it has no points";
  chooser.choose();
  return reading;
}

}  // namespace premortem
