#include "report/quantity_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

constexpr Rounding opposite(Rounding r) { return r == Rounding::up ? Rounding::down : r == Rounding::down ? Rounding::up : r; }

std::string text_of(const std::optional<double>& x, Rounding rounding) { return x ? signed_text(*x, rounding) : std::string("?"); }

std::string range_text(double low, double high, Rounding outward_low, Rounding outward_high) {
  return signed_text(low, outward_low) + " to " + signed_text(high, outward_high);
}

const Quantity& quantity_of(const QuantityResult& r, const QuantityReading& q) { return r.subject.quantities[q.quantity]; }

/// "harmed: on average ..." with the name of the quantity in front.
void add(std::vector<std::string>& lines, const std::string& name, const std::string& text) { lines.push_back(name + ": " + text + "."); }

void add_dependence(std::vector<std::string>& lines, const std::string& name, const Readings& r) {
  if (!r.any_dependence) return;
  const auto& d = *r.any_dependence;
  const std::string found = d.p95_found ? fmt::format("; a dependence that reaches {} exists", signed_text(*d.p95_found, Rounding::down)) : "";
  add(lines, name, fmt::format("upper 95% limit between {} and {}, whatever the dependence between the estimates{}", signed_text(d.p95.low, Rounding::down),
                               signed_text(d.p95.high, Rounding::up), found));
}

}  // namespace

std::string signed_text(double value, Rounding rounding) {
  if (std::isinf(value)) return value > 0 ? "unlimited" : "-unlimited";
  return value < 0 ? "-" + number_text(-value, opposite(rounding)) : number_text(value, rounding);
}

TextTable quantity_table(const QuantityResult& result) {
  constexpr auto R = Align::right;
  TextTable table{{{"quantity"}, {"unit"}, {"about", R}, {"bound", R}, {"if unrelated, p05 to p95", R}, {"as correlated, p05 to p95", R}, {"p95 whatever the dependence", R}}, {}};
  for (const auto& q : result.assessment.quantities) {
    const auto& r = q.readings;
    const auto likely = [](const std::optional<Simulated>& s) { return s ? range_text(s->p05.value, s->p95.value, Rounding::nearest, Rounding::nearest) : std::string(); };
    table.rows.push_back({quantity_of(result, q).name, quantity_of(result, q).unit, text_of(r.point, Rounding::nearest),
                          r.bound.interval ? range_text(r.bound.interval->low, r.bound.interval->high, Rounding::down, Rounding::up) : "?", likely(r.independent),
                          likely(r.correlated), r.any_dependence ? range_text(r.any_dependence->p95.low, r.any_dependence->p95.high, Rounding::down, Rounding::up) : ""});
  }
  return table;
}

std::vector<std::string> quantity_lines(const QuantityResult& result) {
  std::vector<std::string> lines;
  for (const auto& q : result.assessment.quantities) {
    const auto& name = quantity_of(result, q).name;
    const auto& r = q.readings;
    if (!r.point) add(lines, name, "no single value: " + r.point_why);
    if (r.bound.interval) add(lines, name, r.bound.sentence);
    else add(lines, name, "no bound: " + r.bound.why);
    if (!r.independent) add(lines, name, "not simulated: " + r.independent_why);
    if (r.correlated) add(lines, name, fmt::format("with the stated correlations p95 is {} (standard error {:.2g})", signed_text(r.correlated->p95.value, Rounding::nearest), r.correlated->p95.standard_error));
    else if (!result.subject.correlations.empty()) add(lines, name, "the stated correlations say nothing of it: " + r.correlated_why);
    add_dependence(lines, name, r);
    if (!r.any_dependence) add(lines, name, "no limits whatever the dependence: " + r.any_dependence_why);
  }
  return lines;
}

NamedNumbers quantity_numbers(const QuantityResult& result) {
  NamedNumbers numbers;
  for (const auto& q : result.assessment.quantities) {
    const auto& name = quantity_of(result, q).name;
    const auto& r = q.readings;
    const auto put = [&, name = name](const char* reading, std::optional<double> x) { numbers[name + reading] = x && std::isfinite(*x) ? x : std::nullopt; };
    put(".point", r.point);
    put(".bound.low", r.bound.interval ? std::optional(r.bound.interval->low) : std::nullopt);
    put(".bound.high", r.bound.interval ? std::optional(r.bound.interval->high) : std::nullopt);
    const auto put_simulated = [&](const std::string& reading, const std::optional<Simulated>& s) {
      put((reading + ".mean").c_str(), s ? std::optional(s->mean) : std::nullopt);
      put((reading + ".p05").c_str(), s ? std::optional(s->p05.value) : std::nullopt);
      put((reading + ".p50").c_str(), s ? std::optional(s->p50.value) : std::nullopt);
      put((reading + ".p95").c_str(), s ? std::optional(s->p95.value) : std::nullopt);
      put((reading + ".p99").c_str(), s ? std::optional(s->p99.value) : std::nullopt);
      put((reading + ".expected_shortfall_95").c_str(), s ? std::optional(s->expected_shortfall_95) : std::nullopt);
    };
    put_simulated(".independent", r.independent);
    put_simulated(".correlated", r.correlated);
    put(".any_dependence.p95.low", r.any_dependence ? std::optional(r.any_dependence->p95.low) : std::nullopt);
    put(".any_dependence.p95.high", r.any_dependence ? std::optional(r.any_dependence->p95.high) : std::nullopt);
  }
  return numbers;
}

std::vector<NumberDifference> quantity_differences(const QuantityResult& base, const QuantityResult& changed) {
  return number_differences(quantity_numbers(base), quantity_numbers(changed));
}

}  // namespace premortem
