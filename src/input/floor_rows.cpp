#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "input/case_rows.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

/// Takes the rows of floors.csv one by one, and knows what was said before.
class FloorReader {
 public:
  FloorReader(Case& subject, RowContext& context) : subject_(subject), context_(context) {}

  void read(const TableRow& row) {
    const auto errors = context_.diagnostics.error_count();
    lacks(row, {"metric"}, context_.diagnostics);
    MetricFloor f{row.cell("metric").text, row.cell("cohort").text, {}, {}, {}, row.place()};
    read_side(row, f);
    read_tolerance(row.cell("tolerance"), f);
    if (context_.diagnostics.error_count() != errors || is_taken(row, f)) return;
    check_other_side(row, f);
    find_in_history(row, f);
    if (is_unlike_values(row, f)) return;
    subject_.floors.push_back(std::move(f));
  }

 private:
  void error(const Place& place, const char* code, std::string message, std::string hint) {
    context_.diagnostics.error(place, code, std::move(message), std::move(hint));
  }

  void read_side(const TableRow& row, MetricFloor& f) {
    const auto floor = row.cell("floor"), ceiling = row.cell("ceiling");
    if (floor.empty() && ceiling.empty())
      return error(row.place(), "missing_cell", "the row states neither a floor nor a ceiling", "write the level that the metric may not pass, or delete the row");
    if (!floor.empty() && !ceiling.empty())
      return error(ceiling.place, "columns", "the row states a floor and a ceiling", "write the ceiling in a row of its own");
    f.floor = read_computable_number(floor, context_);
    f.ceiling = read_computable_number(ceiling, context_);
  }

  void read_tolerance(const TableCell& cell, MetricFloor& f) {
    f.tolerance = read_single_number(cell, context_);
    if (!f.tolerance || (*f.tolerance > 0 && *f.tolerance < 1)) return;
    const bool percent = *f.tolerance >= 1 && *f.tolerance < 100 && cell.text.find('%') == std::string::npos;
    error(cell.place, "probability", fmt::format("the tolerance is \"{}\", expected a probability between 0 and 1", cell.text),
          percent ? fmt::format("for a percentage write {}%", cell.text) : "it is the risk of having passed the level at which to look again");
  }

  using Key = std::tuple<std::string, std::string, bool>;
  static Key key_of(const MetricFloor& f) { return {folded_name(f.metric), folded_name(f.cohort), f.floor.has_value()}; }

  bool is_taken(const TableRow& row, const MetricFloor& f) {
    const auto [before, fresh] = taken_.emplace(key_of(f), std::pair(f.floor ? *f.floor : *f.ceiling, row.place()));
    if (!fresh)
      error(row.place(), "duplicate", fmt::format("the {} of \"{}\" is already in {}", f.floor ? "floor" : "ceiling", f.metric, to_string(before->second.second)),
            "keep one of the two rows, or name their cohorts");
    return !fresh;
  }

  /// No value of a metric is above a floor that lies above its ceiling.
  void check_other_side(const TableRow& row, const MetricFloor& f) {
    const auto other = taken_.find({folded_name(f.metric), folded_name(f.cohort), !f.floor.has_value()});
    if (other == taken_.end()) return;
    const auto& [level, place] = other->second;
    if (f.floor ? *f.floor <= level : level <= *f.ceiling) return;
    error(row.place(), "order", fmt::format("the floor of \"{}\" is above its ceiling in {}", f.metric, to_string(place)), "correct one of the two");
  }

  /// Takes the spelling of the history, and warns where a name is nearly one of it.
  void find_in_history(const TableRow& row, MetricFloor& f) {
    std::vector<std::string> metrics, cohorts;
    for (const auto& p : subject_.history) {
      metrics.push_back(p.metric);
      if (folded_name(p.metric) == folded_name(f.metric)) cohorts.push_back(p.cohort);
    }
    if (take_spelling(f.metric, metrics)) {
      if (!take_spelling(f.cohort, cohorts)) warn_near(row.cell("cohort"), fmt::format("cohort \"{}\" of \"{}\"", f.cohort, f.metric), f.cohort, cohorts);
    } else {
      warn_near(row.cell("metric"), fmt::format("metric \"{}\"", f.metric), f.metric, metrics);
    }
  }

  /// A level that no value of the metric can be held against.
  bool is_unlike_values(const TableRow& row, const MetricFloor& f) {
    const auto notation = context_.metric_notations.find(folded_name(f.metric));
    if (notation == context_.metric_notations.end()) return false;
    const char* side = f.floor ? "floor" : "ceiling";
    const auto cell = row.cell(side);
    const auto what = fmt::format("the {}", side);
    const bool share = notation->second.share || notation->second.is_share;
    if (share && is_money_for_amount(cell, fmt::format("the values of \"{}\" in history.csv are shares", f.metric).c_str(), "write the share, such as 5%", context_)) return true;
    return differs_from_values(cell, f.floor ? *f.floor : *f.ceiling, what, f.metric, notation->second, context_.diagnostics);
  }

  static bool take_spelling(std::string& name, const std::vector<std::string>& known) {
    const auto same = std::find_if(known.begin(), known.end(), [&](const auto& k) { return folded_name(k) == folded_name(name); });
    if (same != known.end()) name = *same;
    return same != known.end();
  }

  void warn_near(const TableCell& cell, const std::string& what, const std::string& name, const std::vector<std::string>& known) {
    if (const auto near = nearest_name(name, known))
      context_.diagnostics.warn(cell.place, "metric", fmt::format("history.csv has no {}", what), fmt::format("did you mean \"{}\"?", *near));
  }

  Case& subject_;
  RowContext& context_;
  std::map<Key, std::pair<double, Place>> taken_;  // level and where it stands
};

}  // namespace

void read_floors(const Table& table, Case& subject, RowContext& context) {
  FloorReader reader(subject, context);
  for (const auto& row : table.rows) reader.read(row);
}

}  // namespace premortem
