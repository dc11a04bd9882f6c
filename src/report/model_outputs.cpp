#include "premortem/report/model_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "premortem/analysis/page_assessment.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "report/calendar_part_json.hpp"
#include "report/latency_part_json.hpp"
#include "report/output_path.hpp"
#include "report/tradeoff_part_json.hpp"
#include "report/trigger_part_json.hpp"

namespace premortem {
namespace {

/// A verb's result, or why there is none.
struct Document {
  Json result;
  std::string why;
};

template <class Result, class Assessment>
Result result_of(const Case& subject, Assessment assessment) {
  Result r;
  r.subject = subject;
  r.assessment = std::move(assessment);
  return r;
}

constexpr std::array verb_names{"harm", "tradeoff", "latency", "calendar", "trigger"};

std::string verb_of(std::string_view path) { return std::string(path.substr(0, path.find('.'))); }

}  // namespace

struct ModelOutputs::Documents {
  const Case& subject;
  HarmSettings settings;
  std::map<std::string, double> drifts;
  std::map<std::string, Document> made;

  Json assessed(const std::string& verb) const {
    const auto& s = settings;
    if (verb == "harm") return harm_result_json(result_of<HarmResult>(subject, assess_harm(subject, s)));
    if (verb == "tradeoff")
      return tradeoff_part_json(result_of<TradeoffResult>(subject, assess_tradeoff(subject, {s.confidence, s.simulation.seed, s.simulation.jobs, {}, s.as_of})));
    if (verb == "latency") {
      LatencySettings l;
      l.confidence = s.confidence, l.seed = s.simulation.seed, l.as_of = s.as_of;
      return latency_part_json(result_of<LatencyResult>(subject, assess_latency(subject, l)));
    }
    if (verb == "calendar") {
      CalendarSettings c;
      c.confidence = s.confidence, c.seed = s.simulation.seed, c.jobs = s.simulation.jobs, c.as_of = s.as_of, c.drift_per_day = drifts;
      return calendar_part_json(result_of<CalendarResult>(subject, assess_calendar(subject, c)));
    }
    return trigger_part_json(result_of<TriggerResult>(subject, assess_triggers(subject, {s.exposure(), s.simulation.seed, s.simulation.jobs, s.as_of})));
  }

  const Document& of(const std::string& verb) {
    const auto found = made.find(verb);
    if (found != made.end()) return found->second;
    Document d;
    try {
      d.result = assessed(verb);
    } catch (const Refusal& refusal) {
      d.why = refusal.what();
    }
    return made.emplace(verb, std::move(d)).first->second;
  }
};

ModelOutputs::ModelOutputs(const Case& subject, const HarmSettings& settings, std::map<std::string, double> drifts)
    : documents_(new Documents{subject, settings, std::move(drifts), {}}) {
  if (!documents_->settings.as_of) documents_->settings.as_of = subject.latest_date();
}
ModelOutputs::~ModelOutputs() = default;
ModelOutputs::ModelOutputs(ModelOutputs&&) noexcept = default;

namespace {

[[noreturn]] void fail_unknown(std::string_view path, const std::string& verb, const Json& result) {
  auto known = paths_of(result);
  for (auto& name : known) name = verb + "." + name;
  const auto near = nearest_name(path, known);
  throw UsageError(fmt::format("no result is named \"{}\"{}", printable(std::string(path)),
                               near ? "; did you mean \"" + printable(*near) + "\"?" : fmt::format("; premortem {} <case> --format json shows them", verb)));
}

/// What `...standing...` of a failure mode is: with the mitigations in place where there are any, else `harmed`. A path that names
/// something by itself stays as it is.
std::string as_it_stands(const Json& result, const std::string& path) {
  constexpr std::string_view standing = ".standing";
  const auto at = path.rfind(standing);
  const auto after = at + standing.size();
  if (at == std::string::npos || (after < path.size() && path[after] != '.') || value_at(result, path)) return path;
  const auto mode = path.substr(0, at), mitigated = mode + ".with_mitigation";
  const auto* whole = value_at(result, mitigated);
  return (whole && !whole->is_null() ? mitigated : mode + ".harmed") + path.substr(after);
}

OutputValue output_value(const Json& value) {
  OutputValue out;
  if (value.is_number()) out.number = value.get<double>();
  if (value.is_string()) out.text = value.get<std::string>();
  else if (value.is_number() || value.is_boolean()) out.text = value.dump();
  return out;
}

}  // namespace

OutputValue ModelOutputs::at(std::string_view path) {
  const auto verb = verb_of(path);
  if (!names_model_output(path)) fail_unknown(path, "report", Json::object());
  const auto& document = documents_->of(verb);
  if (!document.why.empty()) return {std::nullopt, "", document.why};
  const auto asked = std::string(path.substr(std::min(path.size(), verb.size() + 1)));
  const auto rest = verb == "harm" ? as_it_stands(document.result, asked) : asked;
  const auto* value = value_at(document.result, rest);
  // A part that is null has none of its numbers.
  for (auto part = rest; !value && part.find('.') != std::string::npos;) {
    part.resize(part.rfind('.'));
    const auto* whole = value_at(document.result, part);
    if (whole && whole->is_null()) return {std::nullopt, "", why_absent(document.result, part)};
  }
  if (!value || value->is_structured()) fail_unknown(path, verb, document.result);
  auto out = output_value(*value);
  if (value->is_null()) out.why = why_absent(document.result, rest);
  return out;
}

bool names_model_output(std::string_view path) {
  const auto verb = verb_of(path);
  return verb.size() < path.size() && std::any_of(verb_names.begin(), verb_names.end(), [&](const char* name) { return verb == name; });
}

void fill_model_outputs(Case& subject, const HarmSettings& settings, const std::map<std::string, double>& drifts) {
  if (subject.outputs.empty()) return;
  const Case before = subject;
  ModelOutputs outputs(before, settings, drifts);
  Diagnostics diagnostics;
  for (const auto& output : subject.outputs) {
    Leaf& leaf = subject.leaves[output.leaf];
    try {
      const auto value = outputs.at(output.path);
      leaf.source = value.number ? "computed by " + verb_of(output.path) : !value.text.empty() ? "it is \"" + value.text + "\", not a number" : value.why;
      if (!value.number) continue;
      leaf.best = *value.number;
      leaf.unknown = false;
      leaf.evidence = Evidence::benchmark;  // nobody guessed it; its own uncertainty is cautioned about
    } catch (const UsageError& error) {
      diagnostics.error(output.place, "name", error.what(), "");
    }
  }
  if (diagnostics.has_errors()) throw InputError(diagnostics);
}

}  // namespace premortem
