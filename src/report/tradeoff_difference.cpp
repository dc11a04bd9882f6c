#include "report/tradeoff_difference.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

using Numbers = std::map<std::string, std::optional<double>>;

Numbers numbers_of(const TradeoffResult& result) {
  const auto& a = result.assessment;
  Numbers n;
  if (a.rows) {
    const auto& r = a.rows->recommended;
    n["recommended.threshold"] = r.threshold;
    n["recommended.review_low"] = r.review_low, n["recommended.review_high"] = r.review_high;
    n["recommended.cost_per_year"] = r.cost_per_year;
    n["recommended.operating_cost_per_year"] = r.operating_cost_per_year;
    n["recommended.recall"] = r.band ? r.band->recall : r.point.recall.value;
    n["certified.threshold"] = a.rows->certified.threshold;
  }
  if (a.options)
    for (const auto& p : a.options->options) n["options." + result.subject.options[p.option].name + ".total_per_year"] = p.total_per_year;
  n["perfection.extra_cost"] = a.perfection.extra_cost;
  n["queue.mean_wait_minutes"] = a.queue.mean_wait_minutes;
  for (const auto& s : a.ship) n["ship." + s.plan] = s.npv;
  return n;
}

std::string chosen_name(const TradeoffResult& result) {
  const auto* option = chosen_option(result.subject, result.assessment);
  return option ? option->name : "none";
}

}  // namespace

std::vector<TradeoffDifference> tradeoff_differences(const TradeoffResult& base, const TradeoffResult& changed) {
  auto before = numbers_of(base);
  const auto after = numbers_of(changed);
  std::vector<TradeoffDifference> out;
  for (const auto& [name, value] : after)
    if (value || before[name]) out.push_back({name, before[name], value});
  return out;
}

TextTable tradeoff_difference_table(const TradeoffResult& base, const TradeoffResult& changed) {
  constexpr auto R = Align::right;
  TextTable table{{{"quantity"}, {"base", R}, {"changed", R}, {"difference", R}}, {}};
  const auto add_words = [&](const char* what, const std::string& before, const std::string& after) {
    if (before != after) table.rows.push_back({what, before, after, ""});
  };
  add_words("verdict", std::string(name_of(base.assessment.decision.verdict)), std::string(name_of(changed.assessment.decision.verdict)));
  add_words("chosen option", chosen_name(base), chosen_name(changed));
  std::size_t unchanged = 0;
  const auto text = [](const std::optional<double>& x) { return x ? number_text(*x, Rounding::nearest) : std::string("?"); };
  for (const auto& d : tradeoff_differences(base, changed)) {
    if (d.base == d.changed) {
      ++unchanged;
      continue;
    }
    const std::string by = d.base && d.changed ? (*d.changed > *d.base ? "+" : "-") + number_text(std::abs(*d.changed - *d.base), Rounding::nearest) : "?";
    table.rows.push_back({d.name, text(d.base), text(d.changed), by});
  }
  if (unchanged > 0) table.rows.push_back({table.rows.empty() ? "nothing changes" : "all others", count_text(unchanged, "number"), "", "0"});
  return table;
}

}  // namespace premortem
