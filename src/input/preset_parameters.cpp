#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "input/case_rows.hpp"
#include "input/preset_study.hpp"
#include "premortem/statistics/positive_definite.hpp"

namespace premortem {
namespace {

/// The cells of one study: an estimate a parameter, and a covariance a pair, the smaller index first.
struct GivenParameters {
  std::map<std::size_t, double> estimates;
  std::map<std::pair<std::size_t, std::size_t>, double> covariances;
};

/// Why a value cannot be that of a parameter; empty if it can.
std::string_view outside(std::string_view name, double value) {
  if (name == "c0") return value >= 0 && value < 1 ? "" : "a share from 0 to less than 1";
  if (name == "tau") return value >= 0 ? "" : "0 or more";
  if (name == "mu" || name == "b0") return "";
  return value > 0 ? "" : "more than 0, so that abandonment rises";
}

void read_row(const TableRow& row, const std::vector<std::string>& names, GivenParameters& given, Diagnostics& diagnostics) {
  const auto value_cell = row.cell("value");
  const auto name = read_choice(row.cell("parameter"), "parameter", names, std::nullopt, diagnostics);
  const auto with = row.cell("with").empty() ? std::nullopt : read_choice(row.cell("with"), "parameter", names, std::nullopt, diagnostics);
  const auto value = preset_number(value_cell, "value", diagnostics);
  if (!name || !value || with.has_value() == row.cell("with").empty()) return;
  if (with) {
    const auto [low, high] = std::minmax(*name, *with);
    if (!given.covariances.emplace(std::pair{low, high}, *value).second)
      diagnostics.error(row.cell("with").place, "duplicate", fmt::format("the covariance of \"{}\" and \"{}\" is there twice", names[low], names[high]), "keep one of the two rows");
    return;
  }
  if (!given.estimates.emplace(*name, *value).second)
    diagnostics.error(row.cell("parameter").place, "duplicate", fmt::format("the estimate of \"{}\" is there twice", names[*name]), "keep one of the two rows, or write in with what it varies with");
  if (const auto expected = outside(names[*name], *value); !expected.empty())
    diagnostics.error(value_cell.place, "parameter", fmt::format("{} is \"{}\", expected {}", names[*name], value_cell.text, expected), "");
}

void set_covariance(AbandonmentCurve& curve, const PresetStudy& study, const GivenParameters& given, Diagnostics& diagnostics) {
  const auto n = parameter_count(curve);
  if (given.covariances.empty()) return;
  const auto place = study.row.cell("preset").place;
  if (given.covariances.size() != n * (n + 1) / 2) {
    diagnostics.error(place, "covariance", fmt::format("parameters.csv has {} of the {} covariances of \"{}\"", given.covariances.size(), n * (n + 1) / 2, study.preset.name), "write each parameter with itself and with each other one, or none of them");
    return;
  }
  std::vector<double> rows(n * n);
  for (const auto& [pair, value] : given.covariances) {
    curve.covariance[pair.first][pair.second] = curve.covariance[pair.second][pair.first] = value;
    rows[pair.first * n + pair.second] = rows[pair.second * n + pair.first] = value;
  }
  if (!positive_definite_inverse(rows, n))
    diagnostics.error(place, "covariance", fmt::format("the covariances of \"{}\" are not those of any estimates", study.preset.name), "check their signs, and that none is larger than the variances allow");
  curve.has_covariance = true;
}

void finish(PresetStudy& study, const GivenParameters& given, Diagnostics& diagnostics) {
  auto& curve = *study.preset.curve;
  const auto names = parameter_names(curve);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = given.estimates.find(i);
    if (found != given.estimates.end()) curve.parameters[i] = found->second;
    else diagnostics.error(study.row.cell("preset").place, "parameter", fmt::format("parameters.csv has no {} of \"{}\"", names[i], study.preset.name), "add its row");
  }
  set_covariance(curve, study, given, diagnostics);
}

}  // namespace

void read_preset_parameters(const Table& table, std::vector<PresetStudy>& studies, Diagnostics& diagnostics) {
  const auto errors = diagnostics.error_count();
  std::map<const PresetStudy*, GivenParameters> given;
  for (const auto& row : table.rows)
    if (const auto* study = study_of(row, PresetEffect::curve, studies, diagnostics))
      read_row(row, parameter_names(*study->preset.curve), given[study], diagnostics);
  if (diagnostics.error_count() != errors) return;  // what is missing was refused above
  for (auto& study : studies)
    if (study.effect == PresetEffect::curve) finish(study, given[&study], diagnostics);
}

}  // namespace premortem
