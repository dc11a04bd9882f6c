#include "input/leaf_shape.hpp"

#include <fmt/format.h>

#include <cmath>

#include "input/leaf_row.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

constexpr double largest_count = 9007199254740992.0;  // 2^53: above it whole numbers are no longer exact

/// The place of a cell of the leaf, or its row.
Place place_of(const Leaf& leaf, const std::string& column) {
  const auto cell = leaf.cells.find(column);
  return cell == leaf.cells.end() ? leaf.place : cell->second.place;
}

std::string text_of(const Leaf& leaf, const std::string& column) {
  const auto cell = leaf.cells.find(column);
  return cell == leaf.cells.end() ? "" : cell->second.text;
}

class ShapeCheck {
 public:
  ShapeCheck(const Leaf& leaf, Diagnostics& diagnostics) : leaf_(leaf), diagnostics_(diagnostics) {}

  bool run() {
    const auto before = diagnostics_.error_count();
    if (!leaf_.unknown) {
      check_cells();
      if (diagnostics_.error_count() == before) check_values();
    }
    return diagnostics_.error_count() == before;
  }

 private:
  void error(const std::string& column, const char* code, std::string message, std::string hint = {}) {
    diagnostics_.error(place_of(leaf_, column), code, std::move(message), std::move(hint));
  }

  void need(const std::optional<double>& value, const char* column) {
    if (!value)
      diagnostics_.error(leaf_.place, "missing_cell", fmt::format("shape {} needs {}", name_of(leaf_.shape), column), "");
  }

  void refuse(const std::optional<double>& value, const char* column) {
    if (value)
      error(column, "superfluous_cell", fmt::format("shape {} does not use {}, but it is \"{}\"", name_of(leaf_.shape), column, text_of(leaf_, column)),
            "empty the cell or change the shape");
  }

  void check_cells() {
    const bool limits = leaf_.shape != Shape::point && leaf_.shape != Shape::count && leaf_.shape != Shape::rate &&
                        leaf_.shape != Shape::beta && leaf_.shape != Shape::sample;
    const bool counts = leaf_.shape == Shape::count || leaf_.shape == Shape::rate || leaf_.shape == Shape::beta;
    const bool mode = leaf_.shape == Shape::triangular || leaf_.shape == Shape::pert;
    if (limits) need(leaf_.low, "low"), need(leaf_.high, "high");
    else if (leaf_.shape != Shape::sample) refuse(leaf_.low, "low"), refuse(leaf_.high, "high");
    if (counts) need(leaf_.k, "k"), need(leaf_.n, "n");
    else refuse(leaf_.k, "k"), refuse(leaf_.n, "n");
    if (mode || leaf_.shape == Shape::point) need(leaf_.best, "best");
  }

  void check_values() {
    if (leaf_.low && leaf_.high) check_limits();
    switch (leaf_.shape) {
      case Shape::count: check_count(); break;
      case Shape::rate: check_rate(); break;
      case Shape::beta: check_beta(); break;
      case Shape::normal:
      case Shape::lognormal: check_percentiles(); break;
      case Shape::sample: check_sample(); break;
      default: break;
    }
  }

  void check_limits() {
    if (*leaf_.low > *leaf_.high)
      error("low", "order", fmt::format("low {} is above high {}", *leaf_.low, *leaf_.high), "they are not swapped for you");
    else if (leaf_.best && (*leaf_.best < *leaf_.low || *leaf_.best > *leaf_.high))
      error("best", "order", fmt::format("best {} is outside {} to {}", *leaf_.best, *leaf_.low, *leaf_.high), "");
  }

  bool whole(const std::optional<double>& value, const char* column) {
    if (*value >= 0 && *value <= largest_count && std::floor(*value) == *value) return true;
    error(column, "count", fmt::format("{} is \"{}\", expected a whole number from 0 to 2^53", column, text_of(leaf_, column)), "");
    return false;
  }

  void check_count() {
    if (!whole(leaf_.k, "k") || !whole(leaf_.n, "n")) return;
    if (*leaf_.n == 0) error("n", "count", "n is 0: no trials say nothing", "leave the row's cells as ? until there are some");
    else if (*leaf_.k > *leaf_.n) error("k", "count", fmt::format("k {} is above n {}", *leaf_.k, *leaf_.n), "");
  }

  void check_rate() {
    if (!whole(leaf_.k, "k")) return;
    if (!(*leaf_.n > 0)) error("n", "count", fmt::format("the exposure n is {}, expected more than 0", *leaf_.n), "");
  }

  void check_beta() {
    if (leaf_.evidence == Evidence::measured)
      error("shape", "belief_measured", "shape beta is somebody's belief, but the evidence says measured",
            "for k of n counted use shape count: as an upper limit the beta is too low");
    else if (!(*leaf_.k > 0 && *leaf_.k < *leaf_.n))
      error("k", "count", fmt::format("shape beta needs 0 < k < n, got k {} and n {}", *leaf_.k, *leaf_.n), "");
  }

  void check_percentiles() {
    if (leaf_.shape == Shape::lognormal && !(*leaf_.low > 0))
      error("low", "domain", fmt::format("shape lognormal needs low above 0, got {}", *leaf_.low), "");
    else if (*leaf_.low == *leaf_.high)
      error("high", "order", fmt::format("shape {} needs low below high", name_of(leaf_.shape)), "for one value use shape point");
  }

  void check_sample() {
    if (leaf_.low && leaf_.values.front() < *leaf_.low)
      error("low", "limits", fmt::format("the sample holds {}, below its hard limit low {}", leaf_.values.front(), *leaf_.low), "");
    if (leaf_.high && leaf_.values.back() > *leaf_.high)
      error("high", "limits", fmt::format("the sample holds {}, above its hard limit high {}", leaf_.values.back(), *leaf_.high), "");
  }

  const Leaf& leaf_;
  Diagnostics& diagnostics_;
};

/// The stated numbers of a leaf that its unit constrains, by column.
std::vector<std::pair<const char*, double>> constrained(const Leaf& leaf) {
  std::vector<std::pair<const char*, double>> values;
  if (leaf.low) values.emplace_back("low", *leaf.low);
  if (leaf.best) values.emplace_back("best", *leaf.best);
  if (leaf.high) values.emplace_back("high", *leaf.high);
  if (!leaf.values.empty()) {
    values.emplace_back("source", leaf.values.front());
    values.emplace_back("source", leaf.values.back());
  }
  return values;
}

std::string share_hint(double value) {
  if (value > 1 && value <= 100) return fmt::format("for a percentage write {}%, which is {}", value, value / 100);
  return "";
}

constexpr double tolerated_tail = 1e-3;  // a belief with more than this above 1 contradicts itself

}  // namespace

bool infer_shape(Leaf& leaf, Diagnostics& diagnostics) {
  const bool counts = leaf.k && leaf.n, limits = leaf.low && leaf.high;
  if (counts && !leaf.low && !leaf.high) leaf.shape = Shape::count;
  else if (limits && leaf.best && !leaf.k && !leaf.n) leaf.shape = Shape::pert;
  else if (limits && !leaf.k && !leaf.n) leaf.shape = Shape::range;
  else if (leaf.best && !leaf.low && !leaf.high && !leaf.k && !leaf.n) leaf.shape = Shape::point;
  else {
    diagnostics.error(leaf.place, "missing_cell", fmt::format("\"{}\" states no value that can be read", leaf.label),
                      "fill best; or low and high; or k and n; or write ? in best for unknown");
    return false;
  }
  return true;
}

bool check_shape(const Leaf& leaf, Diagnostics& diagnostics) { return ShapeCheck(leaf, diagnostics).run(); }

bool check_unit(const Leaf& leaf, UnitKind kind, Diagnostics& diagnostics) {
  if (kind == UnitKind::amount) return true;
  for (const auto& [column, value] : constrained(leaf)) {
    const double scaled = value * leaf.multiplier;
    const bool share = kind == UnitKind::share;
    if (scaled >= 0 && (!share || scaled <= 1)) continue;
    const auto message = leaf.multiplier == 1 ? fmt::format("{} is \"{}\"", column, text_of(leaf, column))
                                              : fmt::format("{} {} times {} is {}", column, value, leaf.multiplier, scaled);
    diagnostics.error(place_of(leaf, column), share ? "probability" : "factor",
                      message + (share ? ", not in [0, 1]" : ", below 0"), share ? share_hint(value) : "");
    return false;
  }
  if (kind == UnitKind::share && leaf.shape == Shape::lognormal && leaf.multiplier == 1 &&
      distribution_of(leaf)->upper_quantile(tolerated_tail) > 1) {
    diagnostics.error(place_of(leaf, "high"), "probability",
                      fmt::format("this lognormal lies above 1 with probability over {}", tolerated_tail), "use shape pert or beta for a share");
    return false;
  }
  return true;
}

bool check_not_negative(const Leaf& leaf, Diagnostics& diagnostics) {
  if (leaf.shape == Shape::normal) {
    diagnostics.error(place_of(leaf, "shape"), "negative", fmt::format("\"{}\" cannot be negative, but a normal distribution can", leaf.label),
                      "use shape lognormal");
    return false;
  }
  for (const auto& [column, value] : constrained(leaf)) {
    if (value >= 0) continue;
    diagnostics.error(place_of(leaf, column), "negative", fmt::format("{} is \"{}\", but \"{}\" cannot be negative", column, text_of(leaf, column), leaf.label), "");
    return false;
  }
  return true;
}

}  // namespace premortem
