#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t most_samples = 1'000'000'000'000;
constexpr int most_jobs = 1024;

[[noreturn]] void fail_unknown_option(const std::string& option, const po::options_description& known) {
  std::vector<std::string> names;
  for (const auto& o : known.options()) names.push_back("--" + o->long_name());
  const auto near = nearest_name(option, names);
  throw UsageError(fmt::format("unknown option {}{}", printable(option), near ? "; did you mean " + *near + "?" : ""));
}

std::string usage_of(const Verb& verb) { return "premortem " + verb.name + (verb.synopsis.empty() ? "" : " " + verb.synopsis); }

po::options_description all_options(const Verb& verb) {
  po::options_description all;
  all.add(common_options(verb));
  if (verb.options) all.add(verb.options());
  return all;
}

/// Only whole option names, and a word that begins with `-` and is not one is an error, except `-` itself.
constexpr int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;

/// The options, and the words that belong to none.
po::parsed_options parse_words(const std::vector<std::string>& words, const po::options_description& known) {
  try {
    return po::command_line_parser(words).options(known).style(style).allow_unregistered().run();
  } catch (const po::error& e) {
    throw UsageError(e.what());
  }
}

}  // namespace

po::options_description common_options(const Verb& verb) {
  po::options_description o("Options");
  std::string formats;
  for (const auto& f : verb.formats) formats += (formats.empty() ? "" : ", ") + f;
  auto add = o.add_options();
  add("format", po::value<std::string>()->default_value(verb.formats.front()), ("form of the output: " + formats).c_str());
  add("output,o", po::value<std::string>(), "write to a file instead of standard output");
  add("force", po::bool_switch(), "replace an existing output file");
  add("set", po::value<std::vector<std::string>>()->composing(), "what if: NAME=V, NAME*=V or NAME.column=V (repeatable)");
  add("confidence", po::value<std::string>()->default_value("0.95"), "two-sided confidence of each bound, in (0, 1)");
  add("samples", po::value<std::string>()->default_value("100000"), "samples of the simulated readings; 1e7 is understood");
  add("seed", po::value<std::string>()->default_value("1"), "seed of the simulated readings");
  add("as-of", po::value<std::string>(), "the date taken as today, YYYY-MM-DD");
  add("jobs", po::value<std::string>()->default_value("1"), "threads; the result is the same for any number");
  add("explain", po::value<std::string>(), "show how one number came about: harm.<mode>.harmed.bound.high");
  add("quiet", po::bool_switch(), "no notes on standard error");
  add("color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  add("column", po::value<std::vector<std::string>>()->composing(), "NAME=HEADER: our column NAME is called HEADER in the file");
  add("delimiter", po::value<std::string>()->default_value(","), "cell delimiter: one character, or tab");
  add("help", po::bool_switch(), "this help");
  return o;
}

Arguments parse_arguments(const Verb& verb, const std::vector<std::string>& words) {
  const auto known = all_options(verb);
  Arguments arguments;
  arguments.verb = &verb;
  arguments.words = words;
  auto parsed = parse_words(words, known);
  std::vector<std::string> strays;
  for (const auto& o : parsed.options) {
    if (o.unregistered) fail_unknown_option(o.original_tokens.front(), known);
    if (o.position_key == -1) continue;
    strays.insert(strays.end(), o.value.begin(), o.value.end());
  }
  std::erase_if(parsed.options, [](const auto& o) { return o.position_key != -1; });
  const std::size_t allowed = verb.takes_case ? 1 : 0;
  if (strays.size() > allowed) throw UsageError(fmt::format("unexpected word \"{}\"; usage: {}", printable(strays[allowed]), usage_of(verb)));
  if (!strays.empty()) arguments.case_path = strays.front();
  try {
    po::store(parsed, arguments.values);
    po::notify(arguments.values);
  } catch (const po::error& e) {
    throw UsageError(e.what());
  }
  return arguments;
}

std::string format_of(const Arguments& a) {
  const auto format = a.values["format"].as<std::string>();
  const auto& known = a.verb->formats;
  if (std::find(known.begin(), known.end(), format) != known.end()) return format;
  const auto near = nearest_name(format, known);
  throw UsageError(fmt::format("{} has no format \"{}\"{}", a.verb->name, printable(format), near ? "; did you mean " + *near + "?" : ""));
}

double parse_command_number(const std::string& option, const std::string& text) {
  const auto number = parse_number(text);
  if (!number.value) throw UsageError(fmt::format("--{}: {}", option, printable(number.problem.message)));
  return *number.value;
}

std::uint64_t parse_command_count(const std::string& option, const std::string& text, std::uint64_t largest) {
  const double value = parse_command_number(option, text);
  if (!(value >= 0 && value <= static_cast<double>(largest) && std::floor(value) == value))
    throw UsageError(fmt::format("--{} is \"{}\", expected a whole number from 0 to {}", option, printable(text), largest));
  return static_cast<std::uint64_t>(value);
}

HarmSettings settings_of(const Arguments& a) {
  const auto text = [&](const char* name) { return a.values[name].as<std::string>(); };
  HarmSettings s;
  s.confidence = parse_command_number("confidence", text("confidence"));
  if (!(s.confidence > 0 && s.confidence < 1))
    throw UsageError(fmt::format("--confidence is \"{}\", expected a number between 0 and 1; for 95% write 0.95", text("confidence")));
  s.simulation.samples = parse_command_count("samples", text("samples"), most_samples);
  if (s.simulation.samples == 0) throw UsageError("--samples is 0, expected at least 1");
  s.simulation.seed = parse_command_count("seed", text("seed"), std::uint64_t{1} << 53);
  s.simulation.jobs = static_cast<int>(parse_command_count("jobs", text("jobs"), most_jobs));
  if (s.simulation.jobs == 0) throw UsageError("--jobs is 0, expected at least 1");
  if (a.values.count("scale") > 0) {
    s.scale = parse_command_number("scale", text("scale"));
    if (!(s.scale > 0)) throw UsageError(fmt::format("--scale is \"{}\", expected a number above 0", text("scale")));
  }
  return s;
}

CaseRequest case_request_of(const Arguments& a) {
  CaseRequest request;
  request.path = a.case_path;
  const auto delimiter = a.values["delimiter"].as<std::string>();
  if (delimiter == "tab" || delimiter == "\\t") request.table.delimiter = '\t';
  else if (delimiter.size() == 1 && delimiter[0] != '"' && delimiter[0] != '\n' && delimiter[0] != '\r') request.table.delimiter = delimiter[0];
  else throw UsageError(fmt::format("--delimiter is \"{}\", expected one character, or tab", printable(delimiter)));
  if (a.values.count("column") > 0)
    for (const auto& mapping : a.values["column"].as<std::vector<std::string>>()) {
      const auto equals = mapping.find('=');
      if (equals == std::string::npos || equals == 0 || equals + 1 == mapping.size())
        throw UsageError(fmt::format("--column is \"{}\", expected NAME=HEADER", printable(mapping)));
      request.table.columns[mapping.substr(0, equals)] = mapping.substr(equals + 1);
    }
  if (a.values.count("set") > 0)
    for (const auto& text : a.values["set"].as<std::vector<std::string>>()) request.overrides.push_back({text});
  return request;
}

namespace {

/// Quotes a word for the shell if it needs it, so that the printed command can be pasted.
std::string shell_word(const std::string& word) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || std::string_view("-_./=,:%+@^").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// Options that change where output goes or how fast it comes, not what it says.
bool is_delivery(const std::string& word) {
  return word == "-o" || word == "--output" || word == "--jobs" || word == "--color";
}
bool is_delivery_switch(const std::string& word) {
  return word == "--force" || word == "--quiet" || word.starts_with("--jobs=") || word.starts_with("--output=") ||
         word.starts_with("--color=") || (word.starts_with("-o") && word.size() > 2);
}

}  // namespace

Run run_of(const Arguments& a) {
  Run run;
  run.version = PREMORTEM_VERSION;
  run.verb = a.verb->name;
  run.command = "premortem " + a.verb->name;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    if (is_delivery(a.words[i])) ++i;
    else if (!is_delivery_switch(a.words[i])) run.command += " " + shell_word(a.words[i]);
  }
  if (a.values.count("as-of") > 0) {
    const auto text = a.values["as-of"].as<std::string>();
    const auto date = parse_date(text);
    if (!date.value) throw UsageError("--as-of: " + printable(date.problem.message));
    run.as_of = text;
  }
  if (a.values.count("set") > 0) run.overrides = a.values["set"].as<std::vector<std::string>>();
  return run;
}

}  // namespace premortem::cli
