#include "input/override.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "input/overridden_cells.hpp"
#include "input/risk_rows.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/models/assumption_names.hpp"

namespace premortem {
namespace {

struct ParsedOverride {
  std::string name;   ///< left of the sign
  std::string value;  ///< right of it
  std::string option;
  bool scales = false;
};

/// The key columns of the files that can be addressed.
const std::map<std::string, std::vector<std::string>> key_columns{{"harms.csv", {"failure_mode", "stage"}},
                                                                  {"failure_modes.csv", {"failure_mode"}},
                                                                  {"assumptions.csv", {"name"}},
                                                                  {"mitigations.csv", {"failure_mode", "mitigation"}},
                                                                  {"rollout.csv", {"stage"}},
                                                                  {"monitors.csv", {"monitor"}},
                                                                  {"options.csv", {"option"}},
                                                                  {"gates.csv", {"gate"}},
                                                                  {"floors.csv", {"metric"}},
                                                                  {"events.csv", {"event"}},
                                                                  {"training.csv", {"epoch"}},
                                                                  {"hypotheses.csv", {"id"}},
                                                                  {"quantities.csv", {"name"}},
                                                                  {"correlations.csv", {"a", "b"}},
                                                                  {"feature.csv", {"key"}}};

ParsedOverride parse(const Override& given) {
  const auto& [text, option] = given;
  const auto equals = text.find('=');
  if (equals == std::string::npos)
    throw UsageError(fmt::format("{} \"{}\" is not of the form NAME=V, NAME*=V or NAME.column=V", option, printable(text)));
  const bool scales = equals > 0 && text[equals - 1] == '*';
  ParsedOverride p{text.substr(0, scales ? equals - 1 : equals), text.substr(equals + 1), option, scales};
  if (p.name.empty() || p.value.empty())
    throw UsageError(fmt::format("{} \"{}\" lacks a {}", option, printable(text), p.name.empty() ? "name" : "value"));
  return p;
}

std::string key_of(const TableRow& row, const std::vector<std::string>& columns) {
  std::string key;
  for (const auto& c : columns) key += (key.empty() ? "" : ".") + folded_name(row.cell(c).text);
  return key;
}

std::string stem(const std::string& file) { return file.substr(0, file.size() - 4); }

/// Every name that `--set` understands, without columns: `wrong_refund`, `harms.late.exposed`, `gates.legal`.
std::vector<std::string> known_names(const Tables& tables) {
  std::vector<std::string> known;
  for (const auto& [file, table] : tables) {
    const auto keys = key_columns.find(file);
    if (keys == key_columns.end()) continue;
    for (const auto& row : table.rows) {
      const bool from_risks = file == "harms.csv" && row.file == "risks.csv";
      const std::string prefix = file == "assumptions.csv" ? "" : (from_risks ? "risks" : stem(file)) + ".";
      known.push_back(prefix + key_of(row, keys->second));
    }
  }
  return known;
}

[[noreturn]] void fail_unknown(const std::string& option, const std::string& name, const Tables& tables) {
  const auto known = known_names(tables);
  const auto near = nearest_name(name, known);
  const std::string hint = near            ? fmt::format("did you mean \"{}\"?", printable(*near))
                           : known.empty() ? std::string("the case has no rows to change")
                                           : fmt::format("names look like \"{}\"", printable(known.front()));
  throw UsageError(fmt::format("{}: nothing is named \"{}\"; {}", option, printable(name), hint));
}

[[noreturn]] void fail_unknown_column(const std::string& option, const std::string& name, const std::string& file, const std::string& column) {
  const auto near = nearest_name(column, column_names(schema_of(file)));
  throw UsageError(fmt::format("{} \"{}\": {} has no column \"{}\"{}", option, printable(name), file, printable(column),
                               near ? "; did you mean \"" + *near + "\"?" : ""));
}

/// What a name addresses: rows of a table, and a column unless the whole row is meant.
struct Address {
  std::string file;
  std::vector<TableRow*> rows;
  std::optional<std::string> column;
};

std::vector<TableRow*> rows_with_key(Table& table, const std::string& key) {
  std::vector<TableRow*> rows;
  for (auto& row : table.rows) {
    const auto own = key_of(row, key_columns.at(table.file)), option = folded_name(row.cell("option").text);
    const auto expert = folded_name(row.cell("expert").text);
    const bool of_option = table.file == "harms.csv" && !option.empty() && own + "." + option == folded_name(key);
    const auto cohort = folded_name(row.cell("cohort").text);
    const bool has_cohorts = table.file == "monitors.csv" || table.file == "floors.csv";
    const bool of_cohort = has_cohorts && !cohort.empty() && own + "." + cohort == folded_name(key);
    const bool of_expert = !expert.empty() && own + "." + expert == folded_name(key);
    if (own == folded_name(key) || of_option || of_cohort || of_expert) rows.push_back(&row);
  }
  return rows;
}

bool has_column(const std::string& file, const std::string& column) {
  const auto names = column_names(schema_of(file));
  return std::find(names.begin(), names.end(), column) != names.end() || (file == "options.csv" && column.starts_with("metric:"));
}

/// A metric may have a floor in one row and a ceiling in another; who changes the one leaves the other alone.
std::vector<TableRow*> rows_of_side(std::vector<TableRow*> rows, const std::string& column) {
  if (column != "floor" && column != "ceiling") return rows;
  const auto states_it = [&](const TableRow* row) { return !row->cell(column).empty(); };
  if (std::any_of(rows.begin(), rows.end(), states_it)) std::erase_if(rows, std::not_fn(states_it));
  return rows;
}

Address address_of(const std::string& name, const std::string& option, Tables& tables);

/// `risks.<what breaks>.<share>` is a stage of harms.csv, `risks.<what breaks>.undo` a cell of failure_modes.csv.
Address address_of_risk(const std::string& name, const std::string& option, Tables& tables) {
  const std::string rest = name.substr(name.find('.') + 1);
  const auto last = rest.rfind('.');
  const auto column = last == std::string::npos ? std::string() : long_form_column(rest.substr(last + 1));
  if (!column.empty()) return address_of("failure_modes." + rest.substr(0, last) + "." + column, option, tables);
  return address_of("harms." + rest, option, tables);
}

/// The short name of an assumption that people set from the command line.
std::string long_name(const std::string& name) {
  const auto folded = folded_name(name);
  if (folded == "threshold") return "decision_threshold";
  return is_assumption_name(folded) ? folded : name;
}

/// `HARMS.late.exposed` is `harms.late.exposed`: the rest of a name is folded where it is looked for.
std::string with_folded_file(const std::string& name) {
  const auto point = name.find('.');
  if (point == std::string::npos) return name;
  const auto file = folded_name(name.substr(0, point));
  return file == "risks" || key_columns.count(file + ".csv") > 0 ? file + name.substr(point) : name;
}

/// The name as a key, or as a key and a column; names may hold points themselves, so that all of it is tried first.
Address address_of(const std::string& short_name, const std::string& option, Tables& tables) {
  const auto name = with_folded_file(long_name(short_name));
  if (name.starts_with("risks.") && tables.count("risks.csv") > 0) return address_of_risk(name, option, tables);
  const auto point = name.find('.');
  std::string file = name.substr(0, point) + ".csv";
  const bool bare = point == std::string::npos || key_columns.count(file) == 0;
  if (bare) file = "assumptions.csv";
  const std::string rest = bare ? name : name.substr(point + 1);
  const auto table = tables.find(file);
  if (table == tables.end()) fail_unknown(option, name, tables);
  if (auto rows = rows_with_key(table->second, rest); !rows.empty()) return {file, rows, std::nullopt};
  const auto last = rest.rfind('.');
  if (last == std::string::npos) fail_unknown(option, name, tables);
  auto rows = rows_with_key(table->second, rest.substr(0, last));
  if (rows.empty()) fail_unknown(option, name, tables);
  const auto written = rest.substr(last + 1), column = has_column(file, written) ? written : folded_name(written);
  if (!has_column(file, column)) fail_unknown_column(option, name, file, column);
  return {file, rows_of_side(std::move(rows), column), column};
}

std::string scaled_cell(const TableCell& cell, const ParsedOverride& o) {
  const auto number = parse_people_number(cell.text);
  const auto times = parse_people_number(o.value);
  const auto single = [](const auto& n) { return n.value && n.value->best && !n.value->low; };
  if (!single(number) || !single(times))
    throw UsageError(fmt::format("{} \"{}*={}\": \"{}\" times \"{}\" is not a number; to scale an estimate whole, name it without a column",
                                 o.option, printable(o.name), printable(o.value), printable(cell.text), printable(o.value)));
  return fmt::format("{}", *number.value->best * *times.value->best);
}

/// The leaf becomes the given value, as if its row stated nothing else.
void make_point(TableRow& row, const TableCell& value) {
  for (const auto* column : {"low", "high", "k", "n", "source", "assumption", "evidence"}) row.cells.erase(column);
  row.cells["best"] = value;
  row.cells["shape"] = {"", value.place};
}

/// The column that a row without estimate stands for, where there is one.
std::optional<std::string> only_column(const std::string& file) {
  if (file == "feature.csv") return "value";
  if (file == "gates.csv") return "verdict";
  if (file == "rollout.csv") return "share";
  if (file == "quantities.csv") return "formula";
  if (file == "correlations.csv") return "rank_correlation";
  return std::nullopt;
}

/// A column to show who named a row without one.
const char* example_column(const std::string& file) {
  if (file == "hypotheses.csv") return "probability";
  if (file == "floors.csv") return "floor";
  if (file == "events.csv") return "date";
  return file == "training.csv" ? "valid_loss" : "harm_cap";
}

void change(TableRow& row, const std::optional<std::string>& column, const ParsedOverride& o, const Place& place) {
  if (column) row.cells[*column] = {o.scales ? scaled_cell(row.cell(*column), o) : o.value, place};
  else if (o.scales) row.cells[multiplier_column] = {o.value, place};
  else make_point(row, {o.value, place});
}

std::vector<std::size_t> numbers_of(const std::vector<TableRow*>& rows, const Table& table) {
  std::vector<std::size_t> numbers;
  for (const auto* row : rows) numbers.push_back(static_cast<std::size_t>(row - table.rows.data()));
  return numbers;
}

/// What a model knows by name may be stated on the command line alone, also where there is no file of assumptions.
std::optional<OverriddenCells> state_assumption(const ParsedOverride& o, const Place& place, Tables& tables) {
  const auto name = long_name(o.name);
  if (o.scales || !is_assumption_name(name)) return std::nullopt;
  auto& table = tables.try_emplace("assumptions.csv", Table{"assumptions.csv", {}, {}, {}, {}}).first->second;
  if (!rows_with_key(table, name).empty()) return std::nullopt;
  TableRow row;
  row.file = place.file;
  row.cells = {{"name", {name, place}}, {"best", {o.value, place}}};
  table.rows.push_back(std::move(row));
  return OverriddenCells{o.option, o.name, false, "assumptions.csv", {table.rows.size() - 1}, {}};
}

Address address_of(const ParsedOverride& o, Tables& tables) {
  Address a = address_of(o.name, o.option, tables);
  const bool holds_estimates = a.file == "harms.csv" || a.file == "assumptions.csv" || a.file == "mitigations.csv";
  if (!a.column && !holds_estimates) a.column = only_column(a.file);
  if (!a.column && !holds_estimates)
    throw UsageError(fmt::format("{} \"{}\" names a row of {}, expected one of its columns, such as {}.{}", o.option, printable(o.name), a.file, printable(o.name), example_column(a.file)));
  return a;
}

}  // namespace

void apply_overrides(const std::vector<Override>& overrides, Tables& tables) {
  std::vector<OverriddenCells> changed;
  for (const auto& override_ : overrides) {
    const auto o = parse(override_);
    const Place place{override_.option + " " + override_.text, 0, 0};
    if (auto stated = state_assumption(o, place, tables)) {
      changed.push_back(std::move(*stated));
      continue;
    }
    const Address a = address_of(o, tables);
    changed.push_back({o.option, o.name, o.scales, a.file, numbers_of(a.rows, tables.at(a.file)), a.column});
    require_apart(changed);
    for (auto* row : a.rows) change(*row, a.column, o, place);
  }
}

}  // namespace premortem
