#include <fmt/format.h>

#include "premortem/report/tradeoff_report.hpp"
#include "report/escape.hpp"

namespace premortem {
namespace {

std::string number(const std::optional<double>& x) { return x ? fmt::format("{}", *x) : std::string(); }

void add_estimate(const LimitedEstimate& e, std::vector<std::string>& cells) {
  cells.push_back(number(e.value));
  cells.push_back(e.limits ? number(e.limits->low) : "");
  cells.push_back(e.limits ? number(e.limits->high) : "");
}

std::string point_row(const std::string& kind, const std::string& name, const OperatingPoint& p, bool recommended) {
  std::vector<std::string> cells{kind, name, number(p.threshold), number(p.counts.tp), number(p.counts.fp), number(p.counts.tn), number(p.counts.fn)};
  for (const auto* e : {&p.precision, &p.recall, &p.value_recall, &p.share_flagged}) add_estimate(*e, cells);
  cells.insert(cells.end(), {number(p.operating_cost_per_year), number(p.cost_per_year), p.on_frontier ? "yes" : "no", recommended ? "yes" : "no"});
  return csv_row(cells);
}

/// The band: what stands of the rows after reviews, with the limits of what is caught; as in the other rows, the mix is that of
/// the rows.
std::string band_row(const Recommendation& r) {
  const auto& rows = r.band->rows;
  const auto& o = rows.outcome;
  const double selected = o.selected();
  const auto share = [](double part, double whole) { return whole > 0 ? number(part / whole) : std::string(); };
  std::vector<std::string> cells{"band", fmt::format("review {} to {}", r.low_text, r.high_text), number(r.review_high), number(o.tp), number(o.fp), number(o.tn), number(o.fn), share(o.tp, selected), "", ""};
  add_estimate(r.recall_after_review, cells);
  cells.insert(cells.end(), {number(r.band->value_recall), "", "", share(rows.acted.all() + rows.reviewed.all(), rows.all()), "", "", number(r.operating_cost_per_year), number(r.cost_per_year), "", "yes"});
  return csv_row(cells);
}

std::string option_row(const TradeoffResult& result, const OptionPoint& p) {
  const auto& o = result.subject.options[p.option];
  std::vector<std::string> cells{"option", o.name, number(o.threshold), "", "", "", "", number(o.metric("precision")), "", "", number(o.metric("recall")), "", "", number(o.metric("value_recall")), "", "", number(o.review_share), "", "",
                                 number(p.cost_per_year), number(p.total_per_year), "", p.chosen ? "yes" : "no"};
  return csv_row(cells);
}

}  // namespace

std::string tradeoff_csv(const TradeoffOutcome& outcome) {
  std::string text = "kind,name,threshold,tp,fp,tn,fn,precision,precision_low,precision_high,recall,recall_low,recall_high,value_recall,value_recall_low,value_recall_high,"
                     "share_flagged,share_flagged_low,share_flagged_high,operating_cost_per_year,cost_per_year,on_frontier,recommended\n";
  const auto& result = outcome.changed;
  const auto& a = result.assessment;
  if (a.rows) {
    const bool single = a.rows->recommended.exists && !a.rows->recommended.band;
    if (a.rows->recommended.band) text += band_row(a.rows->recommended);
    bool stands = !single;
    for (const auto& p : a.rows->points) {
      const bool recommended = single && p.threshold == a.rows->recommended.point.threshold;
      stands = stands || recommended;
      text += point_row("all", "", p, recommended);
    }
    if (!stands) text += point_row("all", "", a.rows->recommended.point, true);
    for (const auto& c : a.rows->cohorts) text += point_row("cohort", c.cohort, c.point, false);
  }
  if (a.options)
    for (const auto& p : a.options->options) text += option_row(result, p);
  return text;
}

}  // namespace premortem
