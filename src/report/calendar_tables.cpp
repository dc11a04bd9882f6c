#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "report/calendar_words.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;

std::string about(const std::optional<double>& x) { return x ? number_text(*x, Rounding::nearest) : std::string(); }
std::string p_cell(const std::optional<double>& p) { return !p ? std::string() : *p < 0.001 ? "<0.001" : fmt::format("{:.3f}", *p); }

std::string limit_text(const CalendarMetric& m) {
  if (!m.limit) return "";
  return fmt::format("{} {}", m.limit->side == LimitSide::floor ? "at least" : "at most", m.limit->level);
}

std::string status_text(const CalendarMetric& m) {
  if (!m.forecast) return "not forecast";
  switch (m.forecast->status) {
    case ForecastStatus::ok: return m.limit ? "ok" : "no limit";
    case ForecastStatus::breached: return "breached";
    case ForecastStatus::no_date: return "no date";
  }
  return "";
}

std::optional<double> ever_beyond(const CalendarMetric& m) {
  if (!m.limit || !m.forecast || m.forecast->days.empty()) return std::nullopt;
  return m.forecast->days.back().probability_ever_beyond;
}

std::string interval_text(const LabelFreeMetric& m) {
  return m.limits ? fmt::format("{} to {}", percent_text(m.limits->low, Rounding::down), percent_text(m.limits->high, Rounding::up)) : m.why;
}

std::string share_text(const std::optional<double>& x) { return x ? percent_text(*x, Rounding::nearest) : std::string(); }

}  // namespace

TextTable metric_table(const CalendarResult& result) {
  const auto& a = result.assessment;
  TextTable table{{{"metric"}, {"limit"}, {"today", R}, {"status"}, {"passed in " + fmt::format("{} weeks", a.horizon_days / 7), R}, {"10% by"}, {"50% by"}, {"90% by"}, {"validate by"}, {"retrain by"}, {"weeks"}}, {}};
  for (const auto& m : a.metrics) {
    const auto* f = m.forecast ? &*m.forecast : nullptr;
    table.rows.push_back({metric_name(m), limit_text(m), f ? about(f->level.value) : "", status_text(m), share_text(ever_beyond(m)), f ? day_text(f->breach_p10) : "", f ? day_text(f->breach_p50) : "", f ? day_text(f->breach_p90) : "",
                          day_text(m.revalidate_by), day_text(m.retrain_by), confidence_strip(m)});
  }
  return table;
}

std::vector<TextTable::Column> page_metric_columns() { return {{"metric"}, {"limit"}, {"today", R}, {"status"}, {"50% by"}, {"validate by"}, {"retrain by"}}; }

std::vector<std::string> page_metric_row(const CalendarMetric& m) {
  const auto* f = m.forecast ? &*m.forecast : nullptr;
  return {metric_name(m), limit_text(m), f ? about(f->level.value) : "", status_text(m), f ? day_text(f->breach_p50) : "", day_text(m.revalidate_by), day_text(m.retrain_by)};
}

TextTable drift_table(const CalendarAssessment& a) {
  constexpr std::size_t most_rows = 15;  // of some screens; JSON and CSV have all
  TextTable table{{{""}, {"feature"}, {"cohort"}, {"PSI", R}, {"chance", R}, {"p", R}, {"KS", R}, {"KS p", R}, {"Wasserstein", R}, {"chance", R}, {"JS (nats)", R}, {""}}, {}};
  for (const auto& d : a.drift) {
    if (table.rows.size() == most_rows) {
      table.rows.push_back({"", fmt::format("and {} more", a.drift.size() - most_rows), "", "", "", "", "", "", "", "", "", ""});
      break;
    }
    table.rows.push_back({d.alarm ? "!" : "", d.feature, d.cohort, about(d.psi), about(d.psi_floor), p_cell(d.psi_p), about(d.ks), p_cell(d.ks_p), about(d.wasserstein), about(d.wasserstein_floor), about(d.js), d.why});
  }
  return table;
}

TextTable label_free_table(const LabelFreeEstimate& e) {
  TextTable table{{{"without labels"}, {"estimate", R}, {"limits"}, {"by the labels", R}}, {}};
  const auto add = [&](const char* name, const LabelFreeMetric& m) { table.rows.push_back({name, share_text(m.value), interval_text(m), share_text(m.actual)}); };
  add("accuracy", e.accuracy);
  add("precision", e.precision);
  add("recall", e.recall);
  return table;
}

TextTable event_table(const CalendarAssessment& a) {
  TextTable table{{{"date"}, {"event"}, {"kind"}, {""}}, {}};
  for (const auto& e : a.events) {
    const bool resets = e.kind == EventKind::release || e.kind == EventKind::retrain;
    table.rows.push_back({day_text(e.day), e.event, event_kind_name(e.kind), resets ? "a new stretch begins" : "widens what may come"});
  }
  return table;
}

TextTable forecast_model_table(const CalendarAssessment& a) {
  TextTable table{{{"metric"}, {""}, {"model"}, {"CRPS", R}, {"forecasts", R}, {""}}, {}};
  for (const auto& m : a.metrics) {
    if (!m.forecast) continue;
    for (const auto& f : m.forecast->models) table.rows.push_back({metric_name(m), f.model == m.forecast->model ? ">" : "", forecast_model_words(f.model), about(f.crps), f.origins > 0 ? fmt::format("{}", f.origins) : "", f.why});
  }
  return table;
}

}  // namespace premortem
