#include "premortem/analysis/watch_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/feedback_loop.hpp"
#include "premortem/models/measured_share.hpp"
#include "premortem/models/sample_size.hpp"

namespace premortem {
namespace {

constexpr int shown_rounds = 50;

std::string about(double x) { return number_text(x, Rounding::nearest); }
std::string percent(double x) { return percent_text(x, Rounding::nearest); }
std::string count(double n, const char* singular) { return number_text(n, Rounding::nearest) + " " + singular + (n == 1 ? "" : "s"); }

/// A model's refusal of an amount becomes the reading's own.
template <class Ask>
SampleSizeReading reading(const char* kind, std::string question, Ask ask) {
  SampleSizeReading r{kind, std::move(question), {}, {}, {}, "", ""};
  try {
    ask(r);
  } catch (const DomainError& error) {
    r = {kind, r.question, {}, {}, {}, "", error.what()};
  }
  return r;
}

std::string days_words(const std::optional<double>& days) { return days ? ", " + count(std::ceil(*days), "day") : std::string(); }

void add_shadow(CaseAmounts& amounts, double confidence, std::vector<SampleSizeReading>& sizes) {
  const auto per_day = amounts.point("trials_per_day");
  const auto days_for = [&](double trials) { return per_day && *per_day > 0 ? std::optional(trials / *per_day) : std::nullopt; };
  if (const auto rate = amounts.share("rate_to_see"))
    sizes.push_back(reading("see_one", fmt::format("How many trials show at least one event of a rate of {}", percent(*rate)), [&](auto& r) {
      r.trials = trials_to_see_one(*rate, confidence);
      r.days = days_for(*r.trials);
      r.sentence = fmt::format("To see at least one event of a rate of {} or more, with {} confidence: {} trials{}.", percent(*rate), confidence_text(confidence), about(*r.trials), days_words(r.days));
    }));
  if (const auto limit = amounts.share("rate_limit")) {
    const double events = amounts.point_or("events_allowed", 0);
    sizes.push_back(reading("bound_rate", fmt::format("How many trials show that a rate is at most {}", percent(*limit)), [&](auto& r) {
      r.trials = trials_to_bound(events, *limit, confidence);
      r.days = days_for(*r.trials);
      r.sentence = fmt::format("To show that a rate is at most {}, with {} confidence and {} on the way: {} trials{}.", percent(*limit), confidence_text(confidence), count(events, "event"), about(*r.trials), days_words(r.days));
    }));
  }
}

/// What a run that has been made says: a leaf of k events in n trials.
void add_observed(CaseAmounts& amounts, double confidence, std::vector<SampleSizeReading>& sizes) {
  const auto* leaf = amounts.leaf("observed_rate");
  if (!leaf) return;
  if (leaf->shape != Shape::count || !leaf->k || !leaf->n || leaf->multiplier != 1) {
    sizes.push_back({"observed", "What the run so far has shown", {}, {}, {}, "", "observed_rate must be k events of n trials that were counted"});
    return;
  }
  amounts.point("observed_rate");
  sizes.push_back(reading("observed", "What the run so far has shown", [&](auto& r) {
    const auto share = measured_share(*leaf->k, *leaf->n, confidence);
    r.trials = *leaf->n;
    r.share = share.value;
    r.sentence = fmt::format("{} of {} trials so far: {}, and with {} confidence {} to {}. A kind of event with a rate below {} may not have been seen at all.", about(*leaf->k), about(*leaf->n), percent(*share.value), confidence_text(confidence),
                             percent_text(share.limits->low, Rounding::down), percent_text(share.limits->high, Rounding::up), percent_text(smallest_rate_shown(*leaf->n, confidence), Rounding::up));
  }));
}

void add_experiment(CaseAmounts& amounts, double confidence, std::vector<SampleSizeReading>& sizes) {
  const auto baseline = amounts.share("ab_baseline");
  const auto lift = amounts.point("ab_lift");
  if (!baseline && !lift) return;
  if (!baseline || !lift) {
    sizes.push_back({"ab_test", "How long an experiment must last", {}, {}, {}, "", baseline ? "ab_lift is not stated" : "ab_baseline is not stated"});
    return;
  }
  sizes.push_back(reading("ab_test", fmt::format("How long an experiment must last to find a lift of {} on {}", about(*lift), percent(*baseline)), [&](auto& r) {
    const double power = amounts.point_or("ab_power", 0.8);
    const auto size = two_arm_size({*baseline, *lift, power, 1 - confidence});
    ExperimentTraffic traffic;
    traffic.rows_per_user = amounts.point_or("rows_per_user", 1), traffic.correlation = amounts.point_or("row_correlation", 0);
    traffic.retrain_every_days = amounts.point("retrain_every_days");
    std::string time;
    r.trials = std::ceil(size.per_arm * design_effect(traffic.rows_per_user, traffic.correlation));
    if (const auto rows = amounts.point("ab_rows_per_day")) {
      traffic.rows_per_day = *rows;
      const auto duration = experiment_duration(size.per_arm, traffic);
      r.trials = duration.rows_per_arm, r.days = duration.days;
      time = fmt::format(", {}", count(duration.weeks, "whole week"));
    }
    r.sentence = fmt::format("To find a lift of {} points on {} with {} power: {} rows in each arm{}; look once, at the end.{}", about(100 * *lift), percent(*baseline), percent(power), about(*r.trials), time, size.caution.empty() ? "" : " " + size.caution);
  }));
}

void add_interviews(CaseAmounts& amounts, double confidence, std::vector<SampleSizeReading>& sizes) {
  const auto agreed = amounts.point("interviews_agreed"), asked = amounts.point("interviews_asked");
  if (!agreed && !asked) return;
  if (!agreed || !asked) {
    sizes.push_back({"interviews", "What the interviews support", {}, {}, {}, "", agreed ? "interviews_asked is not stated" : "interviews_agreed is not stated"});
    return;
  }
  sizes.push_back(reading("interviews", fmt::format("What {} of {} interviews support", about(*agreed), about(*asked)), [&](auto& r) {
    r.share = agreement_at_least(*agreed, *asked, confidence);
    r.sentence = fmt::format("{} of {} who were asked: with {} confidence at least {} of those they stand for.", about(*agreed), about(*asked), confidence_text(confidence), percent_text(*r.share, Rounding::down));
  }));
}

void say_feedback(const LimitRounds& rounds, FeedbackReading& f) {
  if (!f.limit) {
    f.sentence = fmt::format("A bias of {} that feeds on itself is {} after 10 rounds.", percent(f.initial), percent(f.path[10]));
    return;
  }
  if (!f.crosses_at) {
    f.sentence = fmt::format("A bias of {} with a gain of {} does not pass {}", percent(f.initial), about(f.gain), percent(*f.limit));
    f.sentence += f.crosses_at_earliest ? fmt::format("; by the upper limits of both it does, at round {}.", *f.crosses_at_earliest) : ".";
    return;
  }
  f.sentence = fmt::format("A bias of {} that feeds on itself passes {} at round {}", percent(f.initial), percent(*f.limit), *f.crosses_at);
  if (f.crosses_at_earliest && !f.path_low.empty()) f.sentence += fmt::format(" (round {} to {})", *f.crosses_at_earliest, rounds.latest.round ? fmt::format("{}", *rounds.latest.round) : "never");
  f.sentence += ".";
}

/// Absent, with why, where the amounts are outside the model's domain: a part that cannot be computed does not fail the others.
std::optional<FeedbackReading> feedback_reading(CaseAmounts& amounts, double bias, double gain, double confidence, std::string& why) {
  FeedbackReading f;
  f.initial = bias, f.gain = gain, f.limit = amounts.share("bias_limit");
  const auto point = [](double x) { return Interval{x, x}; };
  const double alpha = (1 - confidence) / 2;  // both intervals at once, by Bonferroni
  const auto bias_limits = amounts.bound("initial_bias", alpha).value_or(point(bias)), gain_limits = amounts.bound("feedback_gain", alpha).value_or(point(gain));
  try {
    f.path = feedback_path({bias, gain}, shown_rounds);
    const bool ranged = bias_limits.low < bias_limits.high || gain_limits.low < gain_limits.high;
    if (ranged) f.path_low = feedback_path({bias_limits.low, gain_limits.low}, shown_rounds), f.path_high = feedback_path({bias_limits.high, gain_limits.high}, shown_rounds);
    LimitRounds rounds;
    if (f.limit) {
      const auto at = limit_round({bias, gain}, *f.limit);
      f.crosses_at = at.round, f.crosses_why = at.why;
      rounds = limit_rounds(bias_limits, gain_limits, *f.limit);
      f.crosses_at_earliest = rounds.earliest.round;
    }
    say_feedback(rounds, f);
  } catch (const DomainError& error) {
    why = fmt::format("initial_bias, feedback_gain and bias_limit: {}", error.what());
    return std::nullopt;
  }
  return f;
}

}  // namespace

WatchPlan watch_plan(CaseAmounts& amounts, double confidence) {
  WatchPlan plan;
  const auto bias = amounts.share("initial_bias"), gain = amounts.share("feedback_gain");
  if (bias && gain) plan.feedback = feedback_reading(amounts, *bias, *gain, confidence, plan.feedback_why);
  else plan.feedback_why = "it takes initial_bias and feedback_gain";
  add_observed(amounts, confidence, plan.sizes);
  add_shadow(amounts, confidence, plan.sizes);
  add_experiment(amounts, confidence, plan.sizes);
  add_interviews(amounts, confidence, plan.sizes);
  return plan;
}

}  // namespace premortem
