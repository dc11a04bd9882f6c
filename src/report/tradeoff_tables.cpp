#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "premortem/core/number_text.hpp"
#include "report/tradeoff_words.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;
constexpr std::size_t most_points = 12;  // of a frontier in the table


/// The frontier thinned so that recall moves on evenly; the first, the last and the cheapest stay.
std::vector<std::size_t> shown_points(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < rows.points.size(); ++i) all.push_back(i);
  if (!result.assessment.settings.thresholds.empty() || all.size() <= most_points) return all;
  std::set<std::size_t> kept{0, all.size() - 1};
  for (std::size_t step = 1; step < most_points - 1; ++step) {
    const double wanted = static_cast<double>(step) / static_cast<double>(most_points - 1);
    const auto at = std::min_element(rows.points.begin(), rows.points.end(), [&](const auto& a, const auto& b) { return std::abs(a.recall.value.value_or(0) - wanted) < std::abs(b.recall.value.value_or(0) - wanted); });
    kept.insert(static_cast<std::size_t>(at - rows.points.begin()));
  }
  return {kept.begin(), kept.end()};
}

struct MarkedPoint {
  std::string mark;
  const OperatingPoint* point;
};

/// The points in the order of their thresholds, nothing flagged first.
std::vector<MarkedPoint> marked_points(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  std::vector<MarkedPoint> marked;
  const auto same = [](const OperatingPoint& a, const OperatingPoint& b) { return a.threshold == b.threshold; };
  const auto& rec = rows.recommended;
  const bool single = rec.exists && !rec.band;  // a band has a row of its own
  bool recommended_stands = !single, today_stands = !rows.today;
  for (const auto i : shown_points(result)) {
    const auto& p = rows.points[i];
    const bool is_recommended = single && same(p, rec.point), is_today = rows.today && same(p, *rows.today);
    recommended_stands = recommended_stands || is_recommended, today_stands = today_stands || is_today;
    marked.push_back({is_recommended ? ">" : is_today ? "o" : "", &p});
  }
  if (!recommended_stands) marked.push_back({">", &rec.point});
  if (!today_stands && !(single && same(*rows.today, rec.point))) marked.push_back({"o", &*rows.today});
  const auto key = [](const MarkedPoint& m) { return m.point->threshold ? -*m.point->threshold : -std::numeric_limits<double>::infinity(); };
  std::stable_sort(marked.begin(), marked.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return marked;
}

std::string money(const TradeoffResult& result, std::optional<double> amount) {
  return amount ? money_text(*amount, result.subject.feature.currency, Rounding::nearest) : "";
}

constexpr std::array<const char*, 4> shares{"recall", "precision", "value_recall", "accuracy"};

bool is_share(const std::string& metric) { return std::find(shares.begin(), shares.end(), metric) != shares.end(); }

/// The metrics that some option states: the shares first, then the case's own as they come.
std::vector<std::string> stated_metrics(const std::vector<CaseOption>& options) {
  std::vector<std::string> metrics;
  for (const auto* share : shares)
    if (std::any_of(options.begin(), options.end(), [&](const auto& o) { return o.metric(share).has_value(); })) metrics.push_back(share);
  for (const auto& o : options)
    for (const auto& [name, value] : o.metrics)
      if (std::find(metrics.begin(), metrics.end(), name) == metrics.end()) metrics.push_back(name);
  return metrics;
}

/// Where acting costs nothing the column would be zeros.
bool runs_at_a_cost(const TradeoffResult& result) {
  const auto& points = result.assessment.rows->points;
  return std::any_of(points.begin(), points.end(), [](const auto& p) { return p.operating_cost_per_year.value_or(0) > 0; });
}

std::vector<std::string> point_cells(const TradeoffResult& result, const OperatingPoint& p) {
  const auto shown = [](const LimitedEstimate& e) { return e.value ? estimate_text(e) : std::string(); };
  return {p.text, estimate_text(p.recall), shown(p.value_recall), p.live_precision.value ? estimate_text(p.live_precision) : estimate_text(p.precision),
          percent_text(p.live_share_flagged.value_or(p.share_flagged.value.value_or(0)), Rounding::nearest), runs_at_a_cost(result) ? money(result, p.operating_cost_per_year) : "", money(result, p.cost_per_year)};
}

std::vector<TextTable::Column> point_columns(bool live) {
  return {{"from score", R}, {"caught", R}, {"value caught", R}, {live ? "right, live mix" : "right", R}, {live ? "flagged, live mix" : "flagged", R}, {"to run a year", R}, {"in all a year", R}};
}

}  // namespace

std::string estimate_text(const LimitedEstimate& e) {
  if (!e.value) return "?";
  const auto about = percent_text(*e.value, Rounding::nearest);
  if (!e.limits) return about;
  return fmt::format("{} ({} to {})", about, percent_text(e.limits->low, Rounding::down), percent_text(e.limits->high, Rounding::up));
}

std::vector<std::string> band_cells(const TradeoffResult& result) {
  const auto& r = result.assessment.rows->recommended;
  const auto& band = *r.band;
  const std::string ends = !r.review_high ? "review " + r.low_text : r.review_low == r.review_high ? r.high_text : fmt::format("{}, review {}", r.high_text, r.low_text);
  return {r.review_low ? ends : "none", estimate_text(r.recall_after_review), band.value_recall ? percent_text(*band.value_recall, Rounding::nearest) : "",
          r.shares.precision ? percent_text(*r.shares.precision, Rounding::nearest) : "?", percent_text(r.shares.acted + r.shares.reviewed, Rounding::nearest),
          runs_at_a_cost(result) || band.cost.operating() > 0 ? money(result, r.operating_cost_per_year) : "", money(result, r.cost_per_year)};
}

TextTable operating_point_table(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  const bool live = std::any_of(rows.points.begin(), rows.points.end(), [](const auto& p) { return p.live_precision.value.has_value(); });
  TextTable table{{{""}}, {}};
  for (auto& c : point_columns(live)) table.columns.push_back(c);
  if (rows.recommended.band) {
    auto cells = band_cells(result);
    cells.insert(cells.begin(), ">");
    table.rows.push_back(std::move(cells));
  }
  for (const auto& m : marked_points(result)) {
    auto cells = point_cells(result, *m.point);
    cells.insert(cells.begin(), m.mark);
    table.rows.push_back(std::move(cells));
  }
  return table;
}

TextTable cohort_table_of(const TradeoffResult& result) {
  constexpr std::size_t most_cohorts = 12;
  TextTable table{{{"cohort"}, {"rows", R}, {"positive", R}}, {}};
  for (auto& c : point_columns(false)) table.columns.push_back(c);
  const auto& cohorts = result.assessment.rows->cohorts;
  for (std::size_t i = 0; i < cohorts.size() && i < most_cohorts; ++i) {
    auto cells = point_cells(result, cohorts[i].point);
    const auto& c = cohorts[i].point.counts;
    cells.insert(cells.begin(), {cohorts[i].cohort.empty() ? "(none)" : cohorts[i].cohort, number_text(c.all(), Rounding::nearest), number_text(c.positives(), Rounding::nearest)});
    table.rows.push_back(std::move(cells));
  }
  if (cohorts.size() > most_cohorts) table.rows.push_back({fmt::format("and {} more", cohorts.size() - most_cohorts), "", "", "", "", "", "", "", "", ""});
  return table;
}

/// The words a reader has for the columns of options.csv.
std::string metric_heading(const std::string& metric) {
  if (metric == "recall") return "caught";
  if (metric == "value_recall") return "value caught";
  return metric == "precision" ? "right when flagged" : metric;
}

TextTable option_table(const TradeoffResult& result, OptionColumns columns) {
  const auto& options = *result.assessment.options;
  const auto metrics = stated_metrics(result.subject.options);
  TextTable table{{{""}, {"option"}}, {}};
  for (const auto& m : metrics) table.columns.push_back({metric_heading(m), R});
  for (const auto* name : {"reviewed", "cost a year", "next point costs", "missed a year", "false alarms a year", "in all a year"}) table.columns.push_back({name, R});
  table.columns.push_back({"there", R});
  table.columns.push_back(columns == OptionColumns::full ? TextTable::Column{"against"} : TextTable::Column{"in budget"});
  const auto count = [](std::optional<double> x) { return x ? number_text(*x, Rounding::nearest) : std::string(); };
  for (const auto& p : options.options) {
    const auto& o = result.subject.options[p.option];
    std::vector<std::string> row{p.chosen ? ">" : "", o.name};
    for (const auto& m : metrics) {
      const auto value = o.metric(m);
      row.push_back(!value ? "" : is_share(m) ? percent_text(*value, Rounding::nearest) : fmt::format("{:.6g}", *value));
    }
    const std::string when = !o.launch_date.empty() ? o.launch_date : p.delay_weeks ? (*p.delay_weeks == 0 ? "now" : fmt::format("in {:.4g} weeks", *p.delay_weeks)) : "";
    std::string against;
    for (const auto& a : p.against) against += (against.empty() ? "" : "; ") + a;
    row.insert(row.end(), {o.review_share ? percent_text(*o.review_share, Rounding::nearest) : "", money(result, p.cost_per_year), money(result, p.next_point_costs), count(p.misses_per_year),
                           count(p.false_positives_per_year), money(result, p.total_per_year), when,
                           columns == OptionColumns::full ? against : !p.within_budget ? "" : *p.within_budget ? "yes" : "no"});
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable ship_table(const TradeoffResult& result) {
  TextTable table{{{""}, {"plan"}, {"worth", R}}, {}};
  for (const auto& s : result.assessment.ship) table.rows.push_back({s.best ? ">" : "", s.plan, money(result, s.npv)});
  return table;
}

std::string left_out_line(const TradeoffResult& result) {
  const auto& rows = *result.assessment.rows;
  const auto left = rows.points.size() - shown_points(result).size();
  return left == 0 ? "" : fmt::format("{} more corners of the frontier are in --format csv and json.", left);
}

}  // namespace premortem
