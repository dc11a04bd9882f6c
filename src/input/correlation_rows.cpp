#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "input/case_rows.hpp"
#include "input/named_leaves.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/case_folder.hpp"

namespace premortem {
namespace {

class CorrelationReader {
 public:
  CorrelationReader(Case& subject, RowContext& context) : subject_(subject), context_(context), leaves_(subject), errors_before_(context.diagnostics.has_errors()) {
    for (const auto& quantity : subject.quantities) quantities_[quantity.name] = &quantity.expression;
  }

  void read(const TableRow& row) {
    if (lacks(row, {"a", "b", "rank_correlation"}, context_.diagnostics)) return;
    const auto a = leaf_named(row.cell("a")), b = leaf_named(row.cell("b"));
    const auto correlation = read_correlation(row.cell("rank_correlation"));
    if (!a || !b || !correlation) return;
    if (*a == *b) return error(row.cell("b"), "correlation", fmt::format("\"{}\" and \"{}\" are the same estimate", row.cell("a").text, row.cell("b").text), "name two, or delete the row");
    const auto [before, fresh] = taken_.emplace(std::minmax(*a, *b), row.place());
    if (!fresh) return error(row.cell("a"), "duplicate", fmt::format("the correlation of \"{}\" and \"{}\" is already in {}", row.cell("a").text, row.cell("b").text, to_string(before->second)), "keep one of the two rows");
    if (is_single_value(row.cell("a"), *a) || is_single_value(row.cell("b"), *b)) return;
    subject_.correlations.push_back({*a, *b, *correlation, row.place()});
  }

 private:
  void error(const TableCell& cell, const char* code, std::string message, std::string hint) {
    context_.diagnostics.error(cell.place, code, std::move(message), std::move(hint));
  }

  std::optional<std::size_t> leaf_named(const TableCell& cell) {
    if (const auto quantity = quantities_.find(cell.text); quantity != quantities_.end()) return leaf_of(cell, *quantity->second);
    const auto found = leaves_.find(cell.text);
    if (found.size() == 1) return found.front();
    if (found.size() > 1) error(cell, "name", fmt::format("\"{}\" means several, one an option", cell.text), name_of_one_option);
    else if (!errors_before_) report_unknown(cell);  // else its own row may have an error
    return std::nullopt;
  }

  /// A quantity may be another name of an estimate.
  std::optional<std::size_t> leaf_of(const TableCell& cell, const Expression& expression) {
    const auto& node = expression.nodes.front();
    const bool alone = expression.nodes.size() == 1 && node.op == ExpressionNode::Op::leaf;
    const bool output = alone && std::any_of(subject_.outputs.begin(), subject_.outputs.end(), [&](const auto& o) { return o.leaf == node.a; });
    if (alone && !output) return node.a;
    error(cell, "correlation", fmt::format("\"{}\" is computed, and correlations are stated of estimates", cell.text), "name what it is computed from");
    return std::nullopt;
  }

  void report_unknown(const TableCell& cell) {
    auto known = leaves_.names();
    for (const auto& [name, expression] : quantities_) known.push_back(name);
    const bool many = context_.diagnostics.error_count() >= Diagnostics::kept_errors;  // what is not shown needs no hint
    const auto near = many ? std::nullopt : nearest_name(cell.text, known);
    error(cell, "name", fmt::format("nothing is named \"{}\"", cell.text),
          near ? fmt::format("did you mean \"{}\"?", *near) : "name an assumption, or a stage as harms.<failure mode>.<stage>");
  }

  std::optional<double> read_correlation(const TableCell& cell) {
    const auto value = read_single_number(cell, context_);
    if (!value || (*value >= -1 && *value <= 1)) return value;
    error(cell, "correlation", fmt::format("rank_correlation is \"{}\", expected from -1 to 1", cell.text), "write 1 if they rise together always, 0 if they are unrelated");
    return std::nullopt;
  }

  /// Nothing goes together with what does not vary. What --set makes a single value loses its correlations without a word.
  bool is_single_value(const TableCell& cell, std::size_t number) {
    const Leaf& leaf = subject_.leaves[number];
    const bool one = leaf.shape == Shape::point || (leaf.low && leaf.low == leaf.high && leaf.shape != Shape::sample);
    if (leaf.unknown || !one) return false;
    const bool by_command = std::any_of(leaf.cells.begin(), leaf.cells.end(), [](const auto& c) { return is_of_command(c.second.place); });
    if (!by_command)
      error(cell, "correlation", fmt::format("\"{}\" is a single value ({}), which does not vary with anything", cell.text, to_string(leaf.place)), "state its low and high, or delete the row");
    return true;
  }

  Case& subject_;
  RowContext& context_;
  NamedLeaves leaves_;
  bool errors_before_;
  std::map<std::string, const Expression*> quantities_;
  std::map<std::pair<std::size_t, std::size_t>, Place> taken_;
};

}  // namespace

void read_correlations(const Table& table, Case& subject, RowContext& context) {
  CorrelationReader reader(subject, context);
  for (const auto& row : table.rows) reader.read(row);
}

}  // namespace premortem
