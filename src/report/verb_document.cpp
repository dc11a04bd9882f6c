#include "report/verb_document.hpp"

#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"

namespace premortem {

std::string document_terminal(const VerbDocument& d) {
  constexpr std::size_t indent = 2;
  const auto line = [](const std::string& text) { return wrapped(printable(text), document_width, indent) + "\n"; };
  std::string text = printable(d.title) + "\n\n" + line(d.decision);
  if (!d.lead.empty()) text += line(d.lead);
  for (const auto& part : d.parts) {
    text += "\n" + printable(part.heading) + "\n" + terminal_table(without_empty_columns(part.table));
    for (const auto& l : part.lines) text += line(l);
  }
  const auto list = [&](const std::vector<std::string>& lines, const std::string& before) {
    if (!lines.empty()) text += before;
    for (const auto& l : lines) text += line(l);
  };
  list(d.lines, "\n");
  list(d.findings, "\n" + d.findings_heading + "\n");
  list(d.cautions, "\n");
  return text;
}

std::string document_markdown(const VerbDocument& d) {
  std::string text = "## " + markdown_text(d.title) + "\n\n**" + markdown_text(d.decision) + "**\n";
  if (!d.lead.empty()) text += "\n" + markdown_text(d.lead) + "\n";
  for (const auto& part : d.parts) {
    text += "\n### " + markdown_text(part.heading) + "\n\n" + markdown_table(without_empty_columns(part.table));
    for (const auto& l : part.lines) text += "\n" + markdown_text(l) + "\n";
  }
  const auto list = [&](const std::vector<std::string>& lines, const std::string& before) {
    if (!lines.empty()) text += before;
    for (const auto& l : lines) text += "- " + markdown_text(l) + "\n";
  };
  list(d.lines, "\n");
  list(d.findings, "\n### " + d.findings_heading + "\n\n");
  list(d.cautions, "\n### Read with care\n\n");
  return text;
}

}  // namespace premortem
