#include "premortem/statistics/value_of_information.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "premortem/core/error.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"
#include "statistics/nested_regression.hpp"
#include "statistics/sample_moments.hpp"
#include "statistics/surface_redraws.hpp"

namespace premortem {
namespace {

using Column = std::vector<double>;

void check_finite(std::span<const double> x, const char* what) {
  if (!std::all_of(x.begin(), x.end(), [](double v) { return std::isfinite(v); }))
    throw DomainError(std::string(what) + " is not finite in some sample");
}

void check(const NetBenefits& benefits) {
  if (benefits.by_option.empty()) throw DomainError("there is no option");
  const std::size_t samples = benefits.by_option.front().size();
  if (samples < 2) throw DomainError("a value of information needs at least 2 samples");
  for (const auto& option : benefits.by_option) {
    if (option.size() != samples) throw DomainError("the options have different numbers of samples");
    check_finite(option, "a net benefit");
  }
}

/// What each other option brings beyond the one best on average: in one order whatever the order of the options, each once.
std::vector<Column> differences(const NetBenefits& benefits) {
  check(benefits);
  std::vector<const Column*> options;
  for (const auto& option : benefits.by_option) options.push_back(&option);
  std::sort(options.begin(), options.end(), [](auto a, auto b) { return *a < *b; });
  options.erase(std::unique(options.begin(), options.end(), [](auto a, auto b) { return *a == *b; }), options.end());
  const auto best = *std::max_element(options.begin(), options.end(), [](auto a, auto b) { return mean_of(*a) < mean_of(*b); });
  std::vector<Column> result;
  for (const auto option : options) {
    if (option == best) continue;
    Column difference = *option;
    for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= (*best)[i];
    check_finite(difference, "a difference of net benefits");
    result.push_back(std::move(difference));
  }
  return result;
}

InformationValue perfect(const std::vector<Column>& by_option) {
  if (by_option.empty()) return {};
  const std::size_t n = by_option.front().size();
  Column regret(n, 0);
  double best_mean = 0;  // rounding may put another a little above the one that was found best
  for (const auto& option : by_option) {
    best_mean = std::max(best_mean, mean_of(option));
    for (std::size_t i = 0; i < n; ++i) regret[i] = std::max(regret[i], option[i]);
  }
  return {std::max(0.0, mean_of(regret) - best_mean), std::sqrt(variance_of(regret) / static_cast<double>(n))};
}

InformationValue partial(const std::vector<Column>& by_option, const NestedBasis& basis, std::uint64_t seed) {
  const std::size_t n = by_option.front().size();
  std::vector<NestedFit> fits;
  for (const auto& option : by_option) fits.push_back(fit_nested(basis, option));
  Column best(n, 0);
  double best_mean = 0;
  for (const auto& fit : fits) {
    best_mean = std::max(best_mean, fit.coefficients.front());
    for (std::size_t i = 0; i < n; ++i) best[i] = std::max(best[i], fitted(basis, fit.coefficients, fit.used, i));
  }
  const double most = perfect(by_option).value;
  const double over_inputs = variance_of(best) / static_cast<double>(n);
  const double over_surfaces = basis.columns.size() > 1 ? variance_over_surfaces(basis, fits, seed) : 0;
  return {std::clamp(mean_of(best) - best_mean, 0.0, most), std::sqrt(over_inputs + over_surfaces)};
}

void check_input(const NetBenefits& benefits, std::span<const double> input) {
  check(benefits);
  if (input.size() != benefits.by_option.front().size()) throw DomainError("an input has another number of samples than the options");
  check_finite(input, "an input");
}

}  // namespace

InformationValue perfect_information(const NetBenefits& benefits) { return perfect(differences(benefits)); }

InformationValue partial_information(const NetBenefits& benefits, std::span<const double> input, std::uint64_t seed) {
  check_input(benefits, input);
  const auto by_option = differences(benefits);
  return by_option.empty() ? InformationValue{} : partial(by_option, spline_basis(input), seed);
}

InformationValue partial_information(const NetBenefits& benefits, std::span<const double> first, std::span<const double> second,
                                     std::uint64_t seed) {
  check_input(benefits, first);
  check_input(benefits, second);
  const auto by_option = differences(benefits);
  return by_option.empty() ? InformationValue{} : partial(by_option, spline_basis(first, second), seed);
}

InformationValue sample_information(const NetBenefits& benefits, std::span<const double> share, double trials, std::uint64_t seed) {
  check_input(benefits, share);
  if (!(trials >= 1) || trials != std::floor(trials)) throw DomainError("trials must be a whole number of at least 1, not " + std::to_string(trials));
  Column events(share.size());
  fill_uniform({seed, variable_id("value of information/events")}, 0, events);
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!(share[i] >= 0 && share[i] <= 1)) throw DomainError("a share of " + std::to_string(share[i]) + " is not within 0 and 1");
    events[i] = binomial_quantile(trials, share[i], events[i]);
  }
  return partial_information(benefits, events, seed);
}

double unit_normal_loss(double a) { return normal_density(0, 1, a) - a * normal_survival(0, 1, a); }

}  // namespace premortem
