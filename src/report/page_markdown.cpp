#include "premortem/report/page.hpp"
#include "report/escape.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

/// Text with emphasis around it, or nothing.
std::string strong(const std::string& text) { return text.empty() ? "" : "**" + markdown_text(text) + "**"; }
std::string plain(const std::string& text) { return markdown_text(text); }

std::string line(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& p : parts)
    if (!p.empty()) text += (text.empty() ? "" : " ") + p;
  return text.empty() ? "" : text + "\n\n";
}

std::string labelled(const char* label, const std::string& text) { return text.empty() ? "" : "**" + std::string(label) + "** " + plain(text); }

std::string bullets(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += "- " + plain(item) + "\n";
  return text + "\n";
}

std::string list(const char* heading, const std::vector<std::string>& items) { return items.empty() ? "" : "**" + std::string(heading) + "**\n\n" + bullets(items); }

std::string failure(const FailureWords& f) {
  std::string text = "### " + f.number + ". " + plain(f.name) + "\n\n";
  text += line({f.undo.empty() ? "" : "*" + plain(f.undo) + "*", plain(f.description)});
  std::string numbers = plain(f.lead) + " **" + plain(f.guarantee) + "**" + (f.cost.empty() ? "" : " (" + plain(f.cost) + ")") + plain(f.condition);
  if (!f.one_period.empty()) numbers += "; in one period at most " + plain(f.one_period);
  text += line({numbers + ".", plain(f.cap), plain(f.mitigation), plain(f.mind)});
  text += line({plain(f.notice), plain(f.threshold), strong(f.rollback), plain(f.trigger)});
  return text + line({plain(f.owner), plain(f.switch_off), plain(f.drilled)});
}

}  // namespace

std::string page_markdown(const HarmOutcome& outcome, const PageFacts& facts, const Run& run) {
  const PageWords w = page_words(outcome, facts, run);
  std::string text = "# " + plain(w.title) + "\n\n" + line({plain(w.meta)}) + line({strong(w.decision)}) + line({plain(w.summary)});
  text += line({labelled("Giving up:", w.giving_up), labelled("Protecting:", w.protecting), labelled("Betting on:", w.betting_on)});
  if (w.what_if) text += "## " + plain(w.what_if_heading) + "\n\n" + markdown_table(*w.what_if) + "\n";
  if (!w.options.rows.empty()) text += "## Options\n\n" + markdown_table(w.options) + "\n";
  if (!w.tradeoff_lines.empty()) text += "## The trade-off\n\n" + (w.tradeoff.rows.empty() ? "" : markdown_table(w.tradeoff) + "\n") + bullets(w.tradeoff_lines);
  if (!w.latency.lines.empty()) text += "## Latency\n\n" + (w.latency.table.rows.empty() ? "" : markdown_table(w.latency.table) + "\n") + bullets(w.latency.lines);
  if (!w.calendar.lines.empty()) text += "## Confidence calendar\n\n" + (w.calendar.table.rows.empty() ? "" : markdown_table(without_empty_columns(w.calendar.table)) + "\n") + bullets(w.calendar.lines);
  if (!w.failures.empty()) text += "## " + plain(w.failures_heading) + "\n\n" + line({"(" + plain(w.failures_note) + ")"});
  for (const auto& f : w.failures) text += failure(f);
  text += line({plain(w.also)});
  text += list("How far can we go?", w.room);
  text += list("What this hangs on", w.hangs_on) + line({plain(w.measure_first)});
  text += list("You may promise", w.may_promise) + list("Do not promise", w.do_not_promise) + list("Cannot see yet", w.cannot_see);
  text += list("Mind", w.cautions) + list("Not on this page", w.missing);
  text += line({"*" + plain(w.evidence) + "*"});
  std::string inputs;
  for (const auto& i : w.inputs) inputs += (inputs.empty() ? "" : ", ") + plain(i);
  if (!inputs.empty()) text += "*Inputs (SHA-256): " + inputs + "*\n\n";
  return text + plain(w.command) + "\n";
}

}  // namespace premortem
