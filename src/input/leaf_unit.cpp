#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "input/cell_decimal.hpp"
#include "input/leaf_row.hpp"
#include "input/leaf_shape.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/quantity/leaf_distribution.hpp"

namespace premortem {
namespace {

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

/// The value as the file states it: `"5" is given`, `high "5" is given`, `the sample d.csv:v holds 5`, `"0.5" times 3 is 1.5`.
std::string stated(const Leaf& leaf, const std::string& column, double value) {
  const auto text = text_of(leaf, column);
  if (column == "source") return fmt::format("the sample {} holds {}", text, value);
  const std::string cell = (column == "best" ? "" : column + " ") + fmt::format("\"{}\"", text);
  return leaf.multiplier == 1 ? cell + " is given" : fmt::format("{} times {} is {:.10g}", cell, leaf.multiplier, value * leaf.multiplier);
}

/// For 5 where a share is meant: 5% perhaps.
std::string share_hint(const Leaf& leaf, const std::string& column, double value) {
  if (column == "source") return "write shares in the data file from 0 to 1";
  const auto text = text_of(leaf, column);
  const auto percent = parse_people_number(text + "%");
  if (value <= 1 || value > 100 || !percent.value || !percent.value->best) return "";
  return fmt::format("for a percentage write {}%, which is {}", text, plain_number(*percent.value->best));
}

/// Money is an amount: $0.5 is half a dollar, not half of the people.
bool is_money(const Leaf& leaf, UnitKind kind, Diagnostics& diagnostics) {
  const bool share = kind == UnitKind::share;
  for (const auto* column : {"low", "best", "high", "k", "n"})
    if (const auto cell = leaf.cells.find(column);
        cell != leaf.cells.end() && !currency_in(cell->second.text).empty()) {
      diagnostics.error(cell->second.place, "unit", fmt::format("\"{}\" is money, but a {} is expected here", cell->second.text, share ? "share" : "factor"),
                        share ? "write the share, such as 5%" : "write the factor, such as 1.5");
      return true;
    }
  return false;
}

constexpr double tolerated_tail = 1e-3;  // a belief with more than this above 1 contradicts itself

}  // namespace

bool check_unit(const Leaf& leaf, UnitKind kind, Diagnostics& diagnostics) {
  if (kind == UnitKind::amount) return true;
  const auto fits = [&](const Leaf& expert) { return check_unit(expert, kind, diagnostics); };
  if (!std::all_of(leaf.experts.begin(), leaf.experts.end(), fits)) return false;
  if (is_money(leaf, kind, diagnostics)) return false;
  const bool share = kind == UnitKind::share;
  for (const auto& [column, value] : constrained(leaf)) {
    const double scaled = value * leaf.multiplier;
    if (scaled >= 0 && (!share || scaled <= 1)) continue;
    diagnostics.error(place_of(leaf, column), share ? "probability" : "factor",
                      stated(leaf, column, value) + (share ? ", but a share must be in [0, 1]" : ", but a factor cannot be below 0"),
                      share ? share_hint(leaf, column, value) : "");
    return false;
  }
  if (share && leaf.shape == Shape::rate && *leaf.k > *leaf.n) {
    diagnostics.error(place_of(leaf, "k"), "probability", fmt::format("k \"{}\" is above the exposure n \"{}\", but a share must be in [0, 1]", text_of(leaf, "k"), text_of(leaf, "n")),
                      "write factor in unit if one exposure can harm several");
    return false;
  }
  if (share && leaf.shape == Shape::lognormal && leaf.multiplier == 1 &&
      distribution_of(leaf)->upper_quantile(tolerated_tail) > 1) {
    diagnostics.error(place_of(leaf, "high"), "probability",
                      fmt::format("a lognormal from \"{}\" to \"{}\" lies above 1 more often than once in 1000, which a share cannot", text_of(leaf, "low"), text_of(leaf, "high")),
                      "use shape pert or range");
    return false;
  }
  return true;
}

bool check_not_negative(const Leaf& leaf, Diagnostics& diagnostics) {
  const auto fits = [&](const Leaf& expert) { return check_not_negative(expert, diagnostics); };
  if (!std::all_of(leaf.experts.begin(), leaf.experts.end(), fits)) return false;
  if (leaf.shape == Shape::normal) {
    diagnostics.error(place_of(leaf, "shape"), "negative", fmt::format("\"{}\" cannot be negative, but shape normal can", leaf.label),
                      "use shape lognormal, or pert");
    return false;
  }
  for (const auto& [column, value] : constrained(leaf)) {
    if (value >= 0) continue;
    diagnostics.error(place_of(leaf, column), "negative", fmt::format("{}, but \"{}\" cannot be negative", stated(leaf, column, value), leaf.label), "");
    return false;
  }
  return true;
}

void set_unit_kind(Leaf& leaf, UnitKind kind) {
  leaf.unit_kind = kind;
  for (auto& expert : leaf.experts) set_unit_kind(expert, kind);
}

}  // namespace premortem
