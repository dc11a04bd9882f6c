#include "premortem/report/sweep_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "report/quantity_words.hpp"

namespace premortem {
namespace {

constexpr std::array summary_readings{"point", "mean", "p05", "p50", "p95"};

OutputValue value_of(const std::optional<double>& x, const char* why) {
  if (!x) return {std::nullopt, "", why};
  return {x, fmt::format("{}", *x), ""};
}

OutputValue summary_value(const QuantitySummary& s, const std::string& reading) {
  if (reading == "point") return value_of(s.point, "not defined at the best values");
  if (!s.independent) return {std::nullopt, "", "not simulated"};
  if (reading == "mean") return value_of(s.independent->mean, "");
  if (reading == "p05") return value_of(s.independent->p05.value, "");
  return value_of(reading == "p50" ? s.independent->p50.value : s.independent->p95.value, "");
}

std::size_t position_of(std::vector<std::size_t>& list, std::size_t x) {
  const auto found = std::find(list.begin(), list.end(), x);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.push_back(x);
  return list.size() - 1;
}

constexpr std::string_view above_reading = "above.";

/// The number after `NAME.above.`. @throws UsageError
double limit_in(const std::string& name, const std::string& text) {
  double limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(limit))
    throw UsageError(fmt::format("--output \"{}\" has no number after \"above.\"; write for example {}.above.100", printable(name), printable(name.substr(0, name.find('.')))));
  return limit;
}

}  // namespace

std::string harm_output(const FailureMode& mode) {
  return "harm." + folded_name(mode.name) + (mode.option.empty() ? "" : "." + folded_name(mode.option)) + (mode.mitigations.empty() ? ".harmed" : ".standing");
}

SweepOutputs::SweepOutputs(const Case& subject, const std::vector<std::string>& names) {
  for (const auto& name : names) add(subject, name);
  if (!names.empty()) return;
  for (const auto& q : subject.quantities) add(subject, q.name);
  if (!subject.quantities.empty()) return;
  for (const auto& mode : subject.failure_modes)
    for (const auto* reading : {".point", ".bound.high"}) add(subject, harm_output(mode) + reading);
  if (columns_.empty()) throw UsageError("--output says what to show: the case has neither quantities.csv nor harms.csv; try --output tradeoff.recommended.cost_per_year");
}

void SweepOutputs::add(const Case& subject, const std::string& name) {
  if (std::find(columns_.begin(), columns_.end(), name) != columns_.end()) return;  // asked for twice
  if (names_model_output(name)) {
    columns_.push_back(name);
    sources_.push_back({From::models, 0, name});
    return;
  }
  const auto first = name.substr(0, name.find('.'));
  std::vector<std::string> known;
  for (const auto& q : subject.quantities) known.push_back(q.name);
  const auto found = std::find(known.begin(), known.end(), first);
  if (found == known.end()) {
    const auto near = nearest_name(first, known);
    throw UsageError(fmt::format("--output: nothing is named \"{}\"{}", printable(name),
                                 near ? "; did you mean \"" + printable(*near) + "\"?" : "; it takes quantities of quantities.csv, and results such as harm.<mode>.harmed.bound.high"));
  }
  const auto quantity = static_cast<std::size_t>(found - known.begin());
  if (first.size() == name.size()) {
    for (const auto* reading : summary_readings) {
      if (std::find(columns_.begin(), columns_.end(), name + "." + reading) != columns_.end()) continue;
      columns_.push_back(name + "." + reading);
      sources_.push_back({From::summary, position_of(summaries_, quantity), reading});
    }
    return;
  }
  add_reading(name, quantity, name.substr(first.size() + 1));
}

void SweepOutputs::add_reading(const std::string& name, std::size_t quantity, const std::string& reading) {
  columns_.push_back(name);
  if (std::find(summary_readings.begin(), summary_readings.end(), reading) != summary_readings.end()) {
    sources_.push_back({From::summary, position_of(summaries_, quantity), reading});
  } else if (reading.starts_with(above_reading)) {
    sources_.push_back({From::chance, limits_.size(), reading});
    limits_.push_back({quantity, limit_in(name, reading.substr(above_reading.size()))});
  } else {
    sources_.push_back({From::readings, position_of(readings_, quantity), name});
  }
}

OutputValue SweepOutputs::value_from_quantities(const Column& column, const std::vector<QuantitySummary>& summaries, const std::vector<std::optional<double>>& chances,
                                                const NamedNumbers& numbers) const {
  if (column.from == From::summary) return summary_value(summaries[column.quantity], column.path);
  if (column.from == From::chance) return value_of(chances[column.quantity], "not simulated");
  const auto found = numbers.find(column.path);
  if (found == numbers.end()) throw UsageError(fmt::format("--output: a quantity has no reading \"{}\"; it has point, above.100, bound.low, bound.high, independent.p95, any_dependence.p95.high and their like", printable(column.path)));
  return value_of(found->second, "not computed");
}

std::vector<OutputValue> SweepOutputs::of(const Case& as_read, const HarmSettings& settings, const std::map<std::string, double>& drifts) const {
  HarmSettings own = settings;
  if (!own.as_of) own.as_of = as_read.latest_date();
  const bool names_models = !as_read.outputs.empty() && !(summaries_.empty() && limits_.empty() && readings_.empty());
  std::optional<Case> filled;
  if (names_models) fill_model_outputs(filled.emplace(as_read), own, drifts);
  const Case& subject = filled ? *filled : as_read;
  const bool drawn = std::any_of(sources_.begin(), sources_.end(), [](const auto& source) { return source.from == From::summary && source.path != "point"; });
  const auto summaries = summarise_quantities(subject, summaries_, own.simulation, drawn ? Draw::yes : Draw::no);
  const auto chances = chances_above(subject, limits_, own.simulation);
  NamedNumbers numbers;
  if (!readings_.empty()) {
    QuantityResult result{subject, assess_quantities(subject, readings_, own)};
    numbers = quantity_numbers(result);
  }
  const bool shows_dependence = std::any_of(sources_.begin(), sources_.end(), [](const auto& source) { return source.path.find("any_dependence") != std::string::npos; });
  if (!shows_dependence) own.any_dependence = AnyDependence::left_out;
  ModelOutputs models(subject, own, drifts);
  std::vector<OutputValue> values;
  for (const auto& source : sources_) values.push_back(source.from == From::models ? models.at(source.path) : value_from_quantities(source, summaries, chances, numbers));
  return values;
}

}  // namespace premortem
