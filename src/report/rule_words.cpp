#include "report/rule_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

/// What a rule is put in words for: a metric, or what is left of it where its correlation was taken out, which is then
/// called e: 0 on average, standard deviation 1, rising toward the bad level.
struct Watched {
  const Monitor& m;
  bool whitened = false;
};

bool is_value(const Monitor& m) { return m.statistic() == MonitorStatistic::normal; }

/// Digits enough that the rule carried out by hand is the rule.
std::string number(double x) { return fmt::format("{:.10g}", x); }

/// Of a share near 0 or 1 as many digits as tell it from them.
std::string percent(double share) { return fmt::format("{:.6g}%", 100 * share); }

std::string plural(const Monitor& m, double n) { return n == 1 ? check_noun(m) : check_noun(m) + "s"; }

/// "6.5% or above", "24 or more of 400", "0.88 or below".
std::string shown_at(const Watched& w, double limit, Sides sides) {
  const Monitor& m = w.m;
  if (w.whitened) return sides == Sides::two ? fmt::format("e of {} or above or -{} or below", number(limit), number(limit)) : fmt::format("e of {} or above", number(limit));
  if (is_value(m)) {
    const auto [low, high] = std::minmax({shown_value(m, -limit), shown_value(m, limit)});
    if (sides == Sides::two) return fmt::format("{} or below or {} or above", number(low), number(high));
    return number(shown_value(m, limit)) + (m.falls() ? " or below" : " or above");
  }
  const double shown = shown_value(m, limit);
  const std::string reaches = number(shown) + (m.falls() ? " or fewer" : " or more");
  if (m.statistic() == MonitorStatistic::poisson) return reaches;
  return fmt::format("{} of {} ({})", reaches, number(*m.n_per_check), percent(shown / *m.n_per_check));
}

std::string ordinal(int n) {
  const int last = n % 10, teens = n % 100 / 10;
  return fmt::format("{}{}", n, teens == 1 || last > 3 || last == 0 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
}

/// What is added up at each check.
std::string term(const Watched& w) {
  const Monitor& m = w.m;
  const std::string noun = check_noun(m);
  if (w.whitened) return "e";
  if (is_value(m)) return fmt::format("how far the value is {} {}, in units of {}", m.falls() ? "below" : "above", number(m.baseline), number(*m.sd));
  if (m.statistic() == MonitorStatistic::binomial && m.falls()) return fmt::format("how many of the {}'s {} are missing", noun, number(*m.n_per_check));
  return fmt::format("the {}'s count", noun);
}

std::string each(const Monitor& m) { return "each " + check_noun(m); }

/// Events that become fewer are turned round, so that the sum is of what is missing.
std::string less(const Watched& w, double reference) {
  const Monitor& m = w.m;
  const bool turned = m.watches_fewer_events();
  return turned ? fmt::format("{} less {}", number(-reference), term(w)) : fmt::format("{}, less {}", term(w), number(reference));
}

std::string cusum_words(const Watched& w, const CusumChart& chart) {
  const Monitor& m = w.m;
  const std::string both = chart.sides == Sides::one ? "" : w.whitened ? ", and likewise -e" : m.falls() ? ", and likewise how far it is above" : ", and likewise how far it is below";
  return fmt::format("Add up {} {}, never letting the sum fall below 0{}; roll back when {} reaches {}", each(m), less(w, chart.reference), both, chart.sides == Sides::two ? "either" : "it", number(chart.limit));
}

std::string ewma_words(const Watched& w, const EwmaChart& chart) {
  const Monitor& m = w.m;
  const double reach = chart.limit * std::sqrt(chart.weight / (2 - chart.weight));
  const double limit = is_value(m) ? 0 : chart.center + reach * chart.scale;
  const std::string at = is_value(m) ? shown_at(w, reach, chart.sides) : number(std::abs(limit)) + (m.watches_fewer_events() ? " or below" : " or above");
  return fmt::format("Keep the average {} = {} x the last average + {} x {}; roll back at {}", each(m), number(1 - chart.weight), number(chart.weight),
                     w.whitened ? "e" : is_value(m) ? "the value" : term(w), at);
}

std::string burn_words(const TriggerRule& rule) {
  const auto window = [](double hours) {
    if (hours == 1) return std::string("hour");
    return hours > 1 ? fmt::format("{:.6g} hours", hours) : fmt::format("{:.6g} minutes", hours * 60);
  };
  const auto shorter = rule.parameter("short");
  return fmt::format("Roll back when the error share is {} or above over the last {}{}", percent_text(threshold_of(rule), Rounding::nearest), window(*rule.parameter("long")),
                     shorter ? fmt::format(" and over the last {}", window(*shorter)) : "");
}

std::string words(const Watched& w, const TriggerRule& rule, const ControlChart& chart) {
  const Monitor& m = w.m;
  switch (rule.kind) {
    case RuleKind::threshold: return fmt::format("Roll back at {} in one {}", shown_at(w, std::get<ConsecutiveChart>(chart).limit, rule.sides), check_noun(m));
    case RuleKind::consecutive: {
      const auto& c = std::get<ConsecutiveChart>(chart);
      const std::string averaged = c.window > 1 ? fmt::format("the mean of the last {} values at ", c.window) : "";
      return fmt::format("Roll back at {}{}, {} {} running", averaged, shown_at(w, c.limit, rule.sides), c.times, plural(m, c.times));
    }
    case RuleKind::cumulative: {
      const auto& c = std::get<CumulativeChart>(chart);
      return fmt::format("Roll back at the {} {} with {}", ordinal(c.times), check_noun(m), shown_at(w, c.limit, rule.sides));
    }
    case RuleKind::window: {
      const auto& c = std::get<WindowChart>(chart);
      const std::string of = m.statistic() == MonitorStatistic::binomial ? fmt::format(" of the {} checked", number(*m.n_per_check * c.checks)) : "";
      return fmt::format("Roll back at {} or more{}{} in any {} {}", c.limit, m.falls() ? " missing" : "", of, c.checks, plural(m, c.checks));
    }
    case RuleKind::argo: {
      const auto& c = std::get<BatchChart>(chart);
      return fmt::format("Roll back when more than {} of {} measurements show {}", c.times - 1, c.checks, shown_at(w, c.limit, rule.sides));
    }
    case RuleKind::cusum: return cusum_words(w, std::get<CusumChart>(chart));
    case RuleKind::ewma: return ewma_words(w, std::get<EwmaChart>(chart));
    case RuleKind::sprt: {
      const auto& c = std::get<SprtChart>(chart);
      return fmt::format("Add up {} {}; begin anew at {} or below, roll back at {} or above", each(m), less(w, c.reference), number(-c.accept), number(c.reject));
    }
    case RuleKind::shiryaev_roberts: {
      const auto& c = std::get<ShiryaevRobertsChart>(chart);
      return fmt::format("Keep R = (1 + R) x exp({} x d - {}), d being {}, {}; roll back when R reaches {}", number(c.shift), number(c.shift * c.shift / 2), term(w), each(m),
                         number(*rule.parameter("A")));
    }
    case RuleKind::burn_rate: return burn_words(rule);
  }
  return "";
}

}  // namespace

std::string check_noun(const Monitor& m) {
  constexpr std::array<std::pair<double, const char*>, 5> nouns{{{1, "day"}, {24, "hour"}, {1440, "minute"}, {1.0 / 7, "week"}, {12.0 / 365.25, "month"}}};
  for (const auto& [per_day, noun] : nouns)
    if (std::abs(m.checks_per_day / per_day - 1) < 0.02) return noun;
  return "check";
}

std::string level_text(const Monitor& m, double level) {
  if (is_value(m)) return number(level);
  if (m.statistic() == MonitorStatistic::poisson && level > 0 && level < 5e-5) return number_text(level * 1e6, Rounding::nearest) + " in a million";
  return percent(level);
}

std::string rule_words(const Monitor& m, const TriggerRule& rule, double exposure) {
  const ControlChart chart = chart_of(m, rule, exposure);
  const auto phi = rule.parameter("phi");
  if (!phi) return words({m}, rule, chart);
  return fmt::format("{} take d, {}, and e = (d {} {} x the last d) / {}, at first d. {}", check_noun(m) == "check" ? "At each check" : "Each " + check_noun(m), term({m}), *phi < 0 ? "+" : "-", number(std::abs(*phi)),
                     number(std::sqrt(1 - *phi * *phi)), words({m, true}, rule, chart));
}

}  // namespace premortem
