#include "premortem/report/round_report.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/harm_words.hpp"
#include "report/json_text.hpp"
#include "report/page_words.hpp"
#include "report/round_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t text_width = 100;
constexpr const char* columns = "number,what_breaks,about,at_most,at_scale_10,undo,noticed_by,votes,owner,roll_back_when";

std::string cell_of(const std::optional<double>& x) { return x ? fmt::format("{}", *x) : ""; }

std::string csv_rows(const RoundResult& result, const std::string& before) {
  std::string text;
  for (std::size_t i = 0; i < result.round.risks.size(); ++i) {
    const RoundRisk& risk = result.round.risks[i];
    const FailureMode& mode = mode_of(result, i);
    text += before + std::to_string(i + 1);
    for (const auto& cell : {title_of(mode), cell_of(risk.about), cell_of(risk.at_most), cell_of(risk.at_scale_10), std::string(name_of(mode.reversible)),
                             mode.monitor, cell_of(mode.votes), mode.owner, mode.rollback})
      text += "," + csv_cell(cell);
    text += "\n";
  }
  return text;
}

Json risk_json(const RoundResult& result, std::size_t i) {
  const RoundRisk& risk = result.round.risks[i];
  const FailureMode& mode = mode_of(result, i);
  const auto& m = result.outcome.changed.assessment.failure_modes[risk.mode];
  Json out{{"name", mode.name}, {"option", mode.option}};
  put(out, "about", risk.about, risk.about_why);
  put(out, "at_most", risk.at_most, risk.at_most_why);
  put(out, "at_scale_10", risk.at_scale_10, risk.at_scale_10_why);
  out["undo"] = name_of(mode.reversible);
  out["noticed_by"] = mode.monitor;
  put(out, "votes", mode.votes, "not stated");
  out["unit"] = m.unit;
  out["sentence"] = m.standing().bound.sentence;
  return out;
}

Json ask_json(const RoundResult& result) {
  const AskFirst& ask = *result.round.ask_first;
  const Leaf& leaf = result.outcome.changed.subject.leaves[ask.swing.leaf];
  return {{"name", leaf.label}, {"risk", mode_of(result, ask.risk).name}, {"place", to_string(leaf.place)},
          {"low", ask.swing.low}, {"high", ask.swing.high}, {"sentence", ask_first_words(result)}};
}

Json round_result_json(const RoundResult& result) {
  Json out;
  out["risks"] = Json::array();
  for (std::size_t i = 0; i < result.round.risks.size(); ++i) out["risks"].push_back(risk_json(result, i));
  out["ground"] = round_words(result).ground;
  if (result.round.of_everyone) out["of_everyone"] = {{"low", result.round.of_everyone->low}, {"high", result.round.of_everyone->high}};
  else out["of_everyone"] = nullptr, out["of_everyone_why"] = "the first risk is no chain of two or more shares of those before";
  if (result.round.ask_first) out["ask_first"] = ask_json(result);
  else out["ask_first"] = nullptr, out["ask_first_why"] = "no estimate moves a risk";
  out["missing"] = result.round.missing;
  out["next"] = result.next;
  return out;
}

}  // namespace

std::string round_terminal(const RoundResult& result, const Run& run) {
  const RoundWords words = round_words(result);
  std::string text = wrapped(printable(words.ground), text_width, 0) + "\n" + terminal_table(words.table);
  for (const auto& line : words.lines) text += printable(line) + "\n";
  if (result.outcome.base) text += "\nWhat if " + printable(joined(run.overrides, ", ")) + "\n" + terminal_table(difference_table(*result.outcome.base, result.outcome.changed));
  return text;
}

std::string round_markdown(const RoundResult& result, const Run& run) {
  const RoundWords words = round_words(result);
  std::string text = "## " + markdown_text(result.outcome.changed.subject.title) + ": risks\n\n" + markdown_text(words.ground) + "\n\n" + markdown_table(words.table) + "\n";
  for (const auto& line : words.lines) text += "- " + markdown_text(line) + "\n";
  if (result.outcome.base)
    text += "\n### What if " + markdown_text(joined(run.overrides, ", ")) + "\n\n" + markdown_table(difference_table(*result.outcome.base, result.outcome.changed));
  return text;
}

std::string round_csv(const RoundResult& result) { return std::string(columns) + "\n" + csv_rows(result, ""); }

std::string round_json(const RoundResult& result, const Run& run) {
  Json out = round_result_json(result);
  if (result.outcome.base) out["set"] = run.overrides, out["difference"] = differences_json(result.outcome);
  return json_text(envelope(run, result.outcome.changed.subject, &result.outcome.changed.assessment.settings, std::move(out), Draws::none));
}

std::string rounds_terminal(const std::vector<RoundResult>& results) {
  std::string text = fmt::format("{}, the one to talk about first on top\n", count_text(results.size(), "case")) + terminal_table(rounds_table(results));
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto ask = ask_first_words(results[i]);
    if (!ask.empty()) text += printable(fmt::format("{}, ask first: {}.", results[i].outcome.changed.subject.title, ask)) + "\n";
  }
  return text + printable("Next: " + results.front().next) + "\n";
}

std::string rounds_markdown(const std::vector<RoundResult>& results) {
  return "## Cases\n\n" + markdown_table(rounds_table(results)) + "\nNext: " + markdown_text(results.front().next) + "\n";
}

std::string rounds_csv(const std::vector<RoundResult>& results) {
  std::string text = std::string("case,") + columns + "\n";
  for (const auto& r : results) text += csv_rows(r, csv_cell(r.outcome.changed.subject.title) + ",");
  return text;
}

std::string rounds_json(const std::vector<RoundResult>& results, const Run& run) {
  Json out{{"cases", Json::array()}};
  Case all;
  all.title = "cases";
  for (const auto& r : results) {
    Json entry{{"case", r.outcome.changed.subject.title}, {"path", r.outcome.changed.subject.path}, {"verdict", name_of(r.outcome.changed.assessment.decision.verdict)}};
    entry.update(round_result_json(r));
    out["cases"].push_back(std::move(entry));
    for (auto file : r.outcome.changed.subject.inputs) {
      file.file = r.outcome.changed.subject.title + "/" + file.file;
      all.inputs.push_back(std::move(file));
    }
    for (auto c : r.outcome.changed.subject.conversions) {
      c.place.file = r.outcome.changed.subject.title + "/" + c.place.file;
      all.conversions.push_back(std::move(c));
    }
  }
  return json_text(envelope(run, all, &results.front().outcome.changed.assessment.settings, std::move(out), Draws::none));
}

}  // namespace premortem
