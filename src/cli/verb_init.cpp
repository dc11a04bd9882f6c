#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/arguments.hpp"
#include "cli/exit_code.hpp"
#include "cli/new_folder.hpp"
#include "cli/output.hpp"
#include "cli/templates.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/report/init_report.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description init_options() {
  po::options_description o("Options of init");
  auto add = o.add_options();
  add("template", po::value<std::string>()->default_value(std::string(templates().front().name)), "what to start from; --list shows them");
  add("list", po::bool_switch(), "show the templates");
  return o;
}

/// @throws UsageError, with one suggestion
const Template& template_named(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& t : templates()) {
    if (t.name == name) return t;
    names.emplace_back(t.name);
  }
  const auto near = nearest_name(name, names);
  throw UsageError(fmt::format("--template is \"{}\"; {}", printable(name), near ? "did you mean " + *near + "?" : "premortem init --list shows them"));
}

int list_templates(const Arguments& a) {
  std::vector<TemplateEntry> entries;
  for (const auto& t : templates()) {
    entries.push_back({std::string(t.name), std::string(t.title), {}});
    for (const auto& f : t.files) entries.back().files.emplace_back(f.name);
  }
  const Output output(a);
  output.write(templates_text(entries, run_of(a), format_of(a)));
  return done;
}

NewCase write_case(const std::string& folder, const Template& chosen) {
  NewFolder target(folder);
  NewCase made{folder, std::string(chosen.name), {}, {}};
  for (const auto& file : chosen.files) {
    target.write(std::string(file.name), std::string(file.text));
    made.files.emplace_back(file.name);
  }
  target.keep();
  const auto word = shell_word(folder);
  const bool round = std::find(made.files.begin(), made.files.end(), "risks.csv") != made.files.end();
  made.next = {round ? "edit " + shell_word(folder + "/risks.csv") + " in a spreadsheet" : "read " + shell_word(folder + "/README.md") + ", edit harms.csv in a spreadsheet",
               "premortem round " + word + (round ? " --watch" : ""), "premortem report " + word};
  return made;
}

int run_init(const Arguments& a) {
  const std::string format = format_of(a);
  if (a.values["list"].as<bool>()) {
    if (!a.case_path.empty()) throw UsageError("--list takes no folder; leave \"" + printable(a.case_path) + "\" out");
    return list_templates(a);
  }
  const Template& chosen = template_named(a.values["template"].as<std::string>());
  if (a.case_path.empty()) throw UsageError("which folder? usage: premortem init <folder>, such as premortem init my-feature");
  const Output output(a);
  output.write(new_case_text(write_case(a.case_path, chosen), run_of(a), format));
  return done;
}

}  // namespace

Verb init_verb() {
  return {"init", "<folder>", "a new case from a template; init --list shows them",
          "Writes the files of a case into a new or empty folder, ready to be edited in a spreadsheet. Without --template it is\n"
          "one file, one row a risk, for a premortem round.",
          "to start, with no data", {"table", "json", "csv", "md"}, false, init_options, run_init, true};
}

}  // namespace premortem::cli
