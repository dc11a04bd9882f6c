#include "input/override.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

struct ParsedOverride {
  std::string name;   ///< left of the sign
  std::string value;  ///< right of it
  bool scales = false;
};

/// The key columns of the files that can be addressed.
const std::map<std::string, std::vector<std::string>> key_columns{{"harms.csv", {"failure_mode", "stage"}},
                                                                  {"failure_modes.csv", {"failure_mode"}},
                                                                  {"assumptions.csv", {"name"}},
                                                                  {"gates.csv", {"gate"}},
                                                                  {"feature.csv", {"key"}}};

ParsedOverride parse(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    throw UsageError(fmt::format("--set \"{}\" is not of the form NAME=V, NAME*=V or NAME.column=V", printable(text)));
  const bool scales = text[equals - 1] == '*';
  ParsedOverride p{text.substr(0, scales ? equals - 1 : equals), text.substr(equals + 1), scales};
  if (p.name.empty() || p.value.empty())
    throw UsageError(fmt::format("--set \"{}\" lacks a {}", printable(text), p.name.empty() ? "name" : "value"));
  return p;
}

std::vector<std::string> dotted_parts(const std::string& name) {
  std::vector<std::string> parts(1);
  for (const char c : name) {
    if (c == '.') parts.emplace_back();
    else parts.back() += c;
  }
  return parts;
}

std::string key_of(const TableRow& row, const std::vector<std::string>& columns) {
  std::string key;
  for (const auto& c : columns) key += (key.empty() ? "" : ".") + folded_name(row.cell(c).text);
  return key;
}

/// What the name addresses: a table, its key, and a column unless the whole leaf is meant.
struct Address {
  Table* table;
  std::string key;
  std::optional<std::string> column;
};

bool has_column(const std::string& file, const std::string& column) {
  const auto names = column_names(schema_of(file));
  return std::find(names.begin(), names.end(), column) != names.end();
}

[[noreturn]] void fail_unknown(const std::string& what, const std::string& name, const std::vector<std::string>& known) {
  const auto near = nearest_name(name, known);
  throw UsageError(fmt::format("--set: {} \"{}\"{}", what, printable(name), near ? "; did you mean \"" + *near + "\"?" : ""));
}

Address address_of(const std::string& name, Tables& tables) {
  auto parts = dotted_parts(name);
  std::string file = parts.front() + ".csv";
  if (key_columns.count(file) == 0) file = "assumptions.csv";
  else parts.erase(parts.begin());
  const auto table = tables.find(file);
  if (table == tables.end()) {
    std::vector<std::string> known;
    for (const auto& [f, keys] : key_columns) known.push_back(f.substr(0, f.size() - 4));
    fail_unknown("nothing is named", name, known);
  }
  const std::size_t keys = key_columns.at(file).size();
  Address a{&table->second, "", std::nullopt};
  if (parts.size() == keys + 1 && has_column(file, parts.back())) {
    a.column = parts.back();
    parts.pop_back();
  }
  for (const auto& p : parts) a.key += (a.key.empty() ? "" : ".") + folded_name(p);
  if (file == "feature.csv" && !a.column) a.column = "value";
  return a;
}

std::vector<std::string> known_keys(const Tables& tables, const Table& table) {
  std::vector<std::string> known;
  for (const auto& [file, t] : tables) {
    const auto keys = key_columns.find(file);
    if (keys == key_columns.end()) continue;
    const bool bare = file == "assumptions.csv";
    if (&t != &table && !bare) continue;
    for (const auto& row : t.rows) known.push_back((bare ? "" : file.substr(0, file.size() - 4) + ".") + key_of(row, keys->second));
  }
  return known;
}

std::string scaled_cell(const TableCell& cell, const std::string& factor) {
  const auto number = parse_people_number(cell.text);
  const auto times = parse_people_number(factor);
  if (!number.value || !number.value->best || !times.value || !times.value->best)
    throw UsageError(fmt::format("--set: \"{}\" times \"{}\" is not a number", printable(cell.text), printable(factor)));
  return fmt::format("{}", *number.value->best * *times.value->best);
}

/// The leaf becomes the given value, as if its row stated nothing else.
void make_point(TableRow& row, const TableCell& value) {
  for (const auto* column : {"low", "high", "k", "n", "source", "assumption", "evidence"}) row.cells.erase(column);
  row.cells["best"] = value;
  row.cells["shape"] = {"", value.place};
}

void change(TableRow& row, const Address& a, const ParsedOverride& o, const Place& place) {
  if (a.column) {
    const std::string text = o.scales ? scaled_cell(row.cell(*a.column), o.value) : o.value;
    row.cells[*a.column] = {text, place};
  } else if (o.scales) {
    row.cells[multiplier_column] = {o.value, place};
  } else {
    make_point(row, {o.value, place});
  }
}

}  // namespace

void apply_override(const Override& override_, Tables& tables) {
  const auto o = parse(override_.text);
  const Address a = address_of(o.name, tables);
  const Place place{"--set " + override_.text, 0, 0};
  bool found = false;
  for (auto& row : a.table->rows) {
    if (key_of(row, key_columns.at(a.table->file)) != a.key) continue;
    change(row, a, o, place);
    found = true;
  }
  if (!found) fail_unknown("nothing is named", o.name, known_keys(tables, *a.table));
}

}  // namespace premortem
