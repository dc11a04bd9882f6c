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

/// The variance of the mean of what the best option brings beyond the one that is taken. Which one that is may not be certain: of
/// those within two standard errors of the best on average, the one that leaves most uncertain. By symmetry it matters little
/// which; with long tails it does.
/// @param best      the value of the best option in each sample, 0 that of the option that was found best on average
/// @param surfaces  the value of each other option in the same sense
double variance_over_samples(const std::vector<Column>& by_option, const Column& best, const std::vector<Column>& surfaces) {
  const auto n = static_cast<double>(best.size());
  double variance = variance_of(best) / n;
  for (std::size_t d = 0; d < by_option.size(); ++d) {
    const double behind = -mean_of(by_option[d]);
    if (behind > 2 * std::sqrt(variance_of(by_option[d]) / n)) continue;
    Column beyond = best;
    for (std::size_t i = 0; i < beyond.size(); ++i) beyond[i] -= surfaces[d][i];
    variance = std::max(variance, variance_of(beyond) / n);
  }
  return variance;
}

/// The mean over samples of the best surface less that of the best on average, with its variance over the samples.
struct BestOfSurfaces {
  double value, variance;
};

BestOfSurfaces best_of(const std::vector<Column>& by_option, const std::vector<Column>& surfaces) {
  Column best(by_option.front().size(), 0);
  double best_mean = 0;  // rounding may put another a little above the one that was found best
  for (const auto& surface : surfaces) {
    best_mean = std::max(best_mean, mean_of(surface));
    for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], surface[i]);
  }
  return {std::max(0.0, mean_of(best) - best_mean), variance_over_samples(by_option, best, surfaces)};
}

InformationValue partial(const std::vector<Column>& by_option, const NestedBasis& basis, std::uint64_t seed) {
  std::vector<NestedFit> fits;
  std::vector<Column> surfaces;
  for (const auto& option : by_option) {
    fits.push_back(fit_nested(basis, option));
    surfaces.emplace_back(option.size());
    for (std::size_t i = 0; i < option.size(); ++i) surfaces.back()[i] = fitted(basis, fits.back().coefficients, fits.back().used, i);
  }
  const BestOfSurfaces found = best_of(by_option, surfaces);
  const double over_surfaces = basis.columns.size() > 1 ? variance_over_surfaces(basis, fits, seed) : 0;
  return {std::min(found.value, best_of(by_option, by_option).value), std::sqrt(found.variance + over_surfaces)};
}

void check_input(const NetBenefits& benefits, std::span<const double> input) {
  check(benefits);
  if (input.size() != benefits.by_option.front().size()) throw DomainError("an input has another number of samples than the options");
  check_finite(input, "an input");
}

}  // namespace

InformationValue perfect_information(const NetBenefits& benefits) {
  const auto by_option = differences(benefits);
  if (by_option.empty()) return {};
  const BestOfSurfaces found = best_of(by_option, by_option);
  return {found.value, std::sqrt(found.variance)};
}

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
