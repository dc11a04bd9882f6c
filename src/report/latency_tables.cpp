#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/number_text.hpp"
#include "report/latency_words.hpp"
#include "report/tradeoff_words.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;

std::string about(double x) { return number_text(x, Rounding::nearest); }
std::string percent(double x, Rounding way = Rounding::nearest) { return percent_text(x, way); }
std::string optional_ms(const std::optional<double>& ms) { return ms ? ms_text(*ms) : std::string(); }
std::string money(const LatencyResult& r, const std::optional<double>& x) { return x ? money_text(*x, r.subject.feature.currency, Rounding::nearest) : std::string(); }

std::string limits_text(const std::optional<Interval>& limits) {
  return limits ? fmt::format("{} to {}", percent(limits->low, Rounding::down), percent(limits->high, Rounding::up)) : std::string();
}

std::string number(const std::optional<double>& x) { return x ? fmt::format("{:.6g}", *x) : std::string(); }

/// "yes", or what speaks against it.
std::string kept_text(const LatencyOption& o) {
  if (!o.rejected_because.empty()) return o.rejected_because;
  if (!o.law) return o.why;
  if (o.passes.has_value() && *o.passes) return "yes";
  std::string text;
  for (const auto& c : o.checks)
    if (c.kept != Kept::yes && (c.kept == Kept::no) == o.passes.has_value()) text += (text.empty() ? (c.kept == Kept::no ? "no: " : "open: ") : "; ") + c.sentence;
  return text;
}

/// The same in a word, where sentences beside the table say what speaks against it.
std::string kept_word(const LatencyOption& o) {
  if (!o.rejected_because.empty()) return "rejected";
  if (o.passes) return *o.passes ? "yes" : "no";
  return o.checks.empty() ? "" : "open";
}

}  // namespace

TextTable curve_table(const LatencyAssessment& a) {
  const std::string limits = confidence_text(a.settings.confidence) + " limits";
  TextTable table{{{"latency", R}, {"leave", R}, {limits, R}, {""}}, {}};
  for (const auto& p : a.at) table.rows.push_back({ms_text(p.latency_ms), percent(p.reading.value), limits_text(p.reading.limits), p.reading.extrapolated ? "extrapolated" : ""});
  return table;
}

TextTable family_table(const LatencyAssessment& a) {
  TextTable table{{{""}, {"curve"}, {"parameters"}, {"AIC", R}, {"deviance", R}, {"df", R}, {"fit p", R}, {""}}, {}};
  for (std::size_t i = 0; i < a.families.size(); ++i) {
    const auto& f = a.families[i];
    std::string parameters;
    const auto names = parameter_names(f.curve);
    if (f.is_fitted())
      for (std::size_t p = 0; p < names.size(); ++p) parameters += fmt::format("{}{} {:.4g}", p == 0 ? "" : ", ", names[p], f.curve.parameters[p]);
    table.rows.push_back({a.chosen == i ? ">" : "", family_words(f.curve.family), parameters, f.aic ? fmt::format("{:.1f}", *f.aic) : "", f.deviance ? fmt::format("{:.1f}", *f.deviance) : "", number(f.df),
                          f.fit_p ? (*f.fit_p < 0.001 ? "<0.001" : fmt::format("{:.3f}", *f.fit_p)) : "", f.is_fitted() ? "" : "not fitted: " + f.why});
  }
  return table;
}

TextTable latency_cohort_table(const LatencyAssessment& a) {
  constexpr std::size_t most_cohorts = 12;
  const auto* base = a.base();
  TextTable table{{{"cohort"}, {"people", R}, {"left", R}, {base ? "leave under " + base->name : std::string("leave"), R}, {""}}, {}};
  for (std::size_t i = 0; i < a.cohorts.size() && i < most_cohorts; ++i) {
    const auto& c = a.cohorts[i];
    table.rows.push_back({c.cohort.empty() ? "(none)" : c.cohort, about(c.sessions), about(c.left), c.abandonment.value ? estimate_text(c.abandonment) : "", c.fit.is_fitted() ? "" : "no curve: " + c.fit.why});
  }
  if (a.cohorts.size() > most_cohorts) table.rows.push_back({fmt::format("and {} more", a.cohorts.size() - most_cohorts), "", "", "", ""});
  return table;
}

TextTable latency_option_table(const LatencyResult& r, LatencyColumns columns) {
  TextTable table{{{""}, {"option"}, {"p50", R}, {"p95", R}, {"p99", R}, {"accuracy", R}, {"leave", R}, {"lost a year", R}, {"they cost", R}, {"worth a year", R}, {"100 ms is worth", R}, {"customers kept", R}, {"lifetime value", R}, {"keeps limits"}}, {}};
  const bool brief = columns == LatencyColumns::brief;
  for (const auto& o : r.assessment.options) {
    const std::string mark = o.extrapolated_share > 0.01 ? "*" : "";
    table.rows.push_back({o.chosen ? ">" : "", o.name, optional_ms(o.p50_ms), brief ? "" : optional_ms(o.p95_ms), optional_ms(o.p99_ms), o.accuracy ? percent(*o.accuracy) : "", o.abandonment.value ? estimate_text(o.abandonment) + mark : "",
                          o.lost_per_year ? about(*o.lost_per_year) + mark : "", money(r, o.cost_per_year), money(r, o.worth_per_year), o.points_per_100ms && !brief ? number_text(*o.points_per_100ms, Rounding::nearest) + " points" : "", o.retained ? percent(*o.retained) : "", money(r, o.lifetime_value),
                          brief ? kept_word(o) : kept_text(o)});
  }
  return table;
}

TextTable slower_table(const LatencyResult& r) {
  TextTable table{{{"slower by", R}, {"leave", R}, {"more lost a year", R}, {"they cost", R}, {"customers kept", R}, {"lifetime value", R}, {""}}, {}};
  for (const auto& s : r.assessment.slower)
    table.rows.push_back({ms_text(s.by_ms), percent(s.abandonment), s.more_lost_per_year ? about(*s.more_lost_per_year) : "", money(r, s.more_cost_per_year), s.retained ? percent(*s.retained) : "", money(r, s.lifetime_value_change), s.extrapolated ? "extrapolated" : ""});
  return table;
}

}  // namespace premortem
