#include "analysis/tradeoff_delay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

/// Days since 1970-01-01 of an ISO date that was checked when it was read.
double day_of(const std::string& iso) {
  const auto part = [&](std::size_t from, std::size_t size) { return std::stoi(iso.substr(from, size)); };
  const std::chrono::year_month_day date{std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(5, 2))), std::chrono::day(static_cast<unsigned>(part(8, 2)))};
  return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<double> accuracy_of(const CaseOption& o) { return o.metric("accuracy"); }

/// When an option can be there, in months after the first one.
class Launches {
 public:
  explicit Launches(const Case& subject) {
    for (const auto& o : subject.options)
      if (!o.launch_date.empty() && (first_.empty() || o.launch_date < first_)) first_ = o.launch_date;
    if (first_.empty() && !subject.demand.empty()) first_ = subject.demand.front().date;
  }
  const std::string& first() const { return first_; }
  double months(const CaseOption& o) const {
    if (!o.launch_date.empty()) return (day_of(o.launch_date) - day_of(first_)) / days_per_month;
    return months_of_weeks(o.delay_weeks.value_or(0));
  }

 private:
  std::string first_;
};

struct Economics {
  ItemEconomics item;
  double upgrade_cost = 0;
};

/// A right answer is worth v, a wrong one costs c: v (1 - e) - c e = v - e (v + c).
std::optional<Economics> economics_of(CaseAmounts& amounts) {
  const auto value = amounts.point("value_per_correct");
  if (!value) return std::nullopt;
  Economics e;
  e.item.gain_per_item = *value;
  e.item.loss_per_error = *value + amounts.point_or("loss_per_error", 0);
  e.item.rate_per_month = monthly_rate(amounts.point_or("discount_rate", 0));
  e.upgrade_cost = amounts.point_or("upgrade_cost", 0);
  return e;
}

std::vector<DemandPeriod> demand_of(const Case& subject, const Launches& launches) {
  std::vector<DatedVolume> dated;
  for (const auto& d : subject.demand) dated.push_back({day_of(d.date) - day_of(launches.first()), d.volume});
  return demand_of_dates(dated);
}

/// What an option costs to run from one month to another, each month discounted by its start; 0 where no cost is stated.
double running_cost(const CaseOption& o, double from, double to, double rate_per_month) {
  double cost = 0;
  for (double month = from; month < to; month = std::floor(month) + 1) {
    const double end = std::min(std::floor(month) + 1, to);
    cost += o.cost_per_year.value_or(0) / 12 * (end - month) / std::pow(1 + rate_per_month, std::floor(month));
  }
  return cost;
}

bool may_be_chosen(const Case& subject, const CaseOption& o, const TradeoffAssessment& a) {
  const auto number = static_cast<std::size_t>(&o - subject.options.data());
  return !a.options || std::any_of(a.options->options.begin(), a.options->options.end(), [&](const OptionPoint& p) { return p.option == number && p.against.empty(); });
}

/// Plans, and the option that each begins with; null where it may not be chosen.
using Beginnings = std::vector<const CaseOption*>;

void add_plans(const Case& subject, const CaseOption& now, const CaseOption& later, const Economics& e, const Launches& launches, Beginnings& beginnings, TradeoffAssessment& a) {
  const auto demand = demand_of(subject, launches);
  const double begin = launches.months(now), switched = launches.months(later), end = demand.back().end, rate = e.item.rate_per_month;
  const double error_now = 1 - *accuracy_of(now), error_later = 1 - *accuracy_of(later);
  const auto worth = [&](std::vector<ModelRelease> releases, double running) { return net_present_value(demand, e.item, releases) - running; };
  struct {
    double now, later, now_then_upgrade;
  } const v{worth({{begin, error_now, 0}}, running_cost(now, begin, end, rate)), worth({{switched, error_later, 0}}, running_cost(later, switched, end, rate)),
            worth({{begin, error_now, 0}, {switched, error_later, e.upgrade_cost}}, running_cost(now, begin, switched, rate) + running_cost(later, switched, end, rate))};
  const auto has = [&](const std::string& plan) { return std::any_of(a.ship.begin(), a.ship.end(), [&](const auto& s) { return s.plan == plan; }); };
  const bool now_may = may_be_chosen(subject, now, a), later_may = may_be_chosen(subject, later, a);
  const auto add = [&](const std::string& plan, double npv, const CaseOption* first, std::optional<std::size_t> waits_for = {}) {
    if (has(plan)) return;
    a.ship.push_back({plan, npv, false, waits_for});
    beginnings.push_back(first);
  };
  add(fmt::format("\"{}\" now", now.name), v.now, now_may ? &now : nullptr);
  add(fmt::format("wait for \"{}\"", later.name), v.later, later_may ? &later : nullptr, static_cast<std::size_t>(&later - subject.options.data()));
  add(fmt::format("\"{}\" now, then \"{}\"", now.name, later.name), v.now_then_upgrade, now_may && later_may ? &now : nullptr);
}

/// What made an option the chosen one, beside what a plan is worth.
std::string chosen_by_words(const OptionsReading& o) {
  switch (o.by) {
    case ChosenBy::errors: return "what a year of it costs with the harm of its errors";
    case ChosenBy::points: return "what its points of " + o.metric + " are worth a year";
    case ChosenBy::value: return "its value less its cost a year";
    case ChosenBy::budget: return "the best " + o.metric + " that the budget allows";
    case ChosenBy::plan: break;
  }
  return "this";
}

/// Two measures may disagree; then both say what they measure.
std::string against_choice(const Case& subject, const CaseOption& beginning, const TradeoffAssessment& a) {
  const auto* chosen = chosen_option(subject, a);
  if (!chosen || chosen == &beginning) return "";
  return fmt::format(" \"{}\" is chosen by another measure, {}; what a plan is worth counts what correct answers bring and when they begin.", chosen->name, chosen_by_words(*a.options));
}

/// The plan that is worth most of those that may be chosen; where nothing else chooses among the options, it does.
void take_best(const Case& subject, const Beginnings& beginnings, TradeoffAssessment& a) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < a.ship.size(); ++i)
    if (beginnings[i] && (!best || a.ship[i].npv > a.ship[*best].npv)) best = i;
  if (!best) {
    a.ship_sentence = "No plan may be chosen.";
    return;
  }
  auto& plan = a.ship[*best];
  plan.best = true;
  if (plan.npv < 0) {
    a.ship_sentence = "No plan earns anything over this demand.";
    return;
  }
  a.ship_sentence = fmt::format("Worth most: {}, {} over the demand stated.", plan.plan, money_text(plan.npv, subject.feature.currency, Rounding::nearest));
  a.ship_sentence += against_choice(subject, *beginnings[*best], a);
  if (!a.options || a.options->chosen) return;
  const auto number = static_cast<std::size_t>(beginnings[*best] - subject.options.data());
  for (std::size_t i = 0; i < a.options->options.size(); ++i)
    if (a.options->options[i].option == number) a.options->chosen = i;
  a.options->options[*a.options->chosen].chosen = true;
  a.options->by = ChosenBy::plan;
  a.options->why = "worth most over the demand stated, as " + plan.plan;
}

void add_ship(const Case& subject, CaseAmounts& amounts, TradeoffAssessment& a) {
  const auto economics = economics_of(amounts);
  std::vector<const CaseOption*> dated;
  for (const auto& o : subject.options)
    if (accuracy_of(o) && (o.delay_weeks || !o.launch_date.empty())) dated.push_back(&o);
  if (dated.size() < 2) a.ship_why = "fewer than two options state accuracy and when they can be there (delay_weeks or launch_date)";
  else if (subject.demand.empty()) a.ship_why = "no demand.csv (date, volume) says when items come";
  else if (!economics) a.ship_why = "what a right answer is worth is not stated; add value_per_correct (and loss_per_error) to assumptions.csv";
  if (!a.ship_why.empty()) return;
  const Launches launches(subject);
  const auto* first = *std::min_element(dated.begin(), dated.end(), [&](auto* x, auto* y) { return launches.months(*x) < launches.months(*y); });
  const CaseOption* first_permitted = nullptr;
  for (const auto* o : dated)
    if (may_be_chosen(subject, *o, a) && (!first_permitted || launches.months(*o) < launches.months(*first_permitted))) first_permitted = o;
  Beginnings beginnings;
  for (const auto* now : dated) {
    // A plan begins with what is there first, or first of what may be chosen.
    const bool begins = now == first || (now == first_permitted && may_be_chosen(subject, *now, a));
    for (const auto* o : dated)
      if (begins && launches.months(*o) > launches.months(*now)) add_plans(subject, *now, *o, *economics, launches, beginnings, a);
  }
  if (a.ship.empty()) {
    a.ship_why = "all options can be there at the same time";
    return;
  }
  take_best(subject, beginnings, a);
}

/// What the learning curve is asked for: the best accuracy among the options, the one that is wanted. One so near to 0 that its
/// error rounds to 1 is none.
void add_learning(const Case& subject, double confidence, TradeoffAssessment& a) {
  if (subject.learning.empty()) {
    a.learning_why = "no learning.csv (examples, error)";
    return;
  }
  std::vector<MeasuredError> points;
  for (const auto& p : subject.learning) points.push_back({p.examples, p.error, p.n});
  try {
    a.learning = fit_learning_curve(points, confidence);
  } catch (const Refusal& refusal) {
    a.learning_why = refusal.what();
    return;
  }
  std::optional<double> wanted;
  for (const auto& o : subject.options)
    if (const auto accuracy = accuracy_of(o); accuracy && *accuracy < 1 && 1 - *accuracy < 1 && (!wanted || *accuracy > *wanted)) wanted = accuracy;
  if (wanted) {
    a.target_accuracy = wanted;
    a.target = reach_of(*a.learning, 1 - *wanted);
  }
}

}  // namespace

void assess_delay(const Case& subject, CaseAmounts& amounts, TradeoffAssessment& a) {
  try {
    add_ship(subject, amounts, a);
  } catch (const Refusal& refusal) {
    a.ship.clear();
    a.ship_why = refusal.what();
  }
  add_learning(subject, a.settings.confidence, a);
}

}  // namespace premortem
