#include "premortem/report/sweep_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

}  // namespace

SweepOutputs::SweepOutputs(const Case& subject, const std::vector<std::string>& names) {
  for (const auto& name : names) add(subject, name);
  if (!names.empty()) return;
  for (const auto& q : subject.quantities) add(subject, q.name);
  if (!subject.quantities.empty()) return;
  for (const auto& mode : subject.failure_modes)
    for (const auto* reading : {".harmed.point", ".harmed.bound.high"}) add(subject, "harm." + folded_name(mode.name) + (mode.option.empty() ? "" : "." + folded_name(mode.option)) + reading);
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
  const auto reading = name.substr(first.size() + 1);
  columns_.push_back(name);
  if (std::find(summary_readings.begin(), summary_readings.end(), reading) != summary_readings.end()) sources_.push_back({From::summary, position_of(summaries_, quantity), reading});
  else sources_.push_back({From::readings, position_of(readings_, quantity), name});
}

std::vector<OutputValue> SweepOutputs::of(Case subject, const HarmSettings& settings, const std::map<std::string, double>& drifts) const {
  HarmSettings own = settings;
  if (!own.as_of) own.as_of = subject.latest_date();
  if (!summaries_.empty() || !readings_.empty()) fill_model_outputs(subject, own, drifts);
  const bool drawn = std::any_of(sources_.begin(), sources_.end(), [](const auto& source) { return source.from == From::summary && source.path != "point"; });
  const auto summaries = summarise_quantities(subject, summaries_, own.simulation, drawn ? Draw::yes : Draw::no);
  NamedNumbers numbers;
  if (!readings_.empty()) {
    QuantityResult result{subject, assess_quantities(subject, readings_, own)};
    numbers = quantity_numbers(result);
  }
  ModelOutputs models(subject, own, drifts);
  std::vector<OutputValue> values;
  for (const auto& source : sources_) {
    if (source.from == From::summary) {
      values.push_back(summary_value(summaries[source.quantity], source.path));
    } else if (source.from == From::readings) {
      const auto found = numbers.find(source.path);
      if (found == numbers.end()) throw UsageError(fmt::format("--output: a quantity has no reading \"{}\"; it has point, bound.low, bound.high, independent.p95, any_dependence.p95.high and their like", printable(source.path)));
      values.push_back(value_of(found->second, "not computed"));
    } else {
      values.push_back(models.at(source.path));
    }
  }
  return values;
}

}  // namespace premortem
