// Every family over laws of every kind against tests/references/expected_abandonment.csv (50-digit arithmetic; see the README there).
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "models/curve_builder.hpp"
#include "premortem/models/expected_abandonment.hpp"

using namespace premortem;
using namespace premortem::testing;

namespace {

constexpr double tolerance = 1e-12;  // as promised in expected_abandonment.hpp, for shares from 1e-12

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at; (at = text.find(by, from)) != std::string::npos; from = at + by.size()) parts.push_back(text.substr(from, at - from));
  parts.push_back(text.substr(from));
  return parts;
}

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

CurveFamily family_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(CurveFamily::kaplan_meier); ++i)
    if (family_name(static_cast<CurveFamily>(i)) == name) return static_cast<CurveFamily>(i);
  FAIL("no family is called " << name);
  return {};
}

AbandonmentCurve curve_in(const std::vector<std::string>& cells) {
  auto curve = curve_of(family_of(cells[0]), {number(cells[2]), number(cells[3]), number(cells[4])}, cells[1] == "quits" ? LatencyData::quits : LatencyData::delays);
  curve.has_covariance = true;
  for (std::size_t i = 0; i < most_parameters; ++i) curve.covariance[i][i] = 1;  // the standard error is then the gradient's length
  if (cells[5].empty()) return curve;
  for (const auto& step : split(cells[5], ";")) curve.steps.push_back({number(step), number(split(step, ":")[1])});
  return curve;
}

LatencyDistribution law_in(const std::string& text) {
  LatencyDistribution law;
  for (const auto& part : split(text, " + ")) {
    std::vector<LatencyQuantile> quantiles;
    for (const auto& q : split(split(part, " * ")[1], "/")) quantiles.push_back({number(q), number(split(q, "@")[1])});
    law.parts.push_back(latency_from_quantiles(quantiles).parts.front());
    law.parts.back().weight = number(part);
  }
  return law;
}

struct Worst {
  double error = 0;
  std::string row;
  int compared = 0;
};

void compare(Worst& worst, double found, const std::string& wanted, const std::string& row) {
  if (wanted.empty()) return;
  const double exact = number(wanted);
  if (std::abs(exact) < 1e-12) {
    CHECK(std::abs(found - exact) < 1e-20);
    return;
  }
  const double error = std::abs(found / exact - 1);
  ++worst.compared;
  if (error >= worst.error) worst.error = error, worst.row = row;
}

}  // namespace

TEST_CASE("averages, their derivatives and their gradients agree with 50-digit arithmetic to 1e-12") {
  std::ifstream file(PREMORTEM_SOURCE_DIR "/tests/references/expected_abandonment.csv");
  std::map<std::string, Worst> worst;
  int rows = 0;
  std::string row;
  std::getline(file, row);
  while (std::getline(file, row)) {
    const auto cells = split(row, ",");
    REQUIRE(cells.size() == 11);
    const auto curve = curve_in(cells);
    const auto law = law_in(cells[6]);
    const auto e = expected_abandonment(curve, law, .95);
    compare(worst["value"], e.value, cells[7], row);
    const auto rate = exchange_rate(curve, law, 1, 1, 0);  // 10 E' / (1 - E)
    if (rate.points_per_10pct) compare(worst["by_log"], *rate.points_per_10pct * (1 - e.value) / 10, cells[8], row);
    compare(worst["later_100"], expected_abandonment_later(curve, law, 100), cells[9], row);
    if (e.se) compare(worst["gradient"], *e.se, cells[10], row);
    ++rows;
  }
  REQUIRE(rows == 153);
  for (const auto& [what, w] : worst) {
    INFO(what << ": worst of " << w.compared << " is " << w.error << " at " << w.row);
    CHECK(w.error <= tolerance);
    CHECK(w.compared >= 110);
  }
}
