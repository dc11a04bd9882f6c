// Every distribution function against tests/references/distributions.csv (50-digit arithmetic; see the
// README there). A row may differ by `tolerance` of the expected value; the worst of each function is printed.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include "premortem/statistics/distribution.hpp"

using namespace premortem;

namespace {

constexpr double tolerance = 1e-12;  // as promised in distribution.hpp

struct Row {
  std::string function;
  double first = 0, second = 0, argument = 0, expected = 0;
};

struct Worst {
  double error = 0;
  long rows = 0;
  Row row;
};

double number(std::istringstream& line) {
  std::string cell;
  std::getline(line, cell, ',');
  return std::strtod(cell.c_str(), nullptr);
}

Row parsed(const std::string& text) {
  std::istringstream line(text);
  Row row;
  std::getline(line, row.function, ',');
  row.first = number(line);
  row.second = number(line);
  row.argument = number(line);
  row.expected = number(line);
  return row;
}

using Formula = std::function<double(double, double, double)>;

const std::map<std::string, Formula>& formulas() {
  static const std::map<std::string, Formula> table{
      {"beta_cdf", beta_cdf},
      {"beta_survival", beta_survival},
      {"beta_quantile", beta_quantile},
      {"beta_upper_quantile", beta_upper_quantile},
      {"gamma_cdf", gamma_cdf},
      {"gamma_survival", gamma_survival},
      {"gamma_quantile", gamma_quantile},
      {"gamma_upper_quantile", gamma_upper_quantile},
      {"normal_cdf", normal_cdf},
      {"normal_survival", normal_survival},
      {"normal_quantile", normal_quantile},
      {"normal_upper_quantile", normal_upper_quantile},
      {"binomial_cdf", binomial_cdf},
      {"binomial_survival", binomial_survival},
      {"poisson_cdf", [](double mean, double, double k) { return poisson_cdf(mean, k); }},
      {"poisson_survival", [](double mean, double, double k) { return poisson_survival(mean, k); }},
      {"poisson_quantile", [](double mean, double, double p) { return poisson_quantile(mean, p); }},
      {"inverse_gaussian_cdf", inverse_gaussian_cdf},
      {"inverse_gaussian_survival", inverse_gaussian_survival},
      {"inverse_gaussian_quantile", inverse_gaussian_quantile},
  };
  return table;
}

/// Relative error; the quantile of a normal relative to |mean| too, from which it may differ by cancellation.
double error_of(const Row& row) {
  const double found = formulas().at(row.function)(row.first, row.second, row.argument);
  const bool location = row.function == "normal_quantile" || row.function == "normal_upper_quantile";
  const double size = location ? std::abs(row.first) + std::abs(row.expected - row.first) : std::abs(row.expected);
  const double difference = std::abs(found - row.expected);
  return difference == 0 ? 0.0 : difference / size;
}

std::map<std::string, Worst> worst_of_table(long& rows_too_far) {
  std::ifstream file(PREMORTEM_SOURCE_DIR "/tests/references/distributions.csv");
  REQUIRE(file.good());
  std::map<std::string, Worst> worst;
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) {
    const Row row = parsed(line);
    INFO(line);
    const double error = error_of(row);
    if (!(error <= tolerance)) {
      ++rows_too_far;
      UNSCOPED_INFO(line << " is off by " << error);
    }
    Worst& seen = worst[row.function];
    ++seen.rows;
    if (!(error <= seen.error)) {
      seen.error = error;
      seen.row = row;
    }
  }
  return worst;
}

}  // namespace

TEST_CASE("every row of the reference table is met to 1e-12") {
  long rows = 0;
  long rows_too_far = 0;
  const auto worst = worst_of_table(rows_too_far);
  std::ostringstream report;
  for (const auto& [function, seen] : worst) {
    rows += seen.rows;
    report << function << ": " << seen.rows << " rows, worst " << seen.error << " at (" << seen.row.first << ", "
           << seen.row.second << ", " << seen.row.argument << ")\n";
  }
  INFO(report.str());
  CHECK(worst.size() == formulas().size());
  CHECK(rows >= 10000);
  CHECK(rows_too_far == 0);
}
