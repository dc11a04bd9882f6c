#include "premortem/core/utf8.hpp"
#include "premortem/report/page.hpp"
#include "report/page_words.hpp"

namespace premortem {
namespace {

constexpr std::size_t width = 92;

class TerminalPage {
 public:
  explicit TerminalPage(bool color) : color_(color) {}

  void line(const std::string& text, std::size_t indent = 0) {
    if (text.empty()) return;
    text_ += std::string(indent, ' ') + wrapped(printable(text), width - indent, indent) + "\n";
  }
  void bold(const std::string& text, std::size_t indent = 0) {
    if (text.empty()) return;
    text_ += std::string(indent, ' ') + (color_ ? "\x1b[1m" : "") + wrapped(printable(text), width - indent, indent) + (color_ ? "\x1b[0m" : "") + "\n";
  }
  void gap() { text_ += "\n"; }
  void list(const char* heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    gap();
    bold(heading);
    for (const auto& item : items) text_ += "  - " + wrapped(printable(item), width - 4, 4) + "\n";
  }
  /// A table and what is said of it; nothing where both are empty.
  void part(const char* heading, const TextTable& table, const std::vector<std::string>& lines = {}) {
    if (table.rows.empty() && lines.empty()) return;
    gap();
    bold(heading);
    if (!table.rows.empty()) text_ += terminal_table(table);
    for (const auto& l : lines) line(l);
  }
  std::string take() { return std::move(text_); }

 private:
  bool color_;
  std::string text_;
};

void failure(TerminalPage& page, const FailureWords& f) {
  page.gap();
  page.bold(f.number + ". " + f.name + (f.undo.empty() ? "" : "  " + f.undo));
  page.line(f.description, 3);
  std::string numbers = f.lead + " " + f.guarantee + (f.cost.empty() ? "" : " (" + f.cost + ")") + f.condition;
  if (!f.one_period.empty()) numbers += "; in one period at most " + f.one_period;
  page.line(numbers + ". " + f.cap, 3);
  page.line(f.mitigation, 3);
  page.line(f.mind, 3);
  page.line(f.notice + (f.threshold.empty() ? "" : " " + f.threshold), 3);
  page.bold("-> " + f.rollback, 3);
  page.line(f.trigger, 3);
  page.line(f.owner + " " + f.switch_off + " " + f.drilled, 3);
}

}  // namespace

std::string page_terminal(const HarmOutcome& outcome, const PageFacts& facts, const Run& run, bool color) {
  const PageWords w = page_words(outcome, facts, run);
  TerminalPage page(color);
  page.bold(w.title);
  page.line(w.meta);
  page.gap();
  page.bold(w.decision);
  page.line(w.summary);
  page.line(w.giving_up.empty() ? "" : "Giving up: " + w.giving_up);
  page.line(w.protecting.empty() ? "" : "Protecting: " + w.protecting);
  page.line(w.betting_on.empty() ? "" : "Betting on: " + w.betting_on);
  if (w.what_if) page.part(w.what_if_heading.c_str(), *w.what_if);
  page.part("Options", w.options);
  page.part("The trade-off", w.tradeoff, w.tradeoff_lines);
  page.part("Latency", w.latency.table, w.latency.lines);
  page.part("Confidence calendar", without_empty_columns(w.calendar.table), w.calendar.lines);
  if (!w.failures.empty()) {
    page.gap();
    page.bold(w.failures_heading);
    page.line("(" + w.failures_note + ")");
  }
  for (const auto& f : w.failures) failure(page, f);
  if (!w.also.empty()) page.gap();
  page.line(w.also);
  page.list("How far can we go?", w.room);
  page.list("What this hangs on", w.hangs_on);
  page.line(w.measure_first, 2);
  page.list("You may promise", w.may_promise);
  page.list("Do not promise", w.do_not_promise);
  page.list("Cannot see yet", w.cannot_see);
  page.list("Mind", w.cautions);
  page.list("Not on this page", w.missing);
  page.gap();
  page.line(w.evidence);
  page.line(w.command);
  return page.take();
}

}  // namespace premortem
