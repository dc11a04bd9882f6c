#include "cli/arguments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>
#include <utility>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/file_schema.hpp"

namespace premortem::cli {
namespace {

constexpr std::uint64_t most_samples = 1'000'000'000'000;
constexpr int most_jobs = 1024;
constexpr std::string_view marks = ",;:|!#$%&*/<=>?@^~";  // what may part cells: nothing that a number or a quoted cell begins with
// Errors are shared out among many limits and told apart from 0 and 1: within these 1 - confidence is exact to seven digits, and a part in 1e6 of it is not lost.
constexpr double least_confidence = 1e-9, most_confidence = 0.999999999;
constexpr double most_scale = 1e9;  // beyond the people there are

}  // namespace

std::string format_of(const Arguments& a) {
  const auto format = a.values["format"].as<std::string>();
  const auto& known = a.verb->formats;
  if (std::find(known.begin(), known.end(), format) != known.end()) return format;
  const auto near = nearest_name(format, known);
  throw UsageError(fmt::format("--format is \"{}\", expected {}{}", printable(format), fmt::join(known, ", "), near ? "; did you mean " + *near + "?" : ""));
}

double parse_command_number(const std::string& option, const std::string& text, const std::string& expected) {
  const auto number = parse_number(text);
  if (number.value) return *number.value;
  const bool fits = number.problem.hint.starts_with("write");  // others speak of cells
  throw UsageError(fmt::format("--{} is \"{}\", expected {}{}", option, printable(text), expected, fits ? "; " + printable(number.problem.hint) : ""));
}

std::uint64_t parse_command_count(const std::string& option, const std::string& text, std::uint64_t smallest, std::uint64_t largest) {
  const auto count = parse_count(text);
  if (count.value && *count.value >= static_cast<double>(smallest) && *count.value <= static_cast<double>(largest))
    return static_cast<std::uint64_t>(*count.value);
  throw UsageError(fmt::format("--{} is \"{}\", expected a whole number from {} to {}", option, printable(text), smallest, largest));
}

HarmSettings settings_of(const Arguments& a) {
  const auto text = [&](const char* name) { return a.values[name].as<std::string>(); };
  HarmSettings s;
  const std::string confidence = "a number from 1e-9 to 0.999999999";
  s.confidence = parse_command_number("confidence", text("confidence"), confidence);
  if (!(s.confidence >= least_confidence && s.confidence <= most_confidence))
    throw UsageError(fmt::format("--confidence is \"{}\", expected {}; for 95% write 0.95", text("confidence"), confidence));
  s.simulation.samples = parse_command_count("samples", text("samples"), 1, most_samples);
  s.simulation.seed = parse_command_count("seed", text("seed"), 0, std::uint64_t{1} << 53);
  s.simulation.jobs = static_cast<int>(parse_command_count("jobs", text("jobs"), 1, most_jobs));
  if (a.values.count("scale") > 0) {
    const std::string scale = "a number above 0 and up to 1e9";
    s.scale = parse_command_number("scale", text("scale"), scale);
    if (!(s.scale > 0 && s.scale <= most_scale)) throw UsageError(fmt::format("--scale is \"{}\", expected {}", text("scale"), scale));
  }
  if (a.values.count("as-of") > 0) s.as_of = a.values["as-of"].as<std::string>();
  return s;
}

namespace {

/// `NAME=HEADER` for a column that some file of a case has. @throws UsageError
void add_mapping(const std::string& mapping, std::map<std::string, std::string>& columns) {
  const auto equals = mapping.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == mapping.size())
    throw UsageError(fmt::format("--column is \"{}\", expected NAME=HEADER", printable(mapping)));
  const auto name = mapping.substr(0, equals);
  std::vector<std::string> known;
  for (const auto& schema : file_schemas())
    for (const auto& column : schema.columns) known.push_back(column.name);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    const auto near = nearest_name(name, known);
    throw UsageError(fmt::format("--column \"{}\": no file of a case has a column \"{}\"{}", printable(mapping), printable(name),
                                 near ? "; did you mean \"" + *near + "\"?" : ""));
  }
  if (!columns.emplace(name, mapping.substr(equals + 1)).second)
    throw UsageError(fmt::format("--column maps \"{}\" twice; give it once", name));
}

}  // namespace

CaseRequest case_request_of(const Arguments& a) {
  CaseRequest request;
  if (!a.verb->takes_case) return request;
  request.path = a.case_path;
  const auto delimiter = a.values["delimiter"].as<std::string>();
  if (delimiter == "tab" || delimiter == "\\t" || delimiter == "\t") request.table.delimiter = '\t';
  else if (delimiter.size() == 1 && marks.find(delimiter[0]) != std::string_view::npos) request.table.delimiter = delimiter[0];
  else throw UsageError(fmt::format("--delimiter is \"{}\", expected tab, or one mark such as ; or |", printable(delimiter)));
  if (a.values.count("column") > 0)
    for (const auto& mapping : a.values["column"].as<std::vector<std::string>>()) add_mapping(mapping, request.table.columns);
  if (a.values.count("set") > 0)
    for (const auto& text : a.values["set"].as<std::vector<std::string>>()) request.overrides.push_back({text});
  request.jobs = settings_of(a).simulation.jobs;
  if (a.values.count("as-of") > 0) request.as_of = a.values["as-of"].as<std::string>();
  return request;
}

std::string shell_word(const std::string& word) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-_./=,:%+@^").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

namespace {

/// Options that change where output goes or how fast it comes, not what it says.
bool is_delivery(const Verb& verb, const std::string& word) {
  return word == "-o" || word == "--output-file" || (word == "--output" && !verb.output_names) || word == "--jobs" || word == "--color";
}
bool is_delivery_switch(const Verb& verb, const std::string& word) {
  return word == "--force" || word == "--quiet" || word == "--resume" || word.starts_with("--jobs=") || (word.starts_with("--output=") && !verb.output_names) || word.starts_with("--output-file=") ||
         word.starts_with("--color=") || (word.starts_with("-o") && word.size() > 2);
}

}  // namespace

ColorChoice color_of(const Arguments& a) {
  const auto color = a.values["color"].as<std::string>();
  static const std::vector<std::pair<std::string, ColorChoice>> choices{
      {"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}};
  for (const auto& [name, choice] : choices)
    if (name == color) return choice;
  throw UsageError(fmt::format("--color is \"{}\", expected auto, always or never", printable(color)));
}

void check_common_options(const Arguments& a) {
  format_of(a);
  settings_of(a);
  case_request_of(a);
  color_of(a);
  run_of(a);
}

Run run_of(const Arguments& a) {
  Run run;
  run.version = PREMORTEM_VERSION;
  run.verb = a.verb->name;
  run.command = "premortem " + a.verb->name;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    if (is_delivery(*a.verb, a.words[i])) ++i;
    else if (!is_delivery_switch(*a.verb, a.words[i])) run.command += " " + shell_word(a.words[i]);
  }
  if (a.values.count("as-of") > 0) {
    const auto text = a.values["as-of"].as<std::string>();
    const auto date = parse_date(text);
    if (!date.value) throw UsageError(fmt::format("--as-of: {}{}", printable(date.problem.message), date.problem.hint.empty() ? "" : "; " + date.problem.hint));
    run.as_of = text;
  }
  if (a.values.count("set") > 0) run.overrides = a.values["set"].as<std::vector<std::string>>();
  return run;
}

}  // namespace premortem::cli
