#include "report/tradeoff_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string percent(double share) { return percent_text(share, Rounding::nearest); }
std::string about(double value) { return number_text(value, Rounding::nearest); }

std::string range_line(const TradeoffResult& result, const std::string& name, const char* what, const Interval& range) {
  const auto money = [&](double x) { return money_text(x, result.subject.feature.currency, Rounding::nearest); };
  if (!std::isfinite(range.high)) return fmt::format("Stop rule: \"{}\" is right while {} {} or more.", name, what, money(range.low));
  if (range.low <= 0) return fmt::format("Stop rule: \"{}\" is right while {} up to {}.", name, what, money(range.high));
  return fmt::format("Stop rule: \"{}\" is right while {} {} to {}.", name, what, money(range.low), money(range.high));
}

class Lines {
 public:
  explicit Lines(const TradeoffResult& result) : result_(result), a_(result.assessment) {}

  std::vector<std::string> take() {
    const bool experiment = is_experiment(result_);
    if (a_.rows && !experiment) add_rows(*a_.rows);
    if (a_.options) add_options(*a_.options);
    if (!a_.perfection.sentence.empty() && !experiment) add("Why not 100%? " + a_.perfection.sentence);
    add_queue();
    add_learning();
    add(a_.ship_sentence);
    return std::move(lines_);
  }

 private:
  void add(const std::string& line) {
    if (!line.empty()) lines_.push_back(line);
  }
  std::string money(double amount, Rounding way = Rounding::nearest) const { return money_text(amount, result_.subject.feature.currency, way); }

  void add_rows(const RowsReading& rows) {
    const auto& r = rows.recommended;
    if (!r.exists) add("Nothing is recommended: " + r.why + ".");
    else add(recommendation_line(result_));
    if (rows.today) add_today(*rows.today);
    if (r.elkan_threshold) add(fmt::format("Were the scores exact probabilities and nothing else asked, the cheapest threshold would be {:.3g} (Elkan).", *r.elkan_threshold));
    add_resampled(r);
    if (r.shadow_price_per_hour && *r.shadow_price_per_hour > 0) add(fmt::format("One more hour of review a day would save {} a year, before its own cost.", money(*r.shadow_price_per_hour)));
    if (rows.certified.asked) add(rows.certified.threshold ? "Certified: " + rows.certified.sentence : fmt::format("No threshold is certified: {}.", rows.certified.why));
    add_marginal(rows.marginal, 1);
  }

  void add_today(const OperatingPoint& p) {
    if (p.counts.positives() == 0 || p.counts.negatives() == 0) return;
    const auto cost = p.cost_per_year ? fmt::format(" {} a year in all.", money(*p.cost_per_year)) : std::string();
    add(fmt::format("In use today, {}: {} of {} negatives are flagged wrongly ({}), {} of {} positives are missed ({}).{}", from_score(p.text), about(p.counts.fp), about(p.counts.negatives()),
                    percent(p.counts.fp / p.counts.negatives()), about(p.counts.fn), about(p.counts.positives()), percent(p.counts.fn / p.counts.positives()), cost));
  }

  void add_resampled(const Recommendation& r) {
    if (!r.bootstrap) return;
    const auto text = [](double x) { return std::isfinite(x) ? fmt::format("{:.3g}", x) : std::string("none"); };
    const auto worse = r.optimism_per_year && *r.optimism_per_year > 0 ? fmt::format(", and this one costs {} a year more than here, on average", money(*r.optimism_per_year)) : std::string();
    add(fmt::format("On other rows like these {} falls between {} and {} (nominal){}.", r.band ? "the lower end of review" : "the choice", text(r.bootstrap->low), text(r.bootstrap->high), worse));
  }

  /// The step beyond the recommended one would be the next price to pay.
  void add_marginal(const std::vector<PricedStep>& steps, std::size_t most) {
    if (steps.empty() || !a_.rows || !a_.rows->recommended.exists) return;
    const auto& at = a_.rows->recommended.point.text;
    std::size_t said = 0;
    for (const auto& s : steps)
      if (s.from == at && said++ < most)
        add(fmt::format("The next point caught (down to {}) costs {} a year to run{}.", s.to, money(s.cost_per_point), s.cost_per_miss ? fmt::format(", {} for each miss avoided", money(*s.cost_per_miss)) : ""));
  }

  void add_options(const OptionsReading& o) {
    if (!o.chosen) {
      add("No option is chosen: " + o.why + ".");
      return;
    }
    const auto& name = chosen_option(result_.subject, a_)->name;
    add(fmt::format("Chosen: \"{}\": {}.", name, o.why));
    add_budget(name, o);
    for (const auto& rule : stop_rules(result_)) add(rule);
    for (const auto& f : o.flips) add_flip(name, f);
  }

  void add_budget(const std::string& name, const OptionsReading& o) {
    const auto& chosen = o.options[*o.chosen];
    if (!chosen.within_budget || !chosen.cost_per_year) return;
    const auto over = static_cast<std::size_t>(std::count_if(o.options.begin(), o.options.end(), [](const auto& p) { return p.within_budget && !*p.within_budget; }));
    if (o.budget_per_year) add(fmt::format("Budget: \"{}\" takes {} of {} a year{}.", name, money(*chosen.cost_per_year), money(*o.budget_per_year), over > 0 ? fmt::format("; {} of {} would exceed it", over, count_text(o.options.size(), "option")) : ""));
  }

  void add_flip(const std::string& name, const FlipReading& f) {
    if (!f.ratio) return;
    const auto& other = result_.subject.options[a_.options->options[f.other].option].name;
    add(fmt::format("Against \"{}\" the choice flips where a false alarm costs {} times a miss; \"{}\" is right {} that.", other, about(*f.ratio), name, f.chosen_above ? "above" : "below"));
  }

  void add_queue() {
    const auto& q = a_.queue;
    if (!q.why.empty()) return;
    const auto load = fmt::format("Review: {} items a day, {} in the busiest hour, {} each: {} of {} at work.", about(q.items_per_day), about(q.items_per_hour), minutes(q.minutes_per_item), about(q.load),
                                  count_text(static_cast<std::size_t>(q.reviewers), "reviewer"));
    if (q.overloaded) add(fmt::format("{} They cannot keep up: {}.", load, q.backlog_per_day > 0 ? fmt::format("the backlog grows by {} items a day", about(q.backlog_per_day)) : "in the busiest hour a backlog builds"));
    else add(fmt::format("{} {} wait; on average {}; {} are begun within {:.3g} minutes.{}", load, percent(*q.wait_probability), minutes(*q.mean_wait_minutes), percent(*q.within_target), *q.target_minutes,
                         q.abandoned ? fmt::format(" {} go stale before anyone looks.", percent(*q.abandoned)) : ""));
    if (q.needed && *q.needed > q.reviewers) add(fmt::format("{} would begin {} within {:.3g} minutes; the {} there are do so up to {} items a day.", count_text(static_cast<std::size_t>(*q.needed), "reviewer"), percent(*q.service_level), *q.target_minutes, q.reviewers, number_text(*q.most_per_day, Rounding::down)));
  }

  static std::string minutes(double m) { return m < 1 ? fmt::format("{:.3g} seconds", m * 60) : fmt::format("{:.3g} minutes", m); }

  void add_learning() {
    if (!a_.learning) return;
    const auto& c = *a_.learning;
    std::string line = fmt::format("Learning curve: the error falls toward {}", percent(c.c));
    if (c.c_interval) line += fmt::format(" (nominally {} to {})", percent(c.c_interval->low), percent(c.c_interval->high));
    if (!a_.target) return add(line + ".");
    const auto accuracy = percent(*a_.target_accuracy);
    const auto& t = *a_.target;
    if (t.verdict == TargetVerdict::reachable) add(fmt::format("{}; {} takes about {} examples, {:.3g} times the most tried.", line, accuracy, about(*t.examples), t.beyond_data.value_or(1)));
    else if (t.verdict == TargetVerdict::unreachable) add(fmt::format("{}; {} is out of reach with data like these, however many.", line, accuracy));
    else add(fmt::format("{}; that {} can be reached is not shown: {}.", line, accuracy, t.why));
  }

  const TradeoffResult& result_;
  const TradeoffAssessment& a_;
  std::vector<std::string> lines_;
};

}  // namespace

bool is_experiment(const TradeoffResult& result) {
  const auto& rows = result.subject.predictions;
  return rows && !rows->arm.empty() && !rows->outcome.empty() && result.assessment.rows && !result.assessment.rows->recommended.exists;
}

std::string rows_line(const RowsReading& rows) {
  std::string text = fmt::format("{}, {} of them positive", count_text(rows.rows, "row"), number_text(static_cast<double>(rows.positives), Rounding::nearest));
  if (rows.auc.value) {
    text += fmt::format("; AUC {:.4g}", *rows.auc.value);
    if (rows.auc.limits) text += fmt::format(" ({:.4g} to {:.4g}, nominal)", rows.auc.limits->low, rows.auc.limits->high);
  }
  if (rows.average_precision) text += fmt::format("; average precision {:.4g}", *rows.average_precision);
  return text + ".";
}

namespace {

/// Rows count alike in every share, so that the shares of live items, which costs and the reviewers' work follow, are others.
std::string weighted_words(const Recommendation& r) {
  if (!r.weighted) return "";
  const auto caught = r.band->recall ? fmt::format("; {} of those it looks for caught", percent(*r.band->recall)) : std::string();
  return fmt::format(" By weight, of live items: {} acted on, {} reviewed, {} passed{}.", percent(r.band->acted_share()), percent(r.band->reviewed_share()), percent(r.band->passed.all() / r.band->items()), caught);
}

std::string stale_words(const TradeoffResult& result) {
  const auto& r = result.assessment.rows->recommended;
  if (!r.stale) return "";
  if (r.stale->all_day)
    return fmt::format(" Of what is sent to review {} goes stale before anyone looks; what is caught and the costs count that, and the band was chosen as if nothing did.", percent(r.stale->share));
  const auto money = [&](std::optional<double> x) { return x ? money_text(*x, result.subject.feature.currency, Rounding::nearest) : std::string(); };
  const auto caught = r.stale->recall ? fmt::format("{} would be caught, for", percent(*r.stale->recall)) : std::string("it would cost");
  const bool alike = money(r.stale->cost_per_year) == money(r.cost_per_year) && (!r.shares.recall || percent(*r.stale->recall) == percent(*r.shares.recall));
  if (alike) return "";
  return fmt::format(" That takes all that is sent to review as looked at. In the busiest hour {} goes stale; were it so all day, {} {} a year in all.", percent(r.stale->share), caught, money(r.stale->cost_per_year));
}

}  // namespace

std::string recommendation_line(const TradeoffResult& result) {
  const auto& r = result.assessment.rows->recommended;
  const auto money = [&](double x) { return money_text(x, result.subject.feature.currency, Rounding::nearest); };
  std::string what;
  if (!r.band) what = r.threshold ? "act " + from_score(r.text) : "act on nothing";
  else if (!r.review_low) what = "pass everything";
  else if (!r.review_high) what = fmt::format("a person reviews {}, nothing is acted on without", from_score(r.low_text));
  else if (*r.review_low == *r.review_high) what = fmt::format("act {}, without review", from_score(r.high_text));
  else what = fmt::format("act {}, a person reviews from {}", from_score(r.high_text), r.low_text);
  std::string text = fmt::format("Recommended: {}; {}.", what, r.why);
  if (r.band) {
    text += fmt::format(" {} acted on, {} reviewed, {} passed", percent(r.shares.acted), percent(r.shares.reviewed), percent(r.shares.passed));
    if (r.shares.recall) text += fmt::format("; {} of what it looks for is caught in the end", percent(*r.shares.recall));
    text += "." + weighted_words(r);
  }
  if (r.cost_per_year) text += fmt::format(" {} a year in all, {} of it to run.", money(*r.cost_per_year), money(*r.operating_cost_per_year));
  return text + stale_words(result);
}

std::vector<std::string> stop_rules(const TradeoffResult& result) {
  std::vector<std::string> rules;
  const auto* option = chosen_option(result.subject, result.assessment);
  if (!option) return rules;
  const auto& name = option->name;
  const auto& o = result.assessment.options;
  const auto add = [&](const std::optional<Interval>& range, const char* what) {
    if (range && (range->low > 0 || std::isfinite(range->high))) rules.push_back(range_line(result, name, what, *range));
  };
  add(o->right_while_miss_costs, "a miss costs");
  add(o->right_while_point_worth, "a point is worth");
  return rules;
}

std::vector<std::string> page_tradeoff_lines(const TradeoffResult& result) {
  const auto& a = result.assessment;
  std::vector<std::string> lines;
  if (const auto* option = chosen_option(result.subject, a)) lines.push_back(fmt::format("Chosen: \"{}\": {}.", option->name, a.options->why));
  else if (a.rows && a.rows->recommended.exists) lines.push_back(recommendation_line(result));
  else if (a.rows) lines.push_back("No threshold is recommended: " + a.rows->recommended.why + ".");
  if (a.rows && a.rows->certified.threshold) lines.push_back("Certified: " + a.rows->certified.sentence);
  if (!a.perfection.sentence.empty()) lines.push_back("Why not 100%? " + a.perfection.sentence);
  for (const auto& rule : stop_rules(result)) lines.push_back(rule);
  if (!a.ship_sentence.empty()) lines.push_back(a.ship_sentence);
  return lines;
}

std::vector<std::string> tradeoff_lines(const TradeoffResult& result) { return Lines(result).take(); }

std::vector<std::string> finding_lines(const TradeoffResult& result) {
  std::vector<std::string> lines;
  for (const auto& f : result.assessment.findings) lines.push_back((f.is_alarm ? "! " : "") + f.message);
  return lines;
}

}  // namespace premortem
