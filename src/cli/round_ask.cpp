#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "cli/round_run.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/file_schema.hpp"
#include "premortem/input/table.hpp"

namespace premortem::cli {
namespace {

constexpr const char* header = "what breaks,people,at risk,exposed,hurt,undo,how we notice,owner,roll back when\n";

/// What is wrong with an answer, in words that ask for a better one; empty if nothing is.
using Check = std::string (*)(const std::string& answer);

std::string check_people(const std::string& answer) {
  const auto parsed = parse_people_number(answer);
  if (!parsed.value) return parsed.problem.message + (parsed.problem.hint.empty() ? "" : "; " + parsed.problem.hint);
  const bool share = answer.find('%') != std::string::npos || answer.find(" in ") != std::string::npos;
  const auto least = parsed.value->low ? parsed.value->low : parsed.value->best;
  return share || (least && *least < 0) ? "write how many people, such as 10M" : "";
}

std::string check_share(const std::string& answer) {
  const auto parsed = parse_people_number(answer);
  if (!parsed.value) return parsed.problem.message + (parsed.problem.hint.empty() ? "" : "; " + parsed.problem.hint);
  for (const auto& x : {parsed.value->low, parsed.value->best, parsed.value->high})
    if (x && !(*x >= 0 && *x <= 1)) return "a share lies between 0 and 100%; write 5%, 1 in 1000, or ? if nobody knows";
  return "";
}

std::string check_undo(const std::string& answer) {
  const auto said = folded_name(answer);
  return said == "yes" || said == "partly" || said == "no" || said == "?" ? "" : "write yes, partly or no, or ? if nobody knows";
}

std::string csv_quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// What a spreadsheet would run, or what would not be read back as it was typed.
std::string check_text(const std::string& answer) {
  if (std::string_view("=+-@").find(answer.front()) != std::string_view::npos) return "begin with a letter; a spreadsheet would take this for a formula";
  Diagnostics findings;
  read_table(header + csv_quoted(answer) + ",1,1,1,1,no,,,\n", "risks.csv", schema_of("risks.csv"), {}, findings);
  return findings.has_errors() ? findings.errors().front().message + "; write it in other words" : "";
}

struct Question {
  const char* words;
  Check check;
};

/// Those after the first, "What could break?".
constexpr Question questions[] = {
    {"How many people use it? (10M)", check_people},
    {"What share of them is at risk? (0.1%, or 0.1% (0.05-0.2), or 1 in 1000, or ?)", check_share},
    {"Of those, what share is exposed?", check_share},
    {"Of those, what share is hurt?", check_share},
    {"Can it be undone? (yes, partly, no)", check_undo},
    {"How would we notice? (? if we would not)", check_text}};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The answer; absent at the end of the input. An empty answer to all but the first question is `?`.
std::optional<std::string> ask(const std::string& words, Check check) {
  for (std::string line;;) {
    std::fprintf(stderr, "%s ", words.c_str());
    if (!std::getline(std::cin, line)) return std::nullopt;
    std::string answer = trimmed(line);
    if (answer.empty()) answer = "?";
    std::string problem = check(answer);
    if (problem.empty() && first_invalid_utf8(answer)) problem = "the answer is not UTF-8 text";
    if (problem.empty()) return answer;
    std::fprintf(stderr, "  %s\n", printable(problem).c_str());
  }
}

/// What breaks; absent where the person is done or the input has ended.
std::optional<std::string> ask_what_breaks(const std::vector<std::string>& taken) {
  const std::string words = taken.empty() ? "What could break?" : "What else could break? (Enter: nothing more)";
  for (;;) {
    const auto answer = ask(words, check_text);
    if (!answer || *answer == "?") return std::nullopt;
    bool twice = false;
    for (const auto& t : taken) twice = twice || folded_name(t) == folded_name(*answer);
    if (!twice) return answer;
    std::fprintf(stderr, "  that stands already; write another, or Enter\n");
  }
}

/// One row of risks.csv; what the input ends before is unknown.
std::string ask_risk(const std::string& what) {
  std::string row = csv_quoted(what);
  bool ended = false;
  for (const auto& q : questions) {
    const auto answer = ended ? std::nullopt : ask(q.words, q.check);
    ended = !answer;
    row += "," + csv_quoted(answer.value_or("?"));
  }
  return row + ",,\n";
}

std::string target_of(const Arguments& a) {
  std::error_code ignored;
  if (a.case_path.empty()) return "risks.csv";
  return std::filesystem::is_directory(a.case_path, ignored) ? a.case_path + "/risks.csv" : a.case_path;
}

}  // namespace

int ask_round(const Arguments& a) {
  for (const auto* option : {"set", "column"})
    if (a.values.count(option) > 0) throw UsageError(std::string("--ask writes a file of its own, to which --") + option + " does not apply");
  if (a.values["delimiter"].as<std::string>() != ",") throw UsageError("--ask writes commas; leave --delimiter out");
  if (a.values.count("output") > 0) throw UsageError("--ask writes the case's own file; name it in place of the case, and leave -o out");
  Arguments named = a;
  named.case_path = target_of(a);
  if (named.case_path == "-") throw UsageError("--ask writes a file; name one, such as risks.csv");
  const Output file(named.case_path, a.values["force"].as<bool>());
  std::string text = header;
  std::vector<std::string> taken;
  while (const auto what = ask_what_breaks(taken)) {
    taken.push_back(*what);
    text += ask_risk(*what);
  }
  if (taken.empty()) throw UsageError("nothing was answered, so nothing is written");
  file.write(text);
  std::fprintf(stderr, "\nWritten to %s; edit it in a spreadsheet and watch: premortem round %s --watch\n\n", printable(named.case_path).c_str(),
               printable(shell_word(named.case_path)).c_str());
  std::vector<std::string> notes;
  write_to_standard_output(round_text(named, format_of(named), notes));
  return done;
}

}  // namespace premortem::cli
