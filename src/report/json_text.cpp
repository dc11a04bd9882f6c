#include "report/json_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/core/utf8.hpp"

namespace premortem {
namespace {

Json inputs_json(const Case& subject) {
  Json inputs = Json::array();
  for (const auto& f : subject.inputs) {
    inputs.push_back({{"file", f.file}, {"sha256", f.sha256}, {"rows", f.rows}, {"used", f.used}, {"excluded", f.excluded}});
    if (f.stands_for) inputs.back()["stands_for"] = *f.stands_for;
  }
  return inputs;
}

Json conversions_json(const Case& subject) {
  Json conversions = Json::array();
  for (const auto& c : subject.conversions)
    conversions.push_back({{"file", c.place.file}, {"line", c.place.line}, {"column", c.place.column}, {"reading", c.reading}});
  return conversions;
}

Json warnings_json(const Case& subject) {
  Json warnings = Json::array();
  for (const auto& w : subject.warnings)
    warnings.push_back({{"file", w.place.file},
                        {"line", w.place.line},
                        {"column", w.place.column},
                        {"code", w.code},
                        {"message", w.hint.empty() ? w.message : w.message + "; " + w.hint}});
  return warnings;
}

}  // namespace

Json envelope(const Run& run, const Case& subject, const HarmSettings* settings, Json result, Draws draws) {
  Json out;
  out["premortem"] = run.version;
  out["verb"] = run.verb;
  out["case"] = subject.title;
  const auto setting = [&](auto value) { return settings ? std::optional(value(*settings)) : std::nullopt; };
  const std::string unused = run.verb + " does not depend on it";
  put(out, "confidence", setting([](const auto& s) { return s.confidence; }), unused);
  const HarmSettings* drawn = draws == Draws::made ? settings : nullptr;
  put(out, "seed", drawn ? std::optional(drawn->simulation.seed) : std::nullopt, unused);
  put(out, "samples", drawn ? std::optional(drawn->simulation.samples) : std::nullopt, unused);
  put(out, "as_of", run.as_of, "no dated input");
  out["inputs"] = inputs_json(subject);
  out["conversions"] = conversions_json(subject);
  out["warnings"] = warnings_json(subject);
  out["result"] = std::move(result);
  return out;
}

namespace {

/// `\uXXXX`, as a pair of surrogates above U+FFFF (RFC 8259, section 7).
std::string json_escape(char32_t c) {
  if (c < 0x10000) return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  const auto rest = static_cast<unsigned>(c) - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10U), 0xDC00 + (rest & 0x3FFU));
}

}  // namespace

std::string json_text(const Json& json) {
  const auto text = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  std::string out;
  out.reserve(text.size());
  // Invisible characters stand in strings only, where an escape is the same text to a program and harmless in a terminal.
  for (std::size_t i = 0; i < text.size();) {
    const auto c = decode_utf8(text, i);
    if (c && c->value >= 0x7F && is_invisible(c->value)) out += json_escape(c->value);
    else out.append(text, i, c ? c->length : 1);
    i += c ? c->length : 1;
  }
  return out;
}

Json simulated_json(const Simulated& s) {
  return {{"mean", s.mean},           {"p05", s.p05.value},
          {"p50", s.p50.value},       {"p95", s.p95.value},
          {"p95_se", s.p95.standard_error}, {"mean_se", s.mean_standard_error},
          {"p05_se", s.p05.standard_error}, {"p50_se", s.p50.standard_error},
          {"p99", s.p99.value},       {"p99_se", s.p99.standard_error},
          {"expected_shortfall_95", s.expected_shortfall_95},
          {"samples", s.samples}};
}

Json bound_json(const BoundReading& bound) {
  if (!bound.interval) return nullptr;
  const auto end = [](double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; };
  Json out;
  put(out, "low", end(bound.interval->low), "nothing limits it");
  put(out, "high", end(bound.interval->high), "nothing limits it");
  out["basis"] = name_of(bound.grounds.basis);
  out["sampled_leaves"] = bound.grounds.sampled;
  out["sentence"] = bound.sentence;
  return out;
}

namespace {

/// A limit that nothing bounds is null.
Json limits_json(const Interval& x) {
  const auto end = [](double y) { return std::isfinite(y) ? Json(y) : Json(nullptr); };
  return Json::array({end(x.low), end(x.high)});
}

Json dependence_json(const DependenceReading& d) {
  Json out;
  for (const auto& [name, limits] : {std::pair{"p05", d.p05}, {"p50", d.p50}, {"p95", d.p95}}) {
    out[name] = limits_json(limits);
    if (!std::isfinite(limits.low) || !std::isfinite(limits.high)) out[std::string(name) + "_why"] = "null: nothing limits it there";
  }
  put(out, "p95_found", d.p95_found, "the rearrangement needs a product or a sum of estimates with one distribution each");
  return out;
}

}  // namespace

Json readings_json(const Readings& r) {
  Json out;
  put(out, "point", r.point, r.point_why);
  out["bound"] = bound_json(r.bound);
  if (!r.bound.interval) out["bound_why"] = r.bound.why;
  if (r.one_period_high) out["one_period"] = {{"high", *r.one_period_high}};
  else out["one_period"] = nullptr, out["one_period_why"] = r.one_period_why;
  if (r.any_dependence) out["any_dependence"] = dependence_json(*r.any_dependence);
  else out["any_dependence"] = nullptr, out["any_dependence_why"] = r.any_dependence_why;
  if (r.independent) out["independent"] = simulated_json(*r.independent);
  else out["independent"] = nullptr, out["independent_why"] = r.independent_why;
  if (r.correlated) out["correlated"] = simulated_json(*r.correlated);
  else out["correlated"] = nullptr, out["correlated_why"] = r.correlated_why;
  return out;
}

Json difference_json(const std::string& name, const std::optional<double>& base, const std::optional<double>& changed) {
  Json entry{{"name", name}};
  put(entry, "base", base, "absent without --set");
  put(entry, "changed", changed, "absent with --set");
  put(entry, "difference", base && changed ? std::optional(*changed - *base) : std::nullopt, "one of the two is absent");
  return entry;
}

}  // namespace premortem
