#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

[[noreturn]] void fail_unknown_option(const std::string& option, const po::options_description& known, const Verb& verb) {
  std::vector<std::string> names;
  for (const auto& o : known.options()) names.push_back("--" + o->long_name());
  const std::string name = option.substr(0, option.find('='));
  const bool elsewhere = name == "--set" || name == "--vary";  // an option of other verbs is no slip for one that looks like it
  const auto near = elsewhere ? std::nullopt : nearest_name(name, names);
  throw UsageError(fmt::format("{} has no option {}; {}", verb.name, printable(name),
                               near ? "did you mean " + *near + "?" : "premortem help " + verb.name + " lists them"));
}

/// What the library found wrong, in our words: its own speak of arguments and adjacent equal signs.
std::string in_our_words(const po::error& e) {
  const auto* with_name = dynamic_cast<const po::error_with_option_name*>(&e);
  if (!with_name) return e.what();
  const std::string option = printable(with_name->get_option_name());
  if (dynamic_cast<const po::multiple_occurrences*>(&e)) return option + " is given twice; give it once";
  const auto* syntax = dynamic_cast<const po::invalid_command_line_syntax*>(&e);
  if (!syntax) return e.what();
  switch (syntax->kind()) {
    case po::invalid_syntax::empty_adjacent_parameter:
    case po::invalid_syntax::missing_parameter: return option + " needs a value";
    case po::invalid_syntax::extra_parameter: return option + " takes no value";
    default: return e.what();
  }
}

std::string usage_of(const Verb& verb) { return "premortem " + verb.name + (verb.synopsis.empty() ? "" : " " + verb.synopsis); }

po::options_description all_options(const Verb& verb) {
  po::options_description all;
  all.add(common_options(verb));
  if (verb.options) all.add(verb.options());
  if (verb.takes_case && !verb.explains) all.add_options()("explain", po::value<std::string>());  // refused by the verb, which says where to ask
  return all;
}

/// Only whole option names, and a word that begins with `-` and is not one is an error, except `-` itself.
constexpr int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;

/// The options, and the words that belong to none.
po::parsed_options parse_words(const std::vector<std::string>& words, const po::options_description& known) {
  try {
    return po::command_line_parser(words).options(known).style(style).allow_unregistered().run();
  } catch (const po::error& e) {
    throw UsageError(in_our_words(e));
  }
}

constexpr unsigned help_width = 112;

void add_case_options(po::options_description& o, bool explains) {
  auto add = o.add_options();
  add("set", po::value<std::vector<std::string>>()->composing(), "what if: NAME=V, NAME*=V or NAME.column=V (repeatable)");
  add("as-of", po::value<std::string>(), "the date taken as today, YYYY-MM-DD");
  if (explains) add("explain", po::value<std::string>(), "show how one number came about: harm.<mode>.harmed.bound.high");
  add("column", po::value<std::vector<std::string>>()->composing(), "NAME=HEADER: our column NAME is called HEADER in the file");
  add("delimiter", po::value<std::string>()->default_value(","), "what parts the cells: tab, or one mark such as ; or |");
}

}  // namespace

po::options_description common_options(const Verb& verb) {
  po::options_description o("Options", help_width);
  std::string formats;
  for (const auto& f : verb.formats) formats += (formats.empty() ? "" : ", ") + f;
  auto add = o.add_options();
  add("format", po::value<std::string>()->default_value(verb.formats.front()), ("form of the output: " + formats).c_str());
  add(verb.output_names ? "output-file,o" : "output,o", po::value<std::string>(), "write to a file instead of standard output");
  add("force", po::bool_switch(), "replace an existing output file");
  add("confidence", po::value<std::string>()->default_value("0.95"), "two-sided confidence of each bound, in (0, 1)");
  add("samples", po::value<std::string>()->default_value("100000"), "samples of the simulated readings; 1e7 is understood");
  add("seed", po::value<std::string>()->default_value("1"), "seed of the simulated readings");
  add("jobs", po::value<std::string>()->default_value("1"), "threads; the result is the same for any number");
  add("quiet", po::bool_switch(), "no notes on standard error");
  add("color", po::value<std::string>()->default_value("auto"), "auto, always or never");
  if (verb.takes_case) add_case_options(o, verb.explains);
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
    if (o.unregistered) fail_unknown_option(o.original_tokens.front(), known, verb);
    if (o.position_key == -1) continue;
    strays.insert(strays.end(), o.value.begin(), o.value.end());
  }
  std::erase_if(parsed.options, [](const auto& o) { return o.position_key != -1; });
  const std::size_t allowed = verb.takes_case || verb.names_folder || verb.takes_names ? 1 : 0;
  if (strays.size() > allowed && !verb.takes_names) throw UsageError(fmt::format("unexpected word \"{}\"; usage: {}", printable(strays[allowed]), usage_of(verb)));
  if (!strays.empty()) arguments.case_path = strays.front();
  if (strays.size() > 1) arguments.names.assign(strays.begin() + 1, strays.end());
  try {
    po::store(parsed, arguments.values);
    po::notify(arguments.values);
  } catch (const po::error& e) {
    throw UsageError(in_our_words(e));
  }
  return arguments;
}

}  // namespace premortem::cli
