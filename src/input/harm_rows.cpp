#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "input/case_rows.hpp"
#include "input/expert_pool.hpp"
#include "input/option_chains.hpp"
#include "input/row_names.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

constexpr const char* population = "the first stage is the population";

class HarmRowReader {
 public:
  HarmRowReader(const Table& table, Case& subject, RowContext& context) : subject_(subject), context_(context), chains_(table, context.options, subject) {
    for (const auto& leaf : subject.leaves) assumptions_.push_back(leaf.name);
  }

  void read(const TableRow& row) {
    const auto mode_cell = row.cell("failure_mode"), stage_cell = row.cell("stage");
    for (const auto& [cell, what] : {std::pair{mode_cell, "failure_mode"}, std::pair{stage_cell, "stage"}})
      if (cell.empty()) {
        error(cell, "missing_cell", fmt::format("the cell {} is empty", what), "write a name, or delete the row");
        return;
      }
    if (mode_names_.is_respelt(mode_cell, context_.diagnostics) || chains_.refuses(row.cell("option"), context_.diagnostics)) return;
    const auto chains = chains_.of(row);
    const FailureMode& mode = subject_.failure_modes[chains.front()];
    const auto given = read_given(row, mode);
    if (!given || begins_some_chains(row, chains) || is_second_row(row, mode, *given) || stands_in_another(row, chains)) return;
    const auto leaf = row.cell("assumption").empty() ? own_leaf(row, mode, *given) : assumed_leaf(row, mode, *given);
    if (!leaf) unread_.insert(stage_cell.place);
    // A stage that could not be read is still a stage, so that those after it are judged by their right place.
    for (const auto chain : chains) subject_.failure_modes[chain].stages.push_back({stage_cell.text, *given, leaf.value_or(0), stage_cell.place});
  }

  void check_options() { chains_.check_complete(context_.diagnostics); }

 private:
  void error(const TableCell& cell, const char* code, std::string message, std::string hint) {
    context_.diagnostics.error(cell.place, code, std::move(message), std::move(hint));
  }

  std::optional<Given> read_given(const TableRow& row, const FailureMode& mode) {
    const auto cell = row.cell("given");
    if (cell.empty()) return Given::previous;
    if (mode.stages.empty() && !context_.rows_lost) {
      error(cell, "given", fmt::format("given is \"{}\", but the first stage is the population", cell.text), "empty the cell");
      return std::nullopt;
    }
    static const std::array<std::string, 4> names{"previous", "marginal", "incidents", "noticed"};
    const auto found = std::find(names.begin(), names.end(), cell.text);
    if (found == names.end()) {
      const auto near = nearest_name(cell.text, names);
      error(cell, "given", fmt::format("given is \"{}\", expected previous, marginal, incidents or noticed", cell.text),
            near ? fmt::format("did you mean \"{}\"?", *near) : "");
      return std::nullopt;
    }
    return static_cast<Given>(found - names.begin());
  }

  /// A row of all options that is the population of some of them and a share of others.
  bool begins_some_chains(const TableRow& row, const std::vector<std::size_t>& chains) {
    const auto empty = [&](std::size_t c) { return subject_.failure_modes[c].stages.empty(); };
    const auto first = std::find_if(chains.begin(), chains.end(), empty);
    if (first == chains.end() || std::all_of(chains.begin(), chains.end(), empty)) return false;
    error(row.cell("stage"), "option", fmt::format("the population of \"{}\" is missing before this row", title_of(subject_.failure_modes[*first])),
          "write it above, or give the population no option");
    return true;
  }

  /// A row of all options whose stage one of them has already, on its own.
  bool stands_in_another(const TableRow& row, const std::vector<std::size_t>& chains) {
    const auto stage = row.cell("stage");
    for (const auto chain : chains)
      for (const auto& s : subject_.failure_modes[chain].stages)
        if (folded_name(s.name) == folded_name(stage.text)) {
          error(stage, "duplicate", fmt::format("the stage \"{}\" of \"{}\" is already in {}", stage.text, title_of(subject_.failure_modes[chain]), to_string(s.place)),
                "keep one row, or give each option its own");
          return true;
        }
    return false;
  }

  /// A stage that stands already: another expert's word on it, or a slip.
  bool is_second_row(const TableRow& row, const FailureMode& mode, Given given) {
    const auto stage = row.cell("stage");
    const auto found = std::find_if(mode.stages.begin(), mode.stages.end(), [&](const auto& s) { return folded_name(s.name) == folded_name(stage.text); });
    if (found == mode.stages.end()) return false;
    const bool second_opinion = row.cell("assumption").empty() && !row.cell("expert").empty();
    if (second_opinion && found == mode.stages.begin() && is_share_of_nothing(row)) return true;
    if (second_opinion && unread_.count(found->place) > 0) {  // there is no first estimate to pool it with, but it may have an error of its own
      read_leaf(row, leaf_name(row, mode), stage.text, "", context_);
      return true;
    }
    if (second_opinion && takes_experts(*found, row, mode, given)) {
      pool(subject_.leaves[found->leaf], row);
      return true;
    }
    error(stage, "duplicate", fmt::format("the stage \"{}\" of \"{}\" is already in {}", stage.text, title_of(mode), to_string(found->place)),
          "keep one row, or name in both the expert who says it");
    return true;
  }

  bool takes_experts(const HarmStage& stage, const TableRow& row, const FailureMode& mode, Given given) const {
    const Leaf& first = subject_.leaves[stage.leaf];
    const bool same = first.name == leaf_name(row, mode) && stage.name == row.cell("stage").text && stage.given == given;
    return same && (first.shape == Shape::pool || !first.expert.empty());
  }

  void pool(Leaf& first, const TableRow& row) {
    auto leaf = read_leaf(row, first.name, row.cell("stage").text, first.unit, context_);
    if (!leaf || !accept(*leaf, first.unit_kind)) return;
    set_unit_kind(*leaf, first.unit_kind);
    pool_expert(first, std::move(*leaf), context_.diagnostics);
  }

  std::string leaf_name(const TableRow& row, const FailureMode& mode) const {
    return option_leaf_name(stage_leaf_name(mode.name, row.cell("stage").text), row.cell("option").text);
  }

  /// Which values the stage may take: a share unless it is the population or says otherwise.
  UnitKind required_kind(const TableRow& row, const FailureMode& mode, Given given) {
    const auto unit = row.cell("unit");
    if (mode.stages.empty()) return UnitKind::amount;
    if (given == Given::previous && !unit.empty()) return unit_kind_of(unit.text);
    if (given != Given::previous && !unit.empty() && unit.text != "share" && !meant_unit(unit.text))
      error(unit, "unit", fmt::format("the unit of a {} stage is \"{}\", expected share", name_of(given), unit.text), "write share, or empty the cell");
    return UnitKind::share;
  }

  /// Money is a population only where the unit says that it is.
  bool is_no_count(const TableCell& cell, const std::string& unit) {
    if (is_share_for_amount(cell, population, context_.diagnostics) || is_grouped_by_point(cell, context_.diagnostics)) return true;
    return currency_in(unit, context_.currency).empty() && is_money_for_amount(cell, "people are counted here", "write how many", context_);
  }

  /// The population is what the shares are shares of, and cannot be one itself.
  bool is_share_of_nothing(const TableRow& row) {
    if (context_.rows_lost) return false;
    const auto unit = row.cell("unit");
    if (unit_kind_of(unit.text) != UnitKind::amount || meant_unit(unit.text)) {
      error(unit, "unit", fmt::format("the first stage is the population, but its unit is \"{}\"", unit.text), "write what is counted: people, cases per year");
      return true;
    }
    for (const auto* column : {"low", "best", "high"})
      if (is_no_count(row.cell(column), unit.text)) return true;
    return false;
  }

  /// k of n is a share too, written in two cells.
  bool is_part_of_tries(const Leaf& leaf) {
    if (context_.rows_lost || (leaf.shape != Shape::count && leaf.shape != Shape::beta)) return false;
    const auto k = leaf.cells.find("k"), n = leaf.cells.find("n");
    if (k == leaf.cells.end() || n == leaf.cells.end()) return false;
    error({k->second.text, k->second.place}, "unit", fmt::format("\"{}\" of \"{}\" is a share, but {}", k->second.text, n->second.text, population), "write how many");
    return true;
  }

  /// The same of an assumption that is taken for the population.
  bool is_share_of_nothing(const Leaf& leaf, const TableCell& name) {
    if (context_.rows_lost) return false;
    if (leaf.unit_kind != UnitKind::amount) {
      error(name, "unit", fmt::format("the first stage is the population, but \"{}\" is a {}", name.text, leaf.unit.empty() ? "share" : leaf.unit), "take an assumption that counts");
      return true;
    }
    if (is_part_of_tries(leaf)) return true;
    return std::any_of(leaf.cells.begin(), leaf.cells.end(), [&](const auto& cell) {  // of several experts, those of each
      const bool number = cell.first.starts_with("low") || cell.first.starts_with("best") || cell.first.starts_with("high");
      return number && is_no_count({cell.second.text, cell.second.place}, leaf.unit);
    });
  }

  std::optional<std::size_t> own_leaf(const TableRow& row, const FailureMode& mode, Given given) {
    const auto stage = row.cell("stage").text;
    const UnitKind kind = required_kind(row, mode, given);
    if (mode.stages.empty() && is_share_of_nothing(row)) return std::nullopt;
    auto leaf = read_leaf(row, leaf_name(row, mode), stage, mode.stages.empty() ? "" : "share", context_);
    if (!leaf || (mode.stages.empty() && is_part_of_tries(*leaf)) || !accept(*leaf, kind)) return std::nullopt;
    set_unit_kind(*leaf, kind);
    subject_.leaves.push_back(std::move(*leaf));
    return subject_.leaves.size() - 1;
  }

  std::optional<std::size_t> assumed_leaf(const TableRow& row, const FailureMode& mode, Given given) {
    const auto name = row.cell("assumption");
    for (const auto* column : {"low", "best", "high", "k", "n"})
      if (!row.cell(column).empty()) {
        error(row.cell(column), "superfluous_cell", fmt::format("{} is given beside the assumption \"{}\"", column, name.text), "state one of them");
        return std::nullopt;
      }
    const auto found = std::find(assumptions_.begin(), assumptions_.end(), name.text);
    if (found == assumptions_.end()) {
      report_unknown_assumption(name);
      return std::nullopt;
    }
    const auto number = static_cast<std::size_t>(found - assumptions_.begin());
    Leaf& leaf = subject_.leaves[number];
    const UnitKind kind = required_kind(row, mode, given);
    if (mode.stages.empty() && is_share_of_nothing(leaf, name)) return std::nullopt;
    if (kind == UnitKind::share && !leaf.unit.empty() && leaf.unit_kind != UnitKind::share) {
      error(name, "unit", fmt::format("\"{}\" is in {}, but the stage is a share", name.text, leaf.unit), "write the unit of the stage: factor, or an amount");
      return std::nullopt;
    }
    if (!accept(leaf, kind)) return std::nullopt;
    if (leaf.unit.empty()) set_unit_kind(leaf, kind);
    const auto unit = row.cell("unit");
    if (leaf.unit.empty() && !unit.empty()) leaf.unit = unit.text;
    return number;
  }

  void report_unknown_assumption(const TableCell& name) {
    if (context_.assumption_names.count(name.text) > 0) return;  // its own row has an error
    std::vector<std::string> known(context_.assumption_names.begin(), context_.assumption_names.end());
    const auto near = nearest_name(name.text, known);
    const auto message = known.empty() ? fmt::format("there is no assumptions.csv to take \"{}\" from", name.text)
                                       : fmt::format("assumptions.csv has no \"{}\"", name.text);
    error(name, "assumption", message, near            ? fmt::format("did you mean \"{}\"?", *near)
                                     : known.empty() ? std::string("add the file, or write the numbers in this row")
                                                     : "add its row there, or write the numbers in this row");
  }

  bool accept(const Leaf& leaf, UnitKind kind) {
    return check_not_negative(leaf, context_.diagnostics) && check_unit(leaf, kind, context_.diagnostics);
  }

  Case& subject_;
  RowContext& context_;
  std::vector<std::string> assumptions_;
  OptionChains chains_;
  std::set<Place> unread_;  // where the stages stand whose row has an error
  RowNames mode_names_{"the failure mode"};
};

}  // namespace

void read_harms(const Table& table, Case& subject, RowContext& context) {
  HarmRowReader reader(table, subject, context);
  const auto errors = context.diagnostics.error_count();
  for (const auto& row : table.rows) reader.read(row);
  reader.check_options();
  if (context.diagnostics.error_count() != errors) return;
  for (const auto& mode : subject.failure_modes) check_chain(mode, subject, context.diagnostics);
}

}  // namespace premortem
