#include "input/leaf_row.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "input/leaf_shape.hpp"
#include "input/override.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/case_folder.hpp"

namespace premortem {
namespace {

/// A cell of a closed list; absent (and reported) if it is none of them.
template <class Named>
auto read_choice(const TableCell& cell, const char* what, const std::vector<std::string>& choices, Named named,
                 Diagnostics& diagnostics) -> decltype(named(cell.text)) {
  const auto value = named(cell.text);
  if (!value) {
    const auto near = nearest_name(cell.text, choices);
    diagnostics.error(cell.place, what, fmt::format("{} is \"{}\", expected {}", what, cell.text, fmt::join(choices, ", ")),
                      near ? fmt::format("did you mean \"{}\"?", *near) : "");
  }
  return value;
}

const std::vector<std::string> shapes{"point", "range", "uniform", "triangular", "pert", "normal",
                                      "lognormal", "beta", "count", "rate", "sample"};
const std::vector<std::string> evidences{"measured", "benchmark", "expert", "guess"};

class LeafRowReader {
 public:
  LeafRowReader(const TableRow& row, RowContext& context) : row_(row), context_(context) {}

  std::optional<Leaf> read(const std::string& name, const std::string& label, const std::string& default_unit) {
    leaf_.name = name;
    leaf_.label = label;
    leaf_.place = place();
    leaf_.source = row_.cell("source").text;
    leaf_.expert = row_.cell("expert").text;
    leaf_.expires = row_.cell("expires").text;
    leaf_.unit = row_.cell("unit").text.empty() ? default_unit : row_.cell("unit").text;
    leaf_.unit_kind = unit_kind_of(leaf_.unit);
    const auto errors = context_.diagnostics.error_count();
    refuse_near_unit();
    read_evidence();
    read_numbers();
    read_multiplier();
    if (context_.diagnostics.error_count() != errors || is_money_for_people()) return std::nullopt;
    if (!read_shape()) return std::nullopt;
    return leaf_;
  }

 private:
  /// Where its value stands: in the row, or in the option of the command line that states it whole in the row's place.
  Place place() const {
    const auto shape = row_.cell("shape");
    return shape.empty() && is_of_command(shape.place) ? shape.place : row_.place();
  }

  void keep(const std::string& column, const TableCell& cell) { leaf_.cells[column] = {cell.place, cell.text}; }

  void refuse_near_unit() {
    if (const auto meant = meant_unit(leaf_.unit))
      context_.diagnostics.error(row_.cell("unit").place, "unit", fmt::format("the unit is \"{}\", expected share, factor or what is counted", leaf_.unit), fmt::format("did you mean \"{}\"?", *meant));
  }

  void read_evidence() {
    const auto cell = row_.cell("evidence");
    if (cell.empty()) return;
    keep("evidence", cell);
    if (const auto e = read_choice(cell, "evidence", evidences, evidence_named, context_.diagnostics)) leaf_.evidence = *e;
  }

  std::optional<double> single(const std::string& column) {
    const auto cell = row_.cell(column);
    if (cell.empty()) return std::nullopt;
    keep(column, cell);
    return read_single_number(cell, context_);
  }

  void read_numbers() {
    leaf_.low = single("low");
    leaf_.high = single("high");
    leaf_.k = single("k");
    leaf_.n = single("n");
    const auto cell = row_.cell("best");
    if (cell.empty()) return;
    if (read_counts(cell)) return;
    keep("best", cell);
    const auto number = read_cell_number(cell, context_);
    if (!number) return;
    const bool ranged = number->low || number->high;
    if ((ranged || number->unknown) && (leaf_.low || leaf_.high || leaf_.k || leaf_.n)) {
      context_.diagnostics.error(cell.place, "range", fmt::format("\"{}\" states a range, but low, high, k or n of the row are filled too", cell.text),
                                 "empty them, or write a single number in best");
      return;
    }
    leaf_.best = number->best;
    leaf_.unknown = number->unknown;
    if (ranged) leaf_.low = number->low, leaf_.high = number->high;
  }

  /// `3 of 1200` counts: k and n in one cell.
  bool read_counts(const TableCell& cell) {
    constexpr std::string_view of = " of ";
    const auto at = cell.text.find(of);
    if (at == std::string::npos) return false;
    if (leaf_.k || leaf_.n || leaf_.low || leaf_.high) {
      context_.diagnostics.error(cell.place, "range", fmt::format("\"{}\" states k and n, but low, high, k or n of the row are filled too", cell.text), "empty them, or write a single number in best");
      return true;
    }
    const TableCell k{cell.text.substr(0, at), cell.place}, n{cell.text.substr(at + of.size()), cell.place};
    keep("k", k), keep("n", n);
    const auto errors = context_.diagnostics.error_count();
    leaf_.k = read_single_number(k, context_);
    leaf_.n = read_single_number(n, context_);
    if (context_.diagnostics.error_count() == errors)
      context_.conversions.push_back({cell.place, fmt::format("\"{}\" is counted: {} seen in {} tries", cell.text, k.text, n.text)});
    return true;
  }

  bool is_money_for_people() {
    if (leaf_.unit != "people") return false;
    return std::any_of(leaf_.cells.begin(), leaf_.cells.end(), [&](const auto& cell) {
      return cell.first != "evidence" && is_money_for_amount({cell.second.text, cell.second.place}, "people are counted here", "write how many", context_);
    });
  }

  void read_multiplier() {
    const auto cell = row_.cell(multiplier_column);
    if (cell.empty()) return;
    keep(multiplier_column, cell);
    if (const auto factor = read_single_number(cell, context_)) {
      leaf_.multiplier = *factor;
      if (*factor < 0) context_.diagnostics.error(cell.place, "negative", fmt::format("the factor \"{}\" is negative", cell.text), "write 0 or more");
    }
  }

  bool read_shape() {
    const auto cell = row_.cell("shape");
    if (!cell.empty()) {
      keep("shape", cell);
      const auto shape = read_choice(cell, "shape", shapes, shape_named, context_.diagnostics);
      if (!shape) return false;
      leaf_.shape = *shape;
    } else if (!leaf_.unknown && !infer_shape(leaf_, context_.diagnostics)) {
      return false;
    }
    if (leaf_.shape == Shape::sample) {
      keep("source", row_.cell("source"));
      leaf_.values = context_.read_sample(leaf_.source, row_.cell("source").place);
      if (leaf_.values.empty()) return false;  // reported by the reader of the sample
    }
    return check_shape(leaf_, context_.diagnostics);
  }

  const TableRow& row_;
  RowContext& context_;
  Leaf leaf_;
};

}  // namespace

std::optional<Leaf> read_leaf(const TableRow& row, const std::string& name, const std::string& label,
                              const std::string& default_unit, RowContext& context) {
  return LeafRowReader(row, context).read(name, label, default_unit);
}

UnitKind unit_kind_of(const std::string& unit) {
  if (unit == "share") return UnitKind::share;
  if (unit == "factor") return UnitKind::factor;
  return UnitKind::amount;
}

std::optional<std::string> meant_unit(const std::string& unit) {
  if (unit_kind_of(unit) != UnitKind::amount) return std::nullopt;
  static const std::vector<std::string> shares{"share", "%", "\u2030", "percent", "percents", "percentage", "percentages", "pct", "per_cent", "permille", "fraction", "proportion", "probability"};
  static const std::vector<std::string> share{"share"};
  const auto folded = folded_name(unit), whole = folded.substr(0, folded.find("_of_"));  // `% of users` is one too
  if (folded == "shares" || std::find(shares.begin(), shares.end(), whole) != shares.end()) return "share";
  if (folded == "factor" || folded == "factors") return "factor";
  return unit.size() > share.front().size() ? std::nullopt : nearest_name(unit, share);  // of a longer one "shards" would be one
}

}  // namespace premortem
