#include "cli/case_run.hpp"

#include <fmt/format.h>

#include "cli/output.hpp"
#include "premortem/core/error.hpp"

namespace premortem::cli {
namespace {

bool given(const Arguments& a, const char* option) { return a.values.count(option) > 0; }

Case read(const Arguments& a, const std::vector<Override>& overrides) {
  if (given(a, "people") != given(a, "chain")) throw UsageError("--people and --chain go together: --people 10M --chain 0.1%,5%,10%");
  if (given(a, "people")) {
    if (!a.case_path.empty()) throw UsageError("a case and --people/--chain exclude each other");
    return chain_case(a.values["people"].as<std::string>(), a.values["chain"].as<std::string>(), overrides);
  }
  if (a.case_path.empty()) throw UsageError(fmt::format("which case? usage: premortem {} {}", a.verb->name, a.verb->synopsis));
  auto request = case_request_of(a);
  request.overrides = overrides;
  return read_case(request);
}

void note_what_was_read(const Case& subject, const Arguments& a) {
  std::vector<std::string> notes;
  if (!subject.conversions.empty()) notes.push_back("Read as:");
  for (const auto& c : subject.conversions) notes.push_back("  " + to_string(c.place) + "  " + c.reading);
  for (const auto& w : subject.warnings) notes.push_back(to_string(w));
  for (const auto& f : subject.unread) notes.push_back("note: " + f + " is in the folder, but this version does not read it");
  write_notes(notes, a);
}

}  // namespace

HarmOutcome harm_outcome(const Arguments& a) {
  const auto settings = settings_of(a);
  const auto overrides = case_request_of(a).overrides;
  HarmOutcome outcome;
  outcome.changed.subject = read(a, overrides);
  note_what_was_read(outcome.changed.subject, a);
  outcome.changed.assessment = assess_harm(outcome.changed.subject, settings);
  if (overrides.empty()) return outcome;
  outcome.base.emplace();
  outcome.base->subject = read(a, {});
  outcome.base->assessment = assess_harm(outcome.base->subject, settings);
  return outcome;
}

}  // namespace premortem::cli
