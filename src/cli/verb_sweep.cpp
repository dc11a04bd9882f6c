#include <boost/program_options.hpp>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/finished_csv.hpp"
#include "cli/interrupt.hpp"
#include "cli/kept_memory.hpp"
#include "cli/known_drifts.hpp"
#include "cli/output.hpp"
#include "cli/point_cases.hpp"
#include "cli/progress_line.hpp"
#include "cli/shard_file.hpp"
#include "cli/sweep_design_option.hpp"
#include "cli/sweep_output.hpp"
#include "cli/sweep_request.hpp"
#include "cli/sweep_sensitivity.hpp"
#include "cli/verb_sweep.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/quantity/simulation_memory.hpp"
#include "premortem/report/sweep_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of sweep");
  auto add = o.add_options();
  add("vary", po::value<std::vector<std::string>>()->composing(), "NAME=lo:hi:count, NAME=log(lo,hi,count), NAME=a,b,c or NAME=x0.5,x1,x2 (repeatable)");
  add("design", po::value<std::string>()->default_value("grid"), "grid, lhs:N or sobol:N");
  add("output", po::value<std::vector<std::string>>()->composing(), "what to show, such as harm.<mode>.harmed.bound.high or a quantity (commas, repeatable)");
  add("sensitivity", po::value<std::string>(), "tornado, sobol or evppi: what the first output hangs on");
  add("break-even", po::value<std::string>(), "NAME=lo:hi: where the first output reaches --target as NAME moves");
  add("target", po::value<std::string>(), "the value that the first output shall reach");
  add("resume", po::bool_switch(), "go on where an interrupted sweep stopped");
  add("shard", po::value<std::string>(), "K/N: the K-th of N parts of the points, as CSV");
  add("limit", po::value<std::string>()->default_value("1e7"), "refuse a sweep of more points");
  return o;
}

SweepJob job_of(const SweepRequest& request, const RunnerOf& runner_of, const InterruptWatch& watch, ProgressLine& line) {
  SweepJob job;
  job.ids = request.ids;
  job.jobs = request.jobs;
  job.evaluator = [&request] { return evaluator_of(request); };
  job.progress = [&line](const SweepProgress& p) { line.show(p); };
  job.interrupted = &watch.flag();
  if (runner_of) job.runner = runner_of(request);
  return job;
}

std::string render(const SweepResult& result, const Run& run, const std::string& format) {
  if (format == "json") return sweep_json(result, run);
  if (format == "md") return sweep_markdown(result, run);
  if (format == "html") return sweep_html(result, run);
  return sweep_terminal(result, run);
}

SweepResult result_of(const SweepRequest& request, const Arguments& a) {
  SweepResult result;
  result.subject = request.base;
  result.settings = request.settings;
  result.plan = request.plan;
  if (request.outputs) result.columns = request.outputs->columns(), result.today = request.today;
  add_sensitivity(request, a, result);
  return result;
}

/// Without points there is one result, which is written as any other verb's.
int write_without_points(const SweepRequest& request, const Arguments& a, const Run& run, const std::string& format) {
  const Output output(request.path, a.case_path, a.values["force"].as<bool>());
  const auto result = result_of(request, a);
  if (format == "csv" && result.break_even) throw UsageError("--break-even has no csv form; use table, md, html or json");
  output.write(format == "csv" ? sensitivity_csv(result) : render(result, run, format));
  return done;
}

int sweep_points(const SweepRequest& request, const RunnerOf& runner_of, const Arguments& a, const Run& run, const std::string& format) {
  if (format == "csv" && (a.values.count("sensitivity") > 0 || a.values.count("break-even") > 0))
    throw UsageError("--format csv with --vary is a row a point; ask for --sensitivity or --break-even in a run of its own, or in another form");
  auto result = result_of(request, a);
  SweepTarget target{request.path, a.case_path, a.values["force"].as<bool>(), a.values["resume"].as<bool>()};
  target.header = sweep_csv_header(*request.plan, result.columns);
  target.names_its_sweep = a.values.count("shard") > 0;
  if (target.names_its_sweep) target.header.replace(0, 2, shard_id_header(request.points, request.identity));
  if (format == "csv") target.require_own = [&](const std::string& path) { require_own_ends(request, target.header, path); };
  if (format != "csv")
    target.render = [&](const std::string& rows) {
      result.rows = cells_of(rows, 1 + request.plan->axes.size() + result.columns.size());
      return render(result, run, format);
    };
  target.tell = [&](const std::string& note) { write_notes({"note: " + note}, a); };
  const InterruptWatch watch;
  ProgressLine line(!a.values["quiet"].as<bool>());
  const auto outcome = run_sweep(job_of(request, runner_of, watch, line), request.identity, target);
  std::vector<std::string> notes;
  if (!outcome.note.empty()) notes.push_back("note: " + outcome.note);
  if (outcome.end == SweepOutcome::End::interrupted) for (auto& note : resume_notes(request, a, outcome)) notes.push_back(std::move(note));
  write_notes(notes, a);
  return outcome.end == SweepOutcome::End::interrupted ? interrupted : done;
}

int run_here(const Arguments& a) { return run_sweep_verb(a, {}); }

}  // namespace

PointEvaluator evaluator_of(const SweepRequest& request) {
  struct Own {
    explicit Own(const SweepRequest& r) : cases(r) {}
    PointCases cases;
    SimulationMemory memory;
  };
  auto settings = request.settings;
  auto own = std::make_shared<Own>(request);
  settings.simulation.memory = &own->memory;
  return [&request, own, settings](std::uint64_t id) {
    const auto at = point_at(*request.plan, id);
    const auto& point = own->cases.at(at);
    return sweep_csv_row(id, at, request.outputs->of(point.subject, settings, point.drifts));
  };
}

int run_sweep_verb(const Arguments& a, const RunnerOf& runner_of) {
  keep_freed_memory();
  const std::string format = format_of(a);
  const Run asked = run_of(a);
  const auto request = sweep_request(a, format);
  const Run run = dated(asked, request.base);
  return request.plan ? sweep_points(request, runner_of, a, run, format) : write_without_points(request, a, run, format);
}

Verb sweep_verb() {
  Verb verb{"sweep", "<case> --vary ...", "what-if sweep, sensitivity",
          "Any cell of the case against any number of any model: --vary names a cell as --set does and what it takes, --output\n"
          "the quantities and results to show. Two-way tables, or CSV with an id a point; --sensitivity says which estimate\n"
          "moves an output most, and what measuring it is worth. With -o nothing that was computed is lost: --resume goes on.",
          "to decide and to doubt", {"table", "json", "csv", "md", "html"}, true, options, run_here};
  verb.output_names = true;
  verb.explains = false;
  return verb;
}

}  // namespace premortem::cli
