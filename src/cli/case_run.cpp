#include "cli/case_run.hpp"

#include <fmt/format.h>

#include "cli/output.hpp"
#include "premortem/analysis/page_assessment.hpp"
#include "premortem/core/error.hpp"

namespace premortem::cli {
namespace {

bool given(const Arguments& a, const char* option) { return a.values.count(option) > 0; }

CaseVariants read(const Arguments& a) {
  if (given(a, "people") != given(a, "chain")) throw UsageError("--people and --chain go together: --people 10M --chain 0.1%,5%,10%");
  const auto request = case_request_of(a);
  if (given(a, "people")) {
    if (!a.case_path.empty()) throw UsageError("a case and --people/--chain exclude each other");
    return chain_case(a.values["people"].as<std::string>(), a.values["chain"].as<std::string>(), request.overrides);
  }
  if (a.case_path.empty()) throw UsageError(fmt::format("which case? usage: premortem {} {}", a.verb->name, a.verb->synopsis));
  return read_case_variants(request);
}

}  // namespace

std::vector<std::string> conversion_notes(const Case& subject) {
  std::vector<std::string> notes;
  if (!subject.conversions.empty()) notes.push_back("Read as:");
  for (const auto& c : subject.conversions) notes.push_back("  " + to_string(c.place) + "  " + c.reading);
  return notes;
}

std::vector<std::string> reading_notes(const Case& subject) {
  auto notes = conversion_notes(subject);
  for (const auto& w : subject.warnings) notes.push_back(to_string(w));
  for (const auto& f : subject.unread) notes.push_back("note: " + f + " is in the folder, but this version does not read it");
  return notes;
}

Run dated(Run run, const Case& subject) {
  if (!run.as_of) run.as_of = subject.latest_date();
  return run;
}

namespace {

void assess_into(HarmResult& result, const HarmSettings& at, Exposure exposure) {
  if (exposure == Exposure::stated) {
    result.assessment = assess_harm(result.subject, at);
    return;
  }
  auto page = assess_page(result.subject, at);
  result.assessment = std::move(page.harm);
  result.tradeoff = std::move(page.tradeoff);
  result.tradeoff_why = std::move(page.tradeoff_why);
  result.latency = std::move(page.latency);
  result.latency_why = std::move(page.latency_why);
  result.calendar = std::move(page.calendar);
  result.calendar_why = std::move(page.calendar_why);
}

}  // namespace

HarmOutcome assess(CaseVariants variants, const HarmSettings& stated, Exposure exposure) {
  HarmOutcome outcome;
  HarmSettings settings = stated;
  if (!settings.as_of) settings.as_of = variants.changed.latest_date();
  outcome.changed.subject = std::move(variants.changed);
  const HarmSettings at = exposure == Exposure::stated ? settings : at_recommended_stage(outcome.changed.subject, settings);
  assess_into(outcome.changed, at, exposure);
  if (!variants.base) return outcome;
  outcome.base.emplace();
  outcome.base->subject = std::move(*variants.base);
  assess_into(*outcome.base, at, exposure);
  return outcome;
}

HarmOutcome harm_outcome(const Arguments& a, Exposure exposure) {
  const auto settings = settings_of(a);
  auto variants = read(a);
  write_notes(reading_notes(variants.changed), a);
  return assess(std::move(variants), settings, exposure);
}

}  // namespace premortem::cli
