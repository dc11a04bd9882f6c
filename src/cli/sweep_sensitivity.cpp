#include "cli/sweep_sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/analysis/break_even.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/sweep_axis.hpp"

namespace premortem::cli {
namespace {

SensitivityKind kind_of_text(const std::string& text) {
  for (const auto kind : {SensitivityKind::tornado, SensitivityKind::sobol, SensitivityKind::evppi})
    if (text == name_of(kind)) return kind;
  throw UsageError(fmt::format("--sensitivity is \"{}\", expected tornado, sobol or evppi", printable(text)));
}

/// The output whose sensitivity is asked for: the first of --output, else the first quantity or failure mode.
std::string output_name(const SweepRequest& r) {
  if (!r.names.empty()) return r.names.front();
  if (!r.base.quantities.empty()) return r.base.quantities.front().name;
  if (!r.base.failure_modes.empty()) return harm_output(r.base.failure_modes.front());
  throw UsageError("--sensitivity: --output says of what; the case has neither quantities.csv nor harms.csv");
}

SensitiveOutput output_of(const SweepRequest& r) {
  SensitiveOutput output;
  output.name = output_name(r);
  output.expression = expression_named(r.base, output.name);
  if (output.expression) return output;
  const auto outputs = std::make_shared<SweepOutputs>(r.base, std::vector<std::string>{output.name});
  auto settings = r.settings;
  output.computed = [outputs, settings, drifts = r.drifts](const Case& subject) { return outputs->of(subject, settings, drifts).front().number; };
  return output;
}

Sensitivity sensitivity_of(const SweepRequest& r, SensitivityKind kind) {
  auto settings = r.settings;
  settings.simulation.jobs = r.jobs;
  auto subject = r.base;
  fill_model_outputs(subject, settings, r.drifts);
  if (kind == SensitivityKind::evppi) return information_sensitivity(subject, settings);
  const auto output = output_of(r);
  return kind == SensitivityKind::tornado ? tornado_sensitivity(subject, output, settings) : sobol_sensitivity(subject, output, settings);
}

/// What the cell that was set to x in `changed` states in `base`, however its name is spelled: the best value of an estimate that
/// became x, or the number of its row that did. Absent where it states none, or several rows different ones.
std::optional<double> stated_before(const Case& base, const Case& changed, double x) {
  std::optional<double> stated;
  if (base.leaves.size() != changed.leaves.size()) return stated;
  for (std::size_t i = 0; i < base.leaves.size(); ++i) {
    const Leaf &before = base.leaves[i], &after = changed.leaves[i];
    if (before == after) continue;
    std::optional<double> own;
    const auto became_x = [&](const std::optional<double>& was, const std::optional<double>& is) { return is && *is == x && was != is; };
    if (after.shape == Shape::point && !after.low && !after.high) {
      if (const auto point = point_of(before)) own = point->value;
    } else if (became_x(before.low, after.low)) own = before.low;
    else if (became_x(before.high, after.high)) own = before.high;
    else if (became_x(before.best, after.best)) own = before.best;
    if (!own || (stated && *stated != *own)) return std::nullopt;
    stated = own;
  }
  return stated;
}

/// What the name states today; one end of the range may be just that, and then changes nothing.
std::optional<double> stated_today(CaseSource& source, const SweepRequest& request, const SweepAxis& axis) {
  for (const double x : {axis.low, axis.high}) {
    const auto stated = stated_before(request.base, case_at(source, request, {{fmt::format("{}={}", axis.name, x), "--break-even"}}).subject, x);
    if (stated) return stated;
  }
  return std::nullopt;
}

BreakEvenResult search(const SweepRequest& request, const std::string& range, const std::string& target_text) {
  const auto axis = parse_sweep_axis(range);
  if (axis.scale != SweepScale::linear || axis.count || axis.multiples) throw UsageError(fmt::format("--break-even is \"{}\", expected NAME=lo:hi", printable(range)));
  const auto target = parse_people_number(target_text);
  if (!target.value || !target.value->best || target.value->low) throw UsageError(fmt::format("--target is \"{}\", expected a number", printable(target_text)));
  BreakEvenResult result;
  result.name = axis.name, result.target = *target.value->best, result.output = request.outputs->columns().front();
  CaseSource source = request.source;
  const auto output = [&](double x) -> std::optional<double> {
    const auto point = case_at(source, request, {{fmt::format("{}={}", axis.name, x), "--break-even"}});
    return request.outputs->of(point.subject, request.settings, point.drifts).front().number;
  };
  const auto today = stated_today(source, request, axis);
  const double from = std::clamp(today.value_or(axis.low), axis.low, axis.high);  // of a value outside the range the end next to it
  const auto found = break_even(output, {axis.low, axis.high}, from, result.target);
  result.value = found.value;
  const auto text = [](double x) { return x < 0 ? "-" + number_text(-x, Rounding::nearest) : number_text(x, Rounding::nearest); };
  if (!found.value) {
    result.sentence = fmt::format("{} does not reach {} for {} from {} to {}: {}.", result.output, text(result.target), axis.name, text(axis.low), text(axis.high), found.why);
    return result;
  }
  result.sentence = fmt::format("{} {} {} at {} = {:.6g}{}{}.", result.output, found.jumps ? "passes" : "reaches", text(result.target), axis.name, *found.value,
                                today ? fmt::format(", {} today", text(*today)) : "", found.crossings > 1 ? fmt::format("; it crosses {} times between {} and {}, and this is the {}", found.crossings, text(axis.low), text(axis.high), today ? "nearest to today" : "lowest") : "");
  return result;
}

}  // namespace

void add_sensitivity(const SweepRequest& request, const Arguments& a, SweepResult& result) {
  if (a.values.count("sensitivity") > 0) result.sensitivity = sensitivity_of(request, kind_of_text(a.values["sensitivity"].as<std::string>()));
  if (a.values.count("break-even") > 0) result.break_even = search(request, a.values["break-even"].as<std::string>(), a.values["target"].as<std::string>());
}

}  // namespace premortem::cli
