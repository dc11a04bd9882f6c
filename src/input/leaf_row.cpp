#include "input/leaf_row.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>

#include "input/cell_currency.hpp"
#include "input/leaf_shape.hpp"
#include "input/override.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

enum class Takes { one_number, unknown_too };

void report(const TableCell& cell, const CellProblem& problem, Takes takes, Diagnostics& diagnostics) {
  const bool unknown_too = takes == Takes::unknown_too;
  std::string hint = problem.hint;
  if (problem.code == "missing") hint = unknown_too ? "write ? if nobody knows it" : "write the number, 0 if it is none";
  else if (problem.message.ends_with("is not a number"))
    hint = unknown_too ? "write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown" : "write one such as 0.05, 5% or 18M";
  diagnostics.error(cell.place, problem.code, problem.message, hint);
}

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

/// The currency a cell is written in; empty if none.
std::string currency_in(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool inside_word = i > 0 && std::isalpha(static_cast<unsigned char>(text[i - 1])) != 0;
    if (inside_word) continue;
    if (const auto found = leading_currency(text.substr(i), ""); !found.empty()) return std::string(found);
  }
  return "";
}

class LeafRowReader {
 public:
  LeafRowReader(const TableRow& row, RowContext& context) : row_(row), context_(context) {}

  std::optional<Leaf> read(const std::string& name, const std::string& label, const std::string& default_unit) {
    leaf_.name = name;
    leaf_.label = label;
    leaf_.place = row_.place();
    leaf_.source = row_.cell("source").text;
    leaf_.expert = row_.cell("expert").text;
    leaf_.expires = row_.cell("expires").text;
    leaf_.unit = row_.cell("unit").text.empty() ? default_unit : row_.cell("unit").text;
    leaf_.unit_kind = unit_kind_of(leaf_.unit);
    const auto errors = context_.diagnostics.error_count();
    read_evidence();
    read_numbers();
    read_multiplier();
    if (context_.diagnostics.error_count() != errors || is_money_for_people()) return std::nullopt;
    if (!read_shape()) return std::nullopt;
    return leaf_;
  }

 private:
  void keep(const std::string& column, const TableCell& cell) { leaf_.cells[column] = {cell.place, cell.text}; }

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
    if (at == std::string::npos || leaf_.k || leaf_.n || leaf_.low || leaf_.high) return false;
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
    for (const auto& [column, cell] : leaf_.cells) {
      if (column == "evidence" || currency_in(cell.text).empty()) continue;
      context_.diagnostics.error(cell.place, "unit", fmt::format("\"{}\" is money, but people are counted here", cell.text), "write how many");
      return true;
    }
    return false;
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

/// Without a currency of the case, the first one seen holds for all: adding $5 and 6 EUR would be a wrong number.
bool is_second_currency(const TableCell& cell, RowContext& context) {
  if (!context.currency.empty()) return false;  // the cell was read against it
  const auto own = currency_in(cell.text);
  if (own.empty()) return false;
  if (!context.first_money) context.first_money = cell;
  const auto first = currency_in(context.first_money->text);
  if (same_currency(own, first)) return false;
  context.diagnostics.error(cell.place, "currency", fmt::format("\"{}\" is in {}, but {} is in {}", cell.text, own, to_string(context.first_money->place), first),
                            "state the case's currency in feature.csv and convert the others");
  return true;
}

std::optional<CellNumber> read_number(const TableCell& cell, Takes takes, RowContext& context) {
  if (cell.empty()) return std::nullopt;
  const auto parsed = parse_people_number(cell.text, context.currency);
  if (!parsed.value) {
    report(cell, parsed.problem, takes, context.diagnostics);
    return std::nullopt;
  }
  if (is_second_currency(cell, context)) return std::nullopt;
  if (!parsed.value->reading.empty()) context.conversions.push_back({cell.place, parsed.value->reading});
  return CellNumber{parsed.value->low, parsed.value->best, parsed.value->high, parsed.value->unknown};
}

std::string with_doubled_slashes(const std::string& name) {
  std::string doubled;
  for (const char c : name) doubled += c == '/' ? std::string("//") : std::string(1, c);
  return doubled;
}

}  // namespace

bool is_share_for_amount(const TableCell& cell, const char* what, Diagnostics& diagnostics) {
  const auto has = [&](const char* mark) { return cell.text.find(mark) != std::string::npos; };
  const bool share = has("%") || has(" in ") || has(" of ");
  if (share)
    diagnostics.error(cell.place, "unit", fmt::format("\"{}\" is a share, but {}", cell.text, what), "write how many");
  return share;
}

std::optional<CellNumber> read_cell_number(const TableCell& cell, RowContext& context) { return read_number(cell, Takes::unknown_too, context); }

std::optional<double> read_single_number(const TableCell& cell, RowContext& context) {
  const auto number = read_number(cell, Takes::one_number, context);
  if (!number) return std::nullopt;
  if (number->best && !number->low && !number->high) return number->best;
  context.diagnostics.error(cell.place, "number", fmt::format("\"{}\" is not a single number", cell.text),
                            "write one number; a range or ? belongs in a best cell");
  return std::nullopt;
}

std::optional<Leaf> read_leaf(const TableRow& row, const std::string& name, const std::string& label,
                              const std::string& default_unit, RowContext& context) {
  return LeafRowReader(row, context).read(name, label, default_unit);
}

std::string stage_leaf_name(const std::string& mode, const std::string& stage) {
  const bool plain = mode.find('/') == std::string::npos && stage.find('/') == std::string::npos;
  return plain ? mode + "/" + stage : with_doubled_slashes(mode) + "/:" + with_doubled_slashes(stage);
}

std::string option_leaf_name(const std::string& leaf, const std::string& option) {
  return option.empty() ? leaf : leaf + "//option/" + with_doubled_slashes(option);
}

std::string mitigation_leaf_name(const std::string& mode, const std::string& mitigation) {
  return with_doubled_slashes(mode) + "//mitigation/" + with_doubled_slashes(mitigation);
}

std::string cost_leaf_name(const std::string& mode) { return with_doubled_slashes(mode) + "//cost_per_harm"; }

UnitKind unit_kind_of(const std::string& unit) {
  if (unit == "share") return UnitKind::share;
  if (unit == "factor") return UnitKind::factor;
  return UnitKind::amount;
}

}  // namespace premortem
