#include "report/trigger_words.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "premortem/models/sampled_monitor.hpp"

namespace premortem {
namespace {

constexpr double minutes_a_day = 1440;

std::string rounded(double x) {
  if (x >= 9.95) return number_text(std::round(x), Rounding::nearest);
  const double tenths = std::round(x * 10) / 10;
  return tenths == std::floor(tenths) ? fmt::format("{:.0f}", tenths) : fmt::format("{:.1f}", tenths);
}

std::string counted(double x, const char* unit) {
  const auto text = rounded(x);
  return fmt::format("{} {}{}", text, unit, text == "1" ? "" : "s");
}

std::string plain_duration(double days) {
  if (days * minutes_a_day < 90) return counted(days * minutes_a_day, "minute");
  if (days < 1) return counted(days * 24, "hour");
  if (days > 730) return counted(days / 365.25, "year");
  return counted(days, "day");
}

std::string harm_words(const Case& subject, const Monitor& m, const HarmBeforeRollback& harm) {
  return fmt::format(", {}{} before rollback (19 times in 20 under {})", harm_amount(subject, m, harm.mean, Rounding::nearest), m.harm_is_money ? "" : " harmed",
                     harm_amount(subject, m, harm.p95, Rounding::up));
}

std::string audit_words(const Monitor& m, const TriggerReading& r) {
  if (!r.audited || r.others.empty()) return "";
  const auto& best = r.others.front();
  if (mean(best.delay) >= mean(r.rule->delay)) return " No rule that was tried notices it sooner with as few false alarms.";
  return fmt::format(" With as few false alarms, \"{}\" would notice in {}.", text_of(best.rule), duration_words(mean(best.delay) / m.checks_per_day));
}

}  // namespace

std::string duration_words(double days) {
  if (!std::isfinite(days)) return "never";
  return "about " + plain_duration(days);
}

std::string frequency_words(const FalseAlarms& alarms) {
  const double r = alarms.per_quarter;
  const std::string sure = alarms.relative_error >= 1 ? "at most " : "about ";
  if (r == 0) return alarms.relative_error > 0 ? "practically never" : "never while nothing is wrong";
  constexpr double near = 0.15;
  struct Rhythm {
    double per_quarter;
    const char* words;
  };
  constexpr std::array rhythms{Rhythm{days_per_quarter, "once a day"}, Rhythm{days_per_quarter / 7, "once a week"}, Rhythm{3, "once a month"}, Rhythm{1, "once a quarter"}};
  for (const auto& rhythm : rhythms)
    if (std::abs(r / rhythm.per_quarter - 1) < near) return sure + rhythm.words;
  if (r > 1) return fmt::format("{}{} times a quarter", sure, rounded(r));
  if (r < 0.025) return r < 1e-6 ? "practically never" : fmt::format("{}once in {} years", sure, rounded(0.25 / r));
  return fmt::format("{}once in {} quarters", sure, rounded(1 / r));
}

std::string harm_amount(const Case& subject, const Monitor& m, double amount, Rounding rounding) {
  if (!std::isfinite(amount)) return "unlimited";
  if (!m.harm_is_money) return number_text(amount, rounding);
  return money_text(amount, subject.feature.currency.empty() ? m.harm_currency : subject.feature.currency, rounding);
}

std::string sampling_words(const Case& subject, const TriggerReading& r) {
  const Monitor& stated = subject.monitors[r.monitor];
  if (!r.rule || !r.traffic || !samples_more_than(stated, r.traffic->per_check)) return "";
  const auto count = [](double n) { return number_text(n, Rounding::nearest); };
  const double wanted = *stated.n_per_check, looked_at = *r.watched.n_per_check;
  if (looked_at == wanted) return fmt::format("A check looks at {} of the moment, though {} come between two checks.", count(wanted), count(r.traffic->per_check));
  const auto noun = check_noun(stated);
  const std::string all = looked_at == 1 ? "the 1 that comes is" : fmt::format("all {} that come are", count(looked_at));
  const std::string source = r.traffic->of.empty() ? "" : fmt::format(": \"{}\" begins with no more; state exposures_per_day if there are", r.traffic->of);
  return fmt::format("{} {} checked, not {}{}.", noun == "check" ? "At each check" : "Each " + noun, all, count(wanted), source);
}

std::string trigger_performance(const Case& subject, const TriggerReading& r) {
  const Monitor& m = r.watched;
  const std::string sampled = sampling_words(subject, r);
  std::string text = fmt::format("{}{}From {} to {}: ", sampled, sampled.empty() ? "" : " ", level_text(m, m.baseline), level_text(m, m.bad_level));
  if (!std::isfinite(r.detection.mean)) return text + fmt::format("need not ever fire. Cries wolf {}.", frequency_words(r.rule->false_alarms));
  text += fmt::format("fires in {} (9 times in 10 within {})", duration_words(r.detection.mean), plain_duration(r.detection.p90));
  text += fmt::format("; rolled back after {}", plain_duration(r.rollback.mean));
  if (r.harm) text += harm_words(subject, m, *r.harm);
  return text + fmt::format(". Cries wolf {}.", frequency_words(r.rule->false_alarms));
}

std::string with_trigger_words(const ModeAssessment& m) {
  if (!m.with_trigger) return m.trigger ? "With the trigger: no limit, because " + m.with_trigger_why + "." : "";
  const auto& t = *m.with_trigger;
  const double without = m.standing().bound.interval->high;
  if (t.at_most >= without && t.worst_is_normal) return "Its limit lies within what the monitor takes for normal, so that the trigger does not lower it.";
  if (!std::isfinite(t.mean_days_at_limit)) return "Even if the worst is true, the rule need not ever fire, so that the trigger does not lower the limit.";
  constexpr double hardly_cut = 0.97;
  const bool period_ends_first = t.days_at_limit < hardly_cut * t.mean_days_at_limit;
  std::string text = fmt::format("If the worst is true, it is rolled back after {}, {} {} harmed, not {}", duration_words(t.mean_days_at_limit),
                                 period_ends_first ? "often not within the period, and in a period" : "with",
                                 number_text(t.harm_at_limit, Rounding::nearest) + (period_ends_first ? " are" : ""), number_text(without, Rounding::up));
  constexpr double hardly_more = 1.03;
  const auto most = number_text(t.at_most, Rounding::up);
  if (t.worst_is_normal) text += fmt::format("; what the monitor takes for normal harms up to {}", most);
  else if (t.at_most > hardly_more * t.harm_at_limit) text += fmt::format("; a slower, smaller failure up to {}", most);
  return text + ".";
}

std::vector<std::string> trigger_cautions(const Case& subject, const TriggerReading& r) {
  std::vector<std::string> cautions;
  if (!r.rule) return cautions;
  const Monitor& m = r.watched;
  const auto& f = r.rule->false_alarms;
  if (r.harm && r.harm->worst.level != m.bad_level && r.harm->worst.mean > 1.05 * r.harm->mean)
    cautions.push_back(fmt::format("A slower, smaller failure than the trigger's target can do more harm before rollback, in a year or until it is noticed otherwise: up to {}{}, at {}.",
                                   harm_amount(subject, m, r.harm->worst.mean, Rounding::up), m.harm_is_money ? "" : " harmed", m.statistic() == MonitorStatistic::normal ? fmt::format("{:.4g}", r.harm->worst.level) : percent_text(r.harm->worst.level, Rounding::nearest)));
  if (m.undetected_days && r.rollback.mean > *m.undetected_days)
    cautions.push_back(fmt::format("Without the trigger a shift lasts {}, so that this rule is on average too late to end it; harm before rollback counts on until the rollback.", plain_duration(*m.undetected_days)));
  if (f.relative_error >= 1) cautions.emplace_back("No false alarm came in the simulated checks; the rate is the most that still leaves possible, at 95%.");
  if (f.one_in_ten)
    cautions.push_back(fmt::format("The baseline is an estimate: one like it in ten has more than {} false alarms a quarter.", number_text(*f.one_in_ten, Rounding::nearest)));
  if (m.phi != 0 && r.audited && !r.rule->rule.parameter("phi"))
    cautions.push_back(fmt::format("Neighbouring checks are correlated by {:.3g}, which this rule does not take out; its numbers are simulated.", m.phi));
  if (m.baseline_n && f.relative_error > 0) cautions.emplace_back("The baseline counts as exact here: simulated rules are not averaged over what it may be.");
  if (r.replay && r.replay->days_apart && std::abs(*r.replay->days_apart * m.checks_per_day - 1) > 0.2)
    cautions.push_back(fmt::format("The history has a row every {} and the monitor {} checks a day; each row was taken as one check.", plain_duration(*r.replay->days_apart), number_text(m.checks_per_day, Rounding::nearest)));
  if (!std::isfinite(mean(r.rule->delay))) cautions.emplace_back("At the bad level this rule need not ever fire.");
  return cautions;
}

std::string trigger_sentence(const Case& subject, const TriggerReading& r, const TriggerSettings& settings) {
  if (!r.rule) return "No rule: " + r.why + ".";
  const Monitor& m = r.watched;
  return rule_words(m, r.rule->rule, settings.exposure) + ". " + trigger_performance(subject, r) + audit_words(m, r);
}

}  // namespace premortem
