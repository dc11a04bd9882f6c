#include <fmt/format.h>

#include "premortem/core/utf8.hpp"
#include "premortem/report/memo.hpp"
#include "report/escape.hpp"
#include "report/json_text.hpp"
#include "report/memo_words.hpp"
#include "report/tradeoff_page_words.hpp"
#include "report/tradeoff_part_json.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 100;

std::string say_it_heading(const MemoWords& w) { return fmt::format("Say it ({:.0f} seconds)", w.seconds); }

std::vector<std::string> rejected_lines(const MemoWords& w) {
  std::vector<std::string> lines;
  for (const auto& r : w.rejected) lines.push_back(r.option + ": " + r.why);
  return lines;
}

std::string labelled(const char* label, const std::string& text) { return text.empty() ? "" : std::string(label) + " " + text; }

}  // namespace

std::string memo_terminal(const HarmOutcome& outcome, const Run& run) {
  const auto w = memo_words(outcome, run);
  std::string text;
  const auto line = [&](const std::string& words, std::size_t indent = 2) {
    if (!words.empty()) text += wrapped(printable(words), text_width, indent) + "\n";
  };
  const auto list = [&](const char* heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    text += "\n" + std::string(heading) + "\n";
    for (const auto& item : items) text += "  - " + wrapped(printable(item), text_width - 4, 4) + "\n";
  };
  line(w.title), line(w.meta);
  text += "\n";
  line(w.decision);
  for (const auto& stake : {labelled("Giving up:", w.giving_up), labelled("Protecting:", w.protecting), labelled("Betting on:", w.betting_on)}) line(stake);
  text += "\n";
  line(w.question + " " + w.metric);
  text += terminal_table(w.table) + "\n";
  line(say_it_heading(w) + ": " + w.say_it);
  for (const auto& rule : w.stop_rules) line(rule);
  list("Now or later", w.plans);
  list("Rejected", rejected_lines(w));
  list("What could go wrong", w.harm);
  list("How this will be judged", w.hypotheses);
  list("Mind", w.cautions);
  list("Not in this memo", w.missing);
  text += "\n";
  line(w.evidence), line(w.command);
  return text;
}

std::string memo_markdown(const HarmOutcome& outcome, const Run& run) {
  const auto w = memo_words(outcome, run);
  std::string text = "# " + markdown_text(w.title) + "\n\n";
  const auto paragraph = [&](const std::string& words) {
    if (!words.empty()) text += words + "\n\n";
  };
  const auto strong = [](const char* label, const std::string& words) { return words.empty() ? "" : "**" + std::string(label) + "** " + markdown_text(words); };
  const auto list = [&](const char* heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    text += "**" + std::string(heading) + "**\n\n";
    for (const auto& item : items) text += "- " + markdown_text(item) + "\n";
    text += "\n";
  };
  paragraph(markdown_text(w.meta));
  paragraph("**" + markdown_text(w.decision) + "**");
  for (const auto& stake : {strong("Giving up:", w.giving_up), strong("Protecting:", w.protecting), strong("Betting on:", w.betting_on)}) paragraph(stake);
  text += "## " + markdown_text(w.question) + "\n\n";
  paragraph(markdown_text(w.metric));
  text += markdown_table(w.table) + "\n";
  paragraph("*" + say_it_heading(w) + ":* \"" + markdown_text(w.say_it) + "\"");
  for (const auto& rule : w.stop_rules) paragraph(markdown_text(rule));
  list("Now or later", w.plans);
  list("Rejected", rejected_lines(w));
  list("What could go wrong", w.harm);
  list("How this will be judged", w.hypotheses);
  list("Mind", w.cautions);
  list("Not in this memo", w.missing);
  paragraph("*" + markdown_text(w.evidence) + "*");
  return text + markdown_text(w.command) + "\n";
}

std::string memo_json(const HarmOutcome& outcome, const Run& run) {
  const auto w = memo_words(outcome, run);
  const auto& r = outcome.changed;
  Json out{{"title", w.title}};
  out["decision"] = {{"verdict", w.verdict}, {"sentence", w.decision}, {"giving_up", w.giving_up}, {"protecting", w.protecting}, {"betting_on", w.betting_on}};
  out["question"] = w.question;
  out["say_it"] = {{"sentence", w.say_it}, {"seconds", w.seconds}};
  out["stop_rules"] = w.stop_rules;
  out["rejected"] = Json::array();
  for (const auto& rejected : w.rejected) out["rejected"].push_back({{"option", rejected.option}, {"why", rejected.why}});
  out["plans"] = w.plans;
  out["harm"] = w.harm;
  out["hypotheses"] = w.hypotheses;
  out["cautions"] = w.cautions;
  out["missing"] = w.missing;
  out["tradeoff"] = tradeoff_part_json(tradeoff_of(r));
  out["command"] = w.command;
  return json_text(envelope(run, r.subject, &r.assessment.settings, std::move(out)));
}

std::string memo_csv(const HarmOutcome& outcome) {
  const auto table = memo_words(outcome, {}).table;
  std::string text;
  const auto add = [&](const std::vector<std::string>& cells) { text += csv_row(cells); };
  std::vector<std::string> header;
  for (const auto& c : table.columns) header.push_back(c.name.empty() ? "mark" : c.name);
  add(header);
  for (const auto& row : table.rows) add(row);
  return text;
}

}  // namespace premortem
