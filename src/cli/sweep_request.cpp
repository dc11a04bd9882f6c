#include "cli/sweep_request.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/case_run.hpp"
#include "cli/known_drifts.hpp"
#include "cli/output.hpp"
#include "cli/sweep_design_option.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/csv.hpp"
#include "premortem/input/sweep_axis.hpp"

namespace premortem::cli {
namespace {

constexpr std::uint64_t most_points = 1'000'000'000'000;
constexpr std::uint64_t most_held = 200'000;  // of points, where a form needs all of them at once

std::vector<std::string> list_of(const Arguments& a, const char* option) {
  return a.values.count(option) > 0 ? a.values[option].as<std::vector<std::string>>() : std::vector<std::string>();
}

std::string without_blanks(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

/// Names separated by commas, with blanks around them or not; a mode's name may hold no comma.
std::vector<std::string> output_names(const Arguments& a) {
  std::vector<std::string> names;
  for (const auto& text : list_of(a, "output"))
    for (std::size_t begin = 0; begin <= text.size();) {
      const auto end = std::min(text.find(',', begin), text.size());
      names.push_back(without_blanks(text.substr(begin, end - begin)));
      if (names.back().empty()) throw UsageError(fmt::format("--output is \"{}\", in which a name is empty", printable(text)));
      begin = end + 1;
    }
  return names;
}

/// `K/N`. @throws UsageError
IdRange shard_of(const Arguments& a, std::uint64_t points, const std::string& format) {
  if (a.values.count("shard") == 0) return {0, points};
  const auto text = a.values["shard"].as<std::string>();
  const auto slash = text.find('/');
  const std::string expected = fmt::format("--shard is \"{}\", expected K/N such as 1/8, K from 1 to N", printable(text));
  if (slash == std::string::npos) throw UsageError(expected);
  if (format != "csv") throw UsageError("--shard goes with --format csv: the other forms need every point");
  const auto n = parse_command_count("shard", text.substr(slash + 1), 1, 1'000'000), k = parse_command_count("shard", text.substr(0, slash), 1, n);
  const auto cut = [&](std::uint64_t part) { return points / n * part + points % n * part / n; };
  return {cut(k - 1), cut(k) - cut(k - 1)};
}

/// What a name of --set or --vary is, without its value.
std::string name_in(const std::string& text) {
  auto name = text.substr(0, text.find('='));
  if (name.ends_with('*')) name.pop_back();
  return folded_name(name);
}

void require_apart(const CaseRequest& request, const SweepPlan& plan) {
  for (const auto& o : request.overrides)
    for (const auto& axis : plan.axes)
      if (name_in(o.text) == folded_name(axis.name)) throw UsageError(fmt::format("--set and --vary both change \"{}\"; give it once", printable(axis.name)));
}

/// Everything that the rows depend on; a checkpoint of anything else is not gone on with.
SweepIdentity identity_of(const SweepRequest& r, const Arguments& a, const Run& run, const CaseRequest& request) {
  SweepIdentity identity{{"version", run.version}, {"seed", std::to_string(r.settings.simulation.seed)}, {"samples", std::to_string(r.settings.simulation.samples)},
                         {"confidence", fmt::format("{}", r.settings.confidence)}, {"as-of", r.settings.as_of.value_or("")}, {"design", a.values["design"].as<std::string>()},
                         {"shard", a.values.count("shard") > 0 ? a.values["shard"].as<std::string>() : ""}, {"set", fmt::format("{}", fmt::join(run.overrides, "\n"))},
                         {"vary", fmt::format("{}", fmt::join(list_of(a, "vary"), "\n"))}, {"output", fmt::format("{}", fmt::join(r.outputs->columns(), "\n"))}};
  for (const auto& [name, header] : request.table.columns) identity.emplace_back("column." + name, header);
  identity.emplace_back("delimiter", std::string(1, request.table.delimiter));
  for (const auto& input : r.base.inputs) identity.emplace_back("inputs." + input.file, input.sha256);
  return identity;
}

/// No two names of --vary are one cell; each value of each axis alone, before anything is begun: a sweep does not fail at its last point for what can be seen at once.
void check_values(SweepRequest& r) {
  constexpr std::uint64_t most_checked = 1'000;
  std::vector<Override> together;
  for (const auto& setting : point_at(*r.plan, 0)) together.push_back(override_of(*r.plan, setting));
  take_drifts(together);
  r.source.require_apart(together);
  for (const auto& axis : r.plan->axes) {
    SweepPlan alone{{axis}, {}, r.plan->seed};
    if (!size_of(axis)) alone.axes.front().count = 2;  // the ends of a range to draw from
    const auto values = count_of(alone, ~std::uint64_t{0});
    for (std::uint64_t i = 0; i < std::min(values, most_checked); ++i) case_at(r.source, r, {override_of(alone, point_at(alone, i).front())});
    if (values > most_checked) case_at(r.source, r, {override_of(alone, point_at(alone, values - 1).front())});
  }
}

void check_asked(const Arguments& a) {
  const bool varies = a.values.count("vary") > 0, sensitivity = a.values.count("sensitivity") > 0, breaks_even = a.values.count("break-even") > 0;
  if (!varies && !sensitivity && !breaks_even) throw UsageError("sweep needs --vary NAME=..., --sensitivity or --break-even; premortem help sweep shows their forms");
  if (breaks_even != (a.values.count("target") > 0)) throw UsageError("--break-even and --target go together: --break-even exposed=1%:20% --target 100");
  if (!varies)
    for (const auto* option : {"shard"})
      if (a.values.count(option) > 0) throw UsageError(fmt::format("--{} is about the points of --vary, and nothing is varied", option));
  if (a.values.count("explain") > 0) throw UsageError("--explain is about one number of one case: use it with evaluate, harm or the verb whose number it is, with --set for the point");
}

}  // namespace

Override override_of(const SweepPlan& plan, const SweepSetting& setting) { return {override_text(plan, setting), "--vary"}; }

CaseAtPoint case_at(CaseSource& source, const SweepRequest& request, std::vector<Override> overrides) {
  CaseAtPoint point;
  point.drifts = request.drifts;
  for (auto& [metric, drift] : take_drifts(overrides)) point.drifts[metric] = drift;
  point.subject = source.with(overrides);
  require_metrics(point.drifts, point.subject);
  return point;
}

SweepRequest sweep_request(const Arguments& a, const std::string& format) {
  check_asked(a);
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem sweep <case> --vary NAME=...");
  auto request = case_request_of(a);
  auto settings = settings_of(a);
  const int jobs = settings.simulation.jobs;
  std::optional<SweepPlan> plan;
  if (a.values.count("vary") > 0) plan = SweepPlan{parse_sweep_axes(list_of(a, "vary")), parse_sweep_design(a.values["design"].as<std::string>()), settings.simulation.seed};
  const auto limit = parse_command_count("limit", a.values["limit"].as<std::string>(), 1, most_points);
  const auto points = plan ? count_of(*plan, limit) : 0;
  const auto ids = shard_of(a, points, format);
  if (format != "csv" && points > most_held)
    throw LimitError(fmt::format("the sweep has {} points, and the form {} holds all of them at once, at most {}; --format csv takes any number", points, format, most_held));
  if (plan) require_apart(request, *plan);
  auto drifts = take_drifts(request.overrides);
  SweepRequest r{CaseSource(request), std::move(drifts), {}, settings, jobs, std::move(plan), {}, output_names(a), {}, ids, points, {}, {}};
  r.settings.simulation.jobs = 1;
  if (a.values.count("output-file") > 0) r.path = a.values["output-file"].as<std::string>();
  const auto point = case_at(r.source, r, {});
  r.base = point.subject;
  write_notes(reading_notes(r.base), a);
  if (!r.settings.as_of) r.settings.as_of = r.base.latest_date();
  const bool needs_output = r.plan || a.values.count("break-even") > 0;
  if (needs_output) {
    r.outputs.emplace(r.base, r.names);
    r.today = r.outputs->of(r.base, r.settings, point.drifts);
  }
  if (r.plan) check_values(r);
  if (r.plan) r.identity = identity_of(r, a, run_of(a), request);
  return r;
}

namespace {

/// A cell that csv_cell has neutralised for spreadsheets, as it was.
std::string as_meant(std::string_view cell) {
  const bool neutralised = cell.size() > 1 && cell[0] == '\'' && (std::string_view("=+-@").find(cell[1]) != std::string_view::npos || static_cast<unsigned char>(cell[1]) < ' ');
  return std::string(neutralised ? cell.substr(1) : cell);
}

}  // namespace

std::vector<std::vector<std::string>> cells_of(const std::string& rows, std::size_t width) {
  std::vector<std::vector<std::string>> cells;
  Diagnostics diagnostics;
  CsvStart start;
  start.width = width;
  CsvParser parser("sweep", {}, [&](const CsvRow& row) {
    auto& read = cells.emplace_back();
    for (const auto& cell : row.cells) read.push_back(as_meant(cell));
  }, diagnostics, start);
  parser.feed(rows);
  parser.finish();
  if (diagnostics.has_errors()) throw FileError("the rows of the sweep cannot be read back");
  return cells;
}

std::vector<std::string> resume_notes(const SweepRequest& request, const Arguments& a, const SweepOutcome& outcome) {
  const auto all = request.ids.count, have = outcome.kept + outcome.done;
  if (request.path.empty() || request.path == "-") return {fmt::format("interrupted after {} of {} points; with -o FILE what was computed is kept", have, all)};
  std::string command = "premortem sweep";
  for (const auto& word : a.words)
    if (word != "--resume" && word != "--force") command += " " + shell_word(word);
  return {fmt::format("interrupted: {} of {} points are in {}; to go on:", have, all, printable(checkpoint_path(request.path))), "  " + command + " --resume"};
}

}  // namespace premortem::cli
