#include <boost/program_options.hpp>
#include <filesystem>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/gate.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/hypothesis_hash.hpp"
#include "premortem/input/source.hpp"
#include "premortem/report/frozen_record.hpp"
#include "premortem/report/journal_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes_of_a_record = std::uint64_t{64} << 20;

po::options_description options() {
  po::options_description o("Options of journal");
  auto add = o.add_options();
  add("freeze", po::bool_switch(), "write the frozen record of the hypotheses as JSON; keep it with -o FILE");
  add("against", po::value<std::string>(), "a frozen record: only what is unchanged since is scored");
  add("gate", po::value<std::string>()->implicit_value("point"), "exit 1 if a hypothesis was changed or removed since, or is overdue; --gate=bound: or if that cannot be judged");
  return o;
}

bool given(const Arguments& a, const char* option) { return a.values.count(option) > 0; }

void check_usage(const Arguments& a) {
  if (a.case_path.empty()) throw UsageError("which case? usage: premortem journal <case>");
  if (given(a, "explain")) throw UsageError("journal explains no number; give --explain to harm, report or trigger");
  if (!a.values["freeze"].as<bool>()) return;
  for (const char* other : {"against", "gate"})
    if (given(a, other)) throw UsageError(std::string("--freeze and --") + other + " exclude each other: freeze first, compare later");
  if (given(a, "set")) throw UsageError("--freeze takes what stands in the files; leave --set out");
  if (!a.values["format"].defaulted() && format_of(a) != "json") throw UsageError("--freeze writes JSON; leave --format out");
}

CaseRequest request_of(const Arguments& a) {
  auto request = case_request_of(a);
  request.role = "hypotheses.csv";
  return request;
}

std::optional<FrozenRecord> record_of(const Arguments& a) {
  if (!given(a, "against")) return std::nullopt;
  const auto path = a.values["against"].as<std::string>();
  if (path == "-" && a.case_path == "-") throw UsageError("the case and --against cannot both be standard input");
  SourceDigest digest;
  auto record = read_frozen_record(read_whole_source(path, most_bytes_of_a_record, digest), path);
  Diagnostics diagnostics;
  check_hashes(record, diagnostics);
  if (diagnostics.has_errors()) throw InputError(diagnostics);
  return record;
}

int freeze(const Arguments& a, const Run& asked) {
  const Output output(a);
  const Case subject = read_case(request_of(a));
  if (subject.hypotheses.empty()) throw Refusal("the case states no hypothesis; add hypotheses.csv");
  const Run run = dated(asked, subject);
  const auto record = frozen_record(subject.hypotheses, run.as_of);
  auto notes = reading_notes(subject);
  std::string late;
  for (const auto& n : record.not_frozen) {
    notes.push_back("not frozen: \"" + n.id + "\": " + n.why);
    late += (late.empty() ? "\"" : ", \"") + n.id + "\" (" + n.why + ")";
  }
  if (record.hypotheses.empty()) throw Refusal("no hypothesis can be frozen any more: " + printable(late));
  write_notes(notes, a);
  output.write(frozen_record_json(record, subject, run));
  return done;
}

JournalResult assessed(Case subject, const JournalSettings& settings, const std::optional<FrozenRecord>& record) {
  JournalResult result;
  for (const auto& h : subject.hypotheses) result.hashes.push_back(hypothesis_hash(h));
  result.assessment = assess_journal(subject, settings, record);
  result.subject = std::move(subject);
  return result;
}

JournalOutcome outcome_of(const Arguments& a) {
  const auto record = record_of(a);
  auto variants = read_case_variants(request_of(a));
  if (variants.changed.hypotheses.empty() && variants.changed.interventions.empty()) throw Refusal("the case states no hypothesis and no intervention; add hypotheses.csv or interventions.csv");
  write_notes(reading_notes(variants.changed), a);
  JournalSettings settings{settings_of(a).confidence, settings_of(a).as_of};
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  JournalOutcome outcome{assessed(std::move(variants.changed), settings, record), {}};
  if (variants.base) outcome.base = assessed(std::move(*variants.base), settings, record);
  return outcome;
}

int gate_code_of(const JournalResult& result, const std::optional<Gating>& gating) {
  if (!gating) return done;
  const auto gate = journal_gate(result.subject, result.assessment);
  if (gate.judges_nothing) throw Refusal("--gate has nothing to judge: give --against for what was changed, or --as-of for what is overdue");
  return !gate.broken.empty() || (*gating == Gating::bound && !gate.unknown.empty()) ? gate_failed : done;
}

int run_journal(const Arguments& a) {
  const std::string format = format_of(a);
  const Run asked = run_of(a);
  const auto gating = gating_of(a);
  check_usage(a);
  if (a.values["freeze"].as<bool>()) return freeze(a, asked);
  const Output output(a);
  const auto outcome = outcome_of(a);
  const int code = gate_code_of(outcome.changed, gating);
  const Run run = dated(asked, outcome.changed.subject);
  if (format == "json") output.write(journal_json(outcome, run));
  else if (format == "csv") output.write(journal_csv(outcome));
  else if (format == "md") output.write(journal_markdown(outcome, run));
  else output.write(journal_terminal(outcome, run));
  return code;
}

}  // namespace

Verb journal_verb() {
  Verb verb{"journal", "<case>", "freeze hypotheses before launch; score them after",
          "The case is a folder with hypotheses.csv (and interventions.csv), or one such file. --freeze writes what is expected,\n"
          "with hashes, before it can be known: keep that file where nobody edits it. Later the outcomes are scored, and with\n"
          "--against FILE only those of hypotheses that are unchanged since; what was changed, removed or never checked is named.",
          "to decide and to doubt", {"table", "json", "csv", "md"}, true, options, run_journal};
  verb.explains = false;
  return verb;
}

}  // namespace premortem::cli
