#include <fmt/format.h>

#include "memo_template.hpp"
#include "premortem/report/memo.hpp"
#include "report/html_data.hpp"
#include "report/memo_words.hpp"

namespace premortem {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

std::string memo_html(const HarmOutcome& outcome, const Run& run) {
  const auto w = memo_words(outcome, run);
  data page = html_table(w.table);
  page.set("title", html_text(w.title));
  set_html(page, "meta", w.meta);
  page.set("verdict", w.verdict);
  page.set("decision", html_text(w.decision));
  page.set("stakes", html_stakes(w.giving_up, w.protecting, w.betting_on));
  page.set("question", html_text(w.question));
  set_html(page, "metric", w.metric);
  page.set("say_it", html_text(w.say_it));
  page.set("say_it_heading", fmt::format("Say it: {:.0f} seconds", w.seconds));
  page.set("rules", html_items(w.stop_rules));
  data sections(data::type::list);
  std::vector<std::string> rejected;
  for (const auto& r : w.rejected) rejected.push_back(r.option + ": " + r.why);
  add_html_section(sections, "Now or later", w.plans);
  add_html_section(sections, "Rejected", rejected);
  add_html_section(sections, "What could go wrong", w.harm);
  add_html_section(sections, "How this will be judged", w.hypotheses);
  add_html_section(sections, "Mind", w.cautions);
  add_html_section(sections, "Not in this memo", w.missing);
  page.set("sections", sections);
  page.set("evidence", html_text(w.evidence));
  page.set("command", html_text(w.command));
  mustache view{std::string(memo_template)};
  return view.render(page);
}

}  // namespace premortem
