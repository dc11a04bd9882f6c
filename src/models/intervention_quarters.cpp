#include "premortem/models/intervention_quarters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

/// From the smallest on, so that the order of the rows does not show in the last digits.
std::optional<double> sum_of(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  double sum = 0;
  for (const double x : values) sum += x;
  return sum;
}

bool states_harm(const Intervention& i) { return i.harm_best || (i.harm_low && i.harm_high); }

HarmAvoided harm_of(std::span<const Intervention> interventions) {
  HarmAvoided harm;
  std::vector<double> low, best, high;
  for (const auto& i : interventions) {
    if (!states_harm(i)) {
      ++harm.unstated;
      continue;
    }
    ++harm.stated;
    low.push_back(i.harm_low ? *i.harm_low : *i.harm_best);
    high.push_back(i.harm_high ? *i.harm_high : *i.harm_best);
    if (i.harm_best) best.push_back(*i.harm_best);
    else ++harm.without_best;
  }
  harm.low = sum_of(std::move(low)), harm.high = sum_of(std::move(high));
  if (harm.without_best == 0) harm.best = sum_of(std::move(best));
  return harm;
}

}  // namespace

const char* name_of(InterventionKind kind) {
  switch (kind) {
    case InterventionKind::killed: return "killed";
    case InterventionKind::paused: return "paused";
    case InterventionKind::guarded: return "guarded";
  }
  return "";
}

std::string quarter_of(std::string_view date) {
  const auto digit = [&](std::size_t i) { return date[i] >= '0' && date[i] <= '9'; };
  const bool iso = date.size() == 10 && date[4] == '-' && date[7] == '-' && digit(0) && digit(1) && digit(2) && digit(3) && digit(5) && digit(6);
  const int month = iso ? (date[5] - '0') * 10 + (date[6] - '0') : 0;
  if (month < 1 || month > 12) throw DomainError(fmt::format("\"{}\" is no ISO date", date));
  return fmt::format("{} Q{}", date.substr(0, 4), (month + 2) / 3);
}

InterventionQuarter all_interventions(std::span<const Intervention> interventions) {
  const auto of_kind = [&](InterventionKind kind) {
    return static_cast<std::size_t>(std::count_if(interventions.begin(), interventions.end(), [&](const auto& i) { return i.kind == kind; }));
  };
  return {"", of_kind(InterventionKind::killed), of_kind(InterventionKind::paused), of_kind(InterventionKind::guarded), harm_of(interventions)};
}

std::vector<InterventionQuarter> interventions_by_quarter(std::span<const Intervention> interventions) {
  std::map<std::string, std::vector<Intervention>> quarters;
  for (const auto& i : interventions) quarters[quarter_of(i.date)].push_back(i);
  std::vector<InterventionQuarter> out;
  for (const auto& [quarter, rows] : quarters) {
    out.push_back(all_interventions(rows));
    out.back().quarter = quarter;
  }
  return out;
}

}  // namespace premortem
