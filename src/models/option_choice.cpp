#include "premortem/models/option_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/cost_flip.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_inside(const std::string& what, std::optional<double> x, double most) {
  if (x && !(std::isfinite(*x) && *x >= 0 && *x <= most))
    throw DomainError(fmt::format("{} is {}, which is not possible", what, *x));
}

void require_domain(std::span<const StatedOption> options, const ErrorCosts& errors) {
  constexpr double any = std::numeric_limits<double>::max();
  require_inside("the positive rate", errors.positive_rate, 1);
  require_inside("the cost of a false positive", errors.false_positive, any);
  require_inside("the cost of a false negative", errors.false_negative, any);
  if (!(errors.volume_per_year > 0) || !std::isfinite(errors.volume_per_year))
    throw DomainError(fmt::format("the volume must be above 0, not {}", errors.volume_per_year));
  for (const auto& o : options) {
    require_inside("the cost of \"" + o.name + "\"", o.cost_per_year, any);
    require_inside("the precision of \"" + o.name + "\"", o.precision, 1);
    require_inside("the recall of \"" + o.name + "\"", o.recall, 1);
    require_inside("the number of false positives of \"" + o.name + "\"", o.false_positives_per_year, any);
  }
}

/// False positives a year, or why they are not known.
std::optional<double> false_positives(const StatedOption& o, double true_positives, double negatives,
                                      std::string& why) {
  const auto absent = [&](const char* reason) { return why = reason, std::optional<double>(); };
  std::optional<double> count = o.false_positives_per_year;
  if (!count) {
    if (!o.precision) return absent("its precision is not stated");
    if (*o.precision == 0) return absent("a precision of 0 does not say how many false positives there are");
    if (true_positives == 0)
      return absent("without true positives a precision does not say how many false positives there are");
    count = true_positives * (1 - *o.precision) / *o.precision;
  }
  constexpr double rounding = 1e-9;
  if (*count > negatives * (1 + rounding))
    return absent("it would flag more negatives than there are; precision and positive rate do not belong together");
  return count;
}

OptionCost cost_of(const StatedOption& o, const ErrorCosts& errors) {
  OptionCost c;
  if (!o.recall) return c.why_absent = "its recall is not stated", c;
  const double positives = errors.positive_rate * errors.volume_per_year;
  c.misses = (1 - *o.recall) * positives;
  c.false_positives = false_positives(o, *o.recall * positives, errors.volume_per_year - positives, c.why_absent);
  if (!c.false_positives) return c;
  c.error_cost = *c.misses * errors.false_negative + *c.false_positives * errors.false_positive;
  if (!o.cost_per_year) return c.why_absent = "its cost_per_year is not stated", c;
  c.total = *o.cost_per_year + *c.error_cost;
  return c;
}

bool dominates(const YearlyCounts& a, const YearlyCounts& b) {
  const bool no_worse = a.cost <= b.cost && a.misses <= b.misses && a.false_positives <= b.false_positives;
  return no_worse && (a.cost < b.cost || a.misses < b.misses || a.false_positives < b.false_positives);
}

}  // namespace

OptionChoice choose_option(std::span<const StatedOption> options, const ErrorCosts& errors,
                           std::optional<std::size_t> chosen) {
  require_domain(options, errors);
  if (chosen && *chosen >= options.size())
    throw DomainError(fmt::format("there is no option {} of {}", *chosen, options.size()));
  OptionChoice choice;
  for (const auto& o : options) choice.costs.push_back(cost_of(o, errors));
  std::vector<Contender> contenders;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto& c = choice.costs[i];
    if (!c.total || (options[i].rejected && i != chosen)) continue;
    contenders.push_back({i, {*options[i].cost_per_year, *c.misses, *c.false_positives}});
    if (!options[i].rejected && (!choice.cheapest || *c.total < *choice.costs[*choice.cheapest].total))
      choice.cheapest = i;
  }
  for (const auto& a : contenders) {
    for (const auto& b : contenders) {
      auto& by = choice.costs[b.option].dominated_by;
      if (!by && !options[a.option].rejected && dominates(a.year, b.year)) by = a.option;
    }
  }
  choice.chosen = chosen ? chosen : choice.cheapest;
  if (choice.chosen) add_flips(choice, contenders, errors);
  return choice;
}

}  // namespace premortem
