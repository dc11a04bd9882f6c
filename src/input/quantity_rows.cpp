#include <fmt/format.h>

#include <map>
#include <utility>

#include "input/case_rows.hpp"
#include "input/quantity_names.hpp"
#include "input/quantity_order.hpp"
#include "input/row_names.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/models/assumption_names.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_steps_of_all = 2'000'000;  // 80 MB, and seconds to evaluate

class QuantityReader {
 public:
  QuantityReader(Case& subject, RowContext& context) : subject_(subject), context_(context), names_(subject, context) {}

  void take(const TableRow& row) {
    const auto name = row.cell("name"), formula = row.cell("formula");
    if (formula.empty()) lacks(row, {"formula"}, context_.diagnostics);
    if (is_refused(name)) return;
    names_.declare(name.text);
    if (formula.empty()) return;
    numbers_.emplace(name.text, quantities_.size());
    quantities_.push_back({name.text, row.cell("unit").text, formula.text, {}, row.place()});
    formulas_.push_back(formula);
  }

  void read_formulas() {
    const auto tell = [this](const std::vector<std::size_t>& circle) { report_circle(circle); };
    if (need_none_below()) for (std::size_t number = 0; number < quantities_.size(); ++number) read_formula(number);
    else for (const auto number : order_by_need(needs(), tell)) read_formula(number);
    for (auto& quantity : quantities_)
      if (!quantity.expression.nodes.empty()) subject_.quantities.push_back(std::move(quantity));
  }

 private:
  void error(const TableCell& cell, const char* code, std::string message, std::string hint) {
    context_.diagnostics.error(cell.place, code, std::move(message), std::move(hint));
  }

  bool is_refused(const TableCell& name) {
    if (taken_.refuses(name, "name", context_.diagnostics)) return true;
    const auto refuse = [&](std::string why, const char* hint) {
      error(name, "name", std::move(why), hint);
      return true;
    };
    if (!is_identifier(name.text))
      return refuse(fmt::format("\"{}\" is not a name", name.text), "write small letters, digits and _, beginning with a letter, such as cost_of_delay");
    if (name.text == "pi") return refuse("\"pi\" is a number in every formula", "give the quantity another name");
    if (context_.assumption_names.count(name.text) > 0) return refuse(fmt::format("\"{}\" is already the name of an assumption", name.text), "give one of them another name");
    if (is_assumption_name(name.text))
      return refuse(fmt::format("\"{}\" is an assumption that the models know, and they would not read it here", name.text), "state it in assumptions.csv, or give the quantity another name");
    return false;
  }

  /// True if no formula can name its own row or one below, so that the rows stand in an order of their needs. To look for letters
  /// is quicker than to read the formulas twice, which a sweep does at every point.
  bool need_none_below() const {
    constexpr std::size_t few = 100;  // each is looked for in those above
    if (quantities_.size() > few) return false;
    for (std::size_t i = 0; i < quantities_.size(); ++i)
      for (std::size_t j = i; j < quantities_.size(); ++j)
        if (quantities_[i].formula.find(quantities_[j].name) != std::string::npos) return false;
    return true;
  }

  /// The quantities that each formula names.
  std::vector<std::vector<std::size_t>> needs() const {
    std::vector<std::vector<std::size_t>> needs;
    for (const auto& quantity : quantities_) {
      needs.emplace_back();
      for (const auto& name : names_in(quantity.formula))
        if (const auto found = numbers_.find(name); found != numbers_.end()) needs.back().push_back(found->second);
    }
    return needs;
  }

  void report_circle(const std::vector<std::size_t>& circle) {
    constexpr std::size_t most_shown = 10;
    std::string way;
    for (std::size_t i = 0; i < circle.size() && i < most_shown; ++i) way += quantities_[circle[i]].name + " -> ";
    if (circle.size() > most_shown) way += fmt::format("({} more) -> ", circle.size() - most_shown);
    const auto& first = quantities_[circle.front()].name;
    error(formulas_[circle.front()], "cycle", circle.size() == 1 ? fmt::format("\"{}\" is computed from itself", first) : fmt::format("\"{}\" is computed from itself: {}{}", first, way, first),
          "state one of them without the others");
  }

  void read_formula(std::size_t number) {
    const auto& cell = formulas_[number];
    auto& quantity = quantities_[number];
    if (!is_pi_free(cell)) return;
    names_.forget_broken_name();
    auto read = parse_formula(cell.text, [&](std::string_view name, Expression& into) { return names_.append(name, into, cell.place); });
    if (read.problem) return report(cell, *read.problem);
    if (names_.met_broken_name()) return;  // its own row has an error
    steps_ += read.expression->nodes.size();
    if (steps_ > most_steps_of_all)
      throw LimitError(fmt::format("{}: error[steps]: the formulas together have more than {} steps, every name replaced by what it stands for", to_string(cell.place), most_steps_of_all));
    quantity.expression = std::move(*read.expression);
    names_.define(quantity.name, quantity.expression);
  }

  /// An assumption that is called pi would be read as the number.
  bool is_pi_free(const TableCell& cell) {
    if (context_.assumption_names.count("pi") == 0 || pi_told_) return true;
    pi_told_ = true;
    error(cell, "name", "an assumption is named \"pi\", which is a number in every formula", "give the assumption another name");
    return false;
  }

  void report(const TableCell& cell, const FormulaProblem& problem) {
    const auto at = fmt::format("at character {}: ", problem.column);
    if (problem.code == "depth" || problem.code == "steps")
      throw LimitError(fmt::format("{}: error[{}]: {}{}; {}", to_string(cell.place), problem.code, at, problem.message, problem.hint));
    const bool many = context_.diagnostics.error_count() >= Diagnostics::kept_errors;  // what is not shown needs no hint
    if (problem.code != "name" || !problem.hint.empty() || many) return error(cell, problem.code.c_str(), at + problem.message, problem.hint);
    const auto unknown = names_.explain(problem.text);
    error(cell, "name", at + shortened(unknown.what, 160), unknown.hint);
  }

  Case& subject_;
  RowContext& context_;
  QuantityNames names_;
  RowNames taken_{"the quantity"};
  std::vector<Quantity> quantities_;
  std::vector<TableCell> formulas_;  // by number of the quantity
  std::map<std::string, std::size_t> numbers_;
  std::size_t steps_ = 0;
  bool pi_told_ = false;
};

}  // namespace

void read_quantities(const Table& table, Case& subject, RowContext& context) {
  QuantityReader reader(subject, context);
  for (const auto& row : table.rows) reader.take(row);
  reader.read_formulas();
}

}  // namespace premortem
