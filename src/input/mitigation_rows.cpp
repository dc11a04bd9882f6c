#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "input/case_rows.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

/// A factor whose stated values all lie in [0, 1] lets a share through; another may make things worse.
UnitKind factor_kind(const Leaf& leaf) {
  const auto above = [&](const std::optional<double>& x) { return x && *x * leaf.multiplier > 1; };
  const bool open_ended = leaf.shape == Shape::rate || leaf.shape == Shape::lognormal || leaf.shape == Shape::normal;
  return above(leaf.low) || above(leaf.best) || above(leaf.high) || open_ended ? UnitKind::factor : UnitKind::share;
}

class MitigationReader {
 public:
  MitigationReader(Case& subject, RowContext& context) : subject_(subject), context_(context) {}

  void read(const TableRow& row) {
    const auto name = row.cell("mitigation");
    const auto modes = modes_named(row.cell("failure_mode"), subject_, context_.diagnostics);
    if (modes.empty() || is_taken(*modes.front(), name)) return;
    Mitigation m;
    m.name = name.text;
    m.source = row.cell("source").text;
    m.place = row.place();
    const auto errors = context_.diagnostics.error_count();
    m.status = read_status(row);
    read_cost(row, m);
    read_factor(row, modes.front()->name, m);
    std::vector<std::optional<std::size_t>> stages;  // the chains of options need not have it in the same place
    for (const auto* mode : modes) {
      refuse_if_counted_already(row, *mode, m);
      stages.push_back(read_stage(row, *mode));
    }
    if (context_.diagnostics.error_count() != errors) return;
    echo(row, m);
    for (std::size_t i = 0; i < modes.size(); ++i) {
      m.stage = stages[i];
      modes[i]->mitigations.push_back(m);
    }
  }

 private:
  void error(const TableCell& cell, const char* code, std::string message, std::string hint) {
    context_.diagnostics.error(cell.place, code, std::move(message), std::move(hint));
  }

  bool is_taken(const FailureMode& mode, const TableCell& name) {
    if (name.empty()) {
      error(name, "missing_cell", "the cell mitigation is empty", "write a name, or delete the row");
      return true;
    }
    const auto same = [&](const Mitigation& m) { return folded_name(m.name) == folded_name(name.text); };
    const auto found = std::find_if(mode.mitigations.begin(), mode.mitigations.end(), same);
    if (found == mode.mitigations.end()) return false;
    error(name, "duplicate", fmt::format("the mitigation \"{}\" of \"{}\" is already in {}", name.text, mode.name, to_string(found->place)),
          "keep one of the two rows");
    return true;
  }

  std::optional<std::size_t> read_stage(const TableRow& row, const FailureMode& mode) {
    const auto cell = row.cell("stage");
    if (cell.empty()) return std::nullopt;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < mode.stages.size(); ++i) {
      if (!in_chain(mode.stages[i])) continue;
      if (mode.stages[i].name == cell.text) return i;
      known.push_back(mode.stages[i].name);
    }
    const auto near = nearest_name(cell.text, known);
    error(cell, "stage", fmt::format("the chain of \"{}\" has no stage \"{}\"", title_of(mode), cell.text),
          near ? fmt::format("did you mean \"{}\"?", *near) : "empty the cell if it acts on the whole chain");
    return std::nullopt;
  }

  MitigationStatus read_status(const TableRow& row) {
    static const std::array<std::string, 2> statuses{"planned", "in place"};
    const auto status = read_choice(row.cell("status"), "status", statuses, 0, context_.diagnostics);
    return status == std::size_t{1} ? MitigationStatus::in_place : MitigationStatus::planned;
  }

  void read_cost(const TableRow& row, Mitigation& m) {
    const auto cell = row.cell("cost_per_year");
    if (cell.empty() || is_share_for_amount(cell, "cost_per_year is an amount of money", context_.diagnostics)) return;
    m.cost_per_year = read_single_number(cell, context_);
    if (m.cost_per_year && *m.cost_per_year < 0)
      error(cell, "negative", fmt::format("cost_per_year is \"{}\", below 0", cell.text), "write 0 if it costs nothing");
  }

  /// Incidents alone were counted with what was in place: its factor would count twice.
  void refuse_if_counted_already(const TableRow& row, const FailureMode& mode, const Mitigation& m) {
    if (has_chain(mode) || mode.stages.size() == 1 || m.status != MitigationStatus::in_place) return;
    error(row.cell("status"), "mitigation", fmt::format("\"{}\" is known by its incidents alone, which were counted with \"{}\" in place", mode.name, m.name),
          "leave it out, or state the chain without it");
  }

  void read_factor(const TableRow& row, const std::string& mode, Mitigation& m) {
    auto leaf = read_leaf(row, mitigation_leaf_name(mode, m.name), m.name, "factor", context_);
    if (!leaf || is_plain_above_one(row)) return;
    set_unit_kind(*leaf, factor_kind(*leaf));
    leaf->unit = name_of(leaf->unit_kind);
    if (!check_not_negative(*leaf, context_.diagnostics) || !check_unit(*leaf, leaf->unit_kind, context_.diagnostics)) return;
    m.leaf = subject_.leaves.size();
    subject_.leaves.push_back(std::move(*leaf));
  }

  /// 5 may be meant for 5%: what lets more than all through is written as a percentage.
  bool is_plain_above_one(const TableRow& row) {
    for (const auto* column : {"low", "best", "high"}) {
      const auto cell = row.cell(column);
      const auto number = parse_people_number(cell.text);
      const bool above = number.value && (number.value->best.value_or(0) > 1 || number.value->high.value_or(0) > 1);
      if (!above || cell.text.find('%') != std::string::npos) continue;
      error(cell, "factor", fmt::format("\"{}\" lets more through than there is", cell.text),
            (parse_number(cell.text).value ? fmt::format("for a percentage write {}%; if", cell.text) : std::string("if")) +
                " it may make things worse, write it in percent, such as 120% (90-250)");
      return true;
    }
    return false;
  }

  /// What the factor means, so that nobody takes the share that is stopped for the share that remains.
  void echo(const TableRow& row, const Mitigation& m) {
    const auto point = point_of(subject_.leaves[m.leaf]);
    if (!point) return;
    if (point->value > 1) {
      context_.conversions.push_back({row.cell("mitigation").place, fmt::format("\"{}\" lets {} through and makes it worse", m.name, percent_text(point->value, Rounding::nearest))});
      return;
    }
    context_.conversions.push_back({row.cell("mitigation").place, fmt::format("\"{}\" lets {} through and stops {}", m.name, percent_text(point->value, Rounding::nearest),
                                                                            percent_text(1 - point->value, Rounding::nearest))});
  }

  Case& subject_;
  RowContext& context_;
};

}  // namespace

void read_mitigations(const Table& table, Case& subject, RowContext& context) {
  MitigationReader reader(subject, context);
  for (const auto& row : table.rows) reader.read(row);
}

}  // namespace premortem
