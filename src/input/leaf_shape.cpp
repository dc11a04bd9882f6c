#include "input/leaf_shape.hpp"

#include <fmt/format.h>

#include <cmath>

#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

constexpr double largest_count = 9007199254740992.0;  // 2^53: above it whole numbers are no longer exact

/// The cell that states a column: its own, or the best cell where that states a range.
const CellOrigin* cell_of(const Leaf& leaf, const std::string& column) {
  for (const auto& name : {column, std::string("best")})
    if (const auto cell = leaf.cells.find(name); cell != leaf.cells.end()) return &cell->second;
  return nullptr;
}

}  // namespace

Place place_of(const Leaf& leaf, const std::string& column) {
  const auto* cell = cell_of(leaf, column);
  return cell ? cell->place : leaf.place;
}

std::string text_of(const Leaf& leaf, const std::string& column) {
  const auto* cell = cell_of(leaf, column);
  return cell ? cell->text : "";
}

namespace {

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
      diagnostics_.error(leaf_.place, "missing_cell", fmt::format("shape {} needs {}, which is empty", name_of(leaf_.shape), column),
                         fmt::format("fill {}, or change the shape", column));
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
    const auto low = text_of(leaf_, "low"), best = text_of(leaf_, "best"), high = text_of(leaf_, "high");
    if (*leaf_.low > *leaf_.high)
      error("low", "order", fmt::format("low \"{}\" is above high \"{}\"", low, high), "they are not swapped for you: write the lower one in low");
    else if (leaf_.best && (*leaf_.best < *leaf_.low || *leaf_.best > *leaf_.high))
      error("best", "outside", fmt::format("best \"{}\" is not between low \"{}\" and high \"{}\"", best, low, high), "mend the one that is wrong");
  }

  /// In plain notation the text decides, for 2^53 + 1 is not a double; as people write it (18M) the value does.
  bool whole(const std::optional<double>& value, const char* column) {
    const auto text = text_of(leaf_, column);
    const bool exact = !parse_number(text) || parse_count(text);
    if (exact && *value >= 0 && *value <= largest_count && std::floor(*value) == *value) return true;
    error(column, "count", fmt::format("{} is \"{}\", expected a whole number from 0 to 2^53 (about 9e15)", column, text));
    return false;
  }

  void check_count() {
    if (!whole(leaf_.k, "k") || !whole(leaf_.n, "n")) return;
    const auto k = text_of(leaf_, "k"), n = text_of(leaf_, "n");
    if (*leaf_.n == 0) error("n", "count", fmt::format("n is \"{}\": no trials say nothing", n), "empty k and n, and write ? in best until there are some");
    else if (*leaf_.k > *leaf_.n) error("k", "count", fmt::format("k \"{}\" is above n \"{}\"", k, n), "k of n: write the part in k and the whole in n");
  }

  void check_rate() {
    if (!whole(leaf_.k, "k")) return;
    if (!(*leaf_.n > 0)) error("n", "count", fmt::format("the exposure n is \"{}\", expected more than 0", text_of(leaf_, "n")));
  }

  void check_beta() {
    if (leaf_.evidence == Evidence::measured)
      error("shape", "belief_measured", "shape beta is somebody's belief, but the evidence says measured",
            "for k of n counted use shape count: as an upper limit the beta is too low");
    else if (!(*leaf_.k > 0 && *leaf_.k < *leaf_.n))
      error("k", "count", fmt::format("shape beta needs k above 0 and below n, got k \"{}\" and n \"{}\"", text_of(leaf_, "k"), text_of(leaf_, "n")),
            "for k of n counted use shape count");
  }

  void check_percentiles() {
    if (leaf_.shape == Shape::lognormal && !(*leaf_.low > 0))
      error("low", "domain", fmt::format("shape lognormal needs low above 0, got \"{}\"", text_of(leaf_, "low")),
            "write the smallest plausible value, or use shape pert");
    else if (*leaf_.low == *leaf_.high)
      error("high", "order", fmt::format("shape {} needs low below high", name_of(leaf_.shape)), "for one value use shape point");
  }

  void check_sample() {
    if (leaf_.low && leaf_.values.front() < *leaf_.low)
      error("low", "limits", fmt::format("the sample holds {}, below its hard limit low \"{}\"", leaf_.values.front(), text_of(leaf_, "low")), "mend the limit or the data");
    if (leaf_.high && leaf_.values.back() > *leaf_.high)
      error("high", "limits", fmt::format("the sample holds {}, above its hard limit high \"{}\"", leaf_.values.back(), text_of(leaf_, "high")), "mend the limit or the data");
  }

  const Leaf& leaf_;
  Diagnostics& diagnostics_;
};

std::string filled_columns(const Leaf& leaf) {
  std::string text;
  for (const auto& [column, value] : {std::pair{"low", leaf.low}, {"best", leaf.best}, {"high", leaf.high}, {"k", leaf.k}, {"n", leaf.n}})
    if (value) text += (text.empty() ? "" : ", ") + std::string(column);
  return text;
}

}  // namespace

bool infer_shape(Leaf& leaf, Diagnostics& diagnostics) {
  const bool counts = leaf.k && leaf.n, limits = leaf.low && leaf.high;
  if (counts && !leaf.low && !leaf.high) leaf.shape = Shape::count;
  else if (limits && leaf.best && !leaf.k && !leaf.n) leaf.shape = Shape::pert;
  else if (limits && !leaf.k && !leaf.n) leaf.shape = Shape::range;
  else if (leaf.best && !leaf.low && !leaf.high && !leaf.k && !leaf.n) leaf.shape = Shape::point;
  else {
    const auto filled = filled_columns(leaf);
    diagnostics.error(leaf.place, "missing_cell",
                      filled.empty() ? fmt::format("\"{}\" states no value", leaf.label) : fmt::format("\"{}\" states {}, from which no shape follows", leaf.label, filled),
                      "fill best; or low and high; or k and n; or write ? in best for unknown");
    return false;
  }
  return true;
}

bool check_shape(const Leaf& leaf, Diagnostics& diagnostics) { return ShapeCheck(leaf, diagnostics).run(); }

}  // namespace premortem
