#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/number_text.hpp"
#include "premortem/core/utf8.hpp"
#include "report/escape.hpp"
#include "report/quantity_words.hpp"
#include "report/sweep_words.hpp"

namespace premortem {
namespace {

constexpr const char* head =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";

constexpr const char* style =
    "<style>body{font:15px/1.45 system-ui,sans-serif;color:#16202c;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.05rem;margin:2rem 0 .4rem}table{border-collapse:collapse}"
    "th,td{padding:.35rem .6rem;text-align:right;border:1px solid #fff;font-variant-numeric:tabular-nums}th{font-weight:600}"
    "th.row{text-align:left}td.today{outline:3px solid #b3261e;outline-offset:-3px}.key{color:#516072;font-size:.85rem}"
    "p.reading{font-weight:600;background:#f2f4f6;border-left:.35rem solid #516a8b;padding:.6rem .8rem}"
    ".bar{fill:#516a8b}svg text{font:12px system-ui,sans-serif;fill:#16202c}@media print{body{margin:0}}</style>\n";

/// A shade between white and slate; the words stay readable on both.
std::string shade(double share) {
  const auto mix = [&](int light, int dark) { return static_cast<int>(std::lround(light + (dark - light) * share)); };
  return fmt::format("background:rgb({},{},{});color:{}", mix(240, 58), mix(244, 80), mix(248, 112), share > 0.55 ? "#fff" : "#16202c");
}

std::string heat_map(const SweepResult& r, const TwoWay& t) {
  double low = INFINITY, high = -INFINITY;
  for (const auto& row : t.cells)
    for (const auto& cell : row)
      if (const auto x = number_of_cell(cell)) low = std::min(low, *x), high = std::max(high, *x);
  std::string text = fmt::format("<h2>{}</h2>\n<table>\n<tr><th class=\"row\">{} \\ {}</th>", xml_text(r.columns[t.output]), xml_text(r.plan->axes[0].name), xml_text(r.plan->axes[1].name));
  for (const auto& c : t.columns) text += "<th>" + xml_text(c) + "</th>";
  text += "</tr>\n";
  for (std::size_t i = 0; i < t.rows.size(); ++i) {
    text += "<tr><th class=\"row\">" + xml_text(t.rows[i]) + "</th>";
    for (std::size_t j = 0; j < t.columns.size(); ++j) {
      const auto x = number_of_cell(t.cells[i][j]);
      const double share = x && high > low ? (*x - low) / (high - low) : 0;
      const char* today = t.today_row == i && t.today_column == j ? " class=\"today\"" : "";
      text += fmt::format("<td{} style=\"{}\">{}</td>", today, shade(share), xml_text(short_cell(t.cells[i][j])));
    }
    text += "</tr>\n";
  }
  text += "</table>\n<p class=\"key\">Darker is larger.";
  if (t.today_row && t.today_column) text += " Framed: where the case stands today.";
  return text + "</p>\n";
}

std::string html_table(const TextTable& given) {
  const auto table = without_empty_columns(given);
  std::string text = "<table>\n<tr>";
  for (const auto& c : table.columns) text += fmt::format("<th{}>{}</th>", c.align == Align::left ? " class=\"row\"" : "", xml_text(c.name));
  text += "</tr>\n";
  for (const auto& row : table.rows) {
    text += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) text += fmt::format("<td{}>{}</td>", table.columns[i].align == Align::left ? " style=\"text-align:left\"" : "", xml_text(row[i]));
    text += "</tr>\n";
  }
  return text + "</table>\n";
}

/// One bar an estimate, on one axis, from the output at its low to the output at its high; the line is the best values.
std::string tornado_chart(const SweepResult& r) {
  const auto& s = *r.sensitivity;
  if (s.kind != SensitivityKind::tornado || s.rows.empty()) return "";
  double low = *s.point, high = *s.point;
  for (const auto& row : s.rows) low = std::min({low, *row.low, *row.high}), high = std::max({high, *row.low, *row.high});
  if (!(high > low)) return "";
  constexpr int label_width = 220, width = 560, height = 24;
  const auto x = [&](double v) { return label_width + width * (v - low) / (high - low); };
  std::string text = fmt::format("<svg role=\"img\" aria-label=\"What each estimate does\" width=\"{}\" height=\"{}\">\n", label_width + width + 10, height * static_cast<int>(s.rows.size()) + 20);
  for (std::size_t i = 0; i < s.rows.size(); ++i) {
    const auto& row = s.rows[i];
    const Leaf& leaf = r.subject.leaves[row.leaf];
    const double from = std::min(*row.low, *row.high), to = std::max(*row.low, *row.high);
    text += fmt::format("<text x=\"0\" y=\"{}\">{}</text><rect class=\"bar\" x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\"/>\n", static_cast<int>(i) * height + 16,
                        xml_text(leaf.label.empty() ? addressable_name(r.subject, row.leaf) : leaf.label), x(from), static_cast<int>(i) * height + 4, std::max(1.0, x(to) - x(from)), height - 8);
  }
  const int bottom = height * static_cast<int>(s.rows.size());
  text += fmt::format("<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"{1}\" stroke=\"#b3261e\"/><text x=\"{2}\" y=\"{3}\">{4}</text><text x=\"{5}\" y=\"{3}\" text-anchor=\"end\">{6}</text></svg>\n",
                      x(*s.point), bottom, label_width, bottom + 15, xml_text(signed_text(low, Rounding::nearest)), label_width + width, xml_text(signed_text(high, Rounding::nearest)));
  return text;
}

}  // namespace

std::string sweep_html(const SweepResult& r, const Run& run) {
  std::string text = std::string(head) + "<title>" + xml_text("Sweep: " + r.subject.title) + "</title>\n" + style + "</head>\n<body>\n<h1>" + xml_text("Sweep: " + r.subject.title) + "</h1>\n";
  text += "<p class=\"reading\">" + xml_text(sweep_reading(r)) + "</p>\n";
  if (r.plan) {
    const auto tables = two_way_tables(r);
    for (const auto& t : tables) text += heat_map(r, t);
    constexpr std::size_t most_rows = 1'000;
    if (tables.empty()) text += "<h2>Points</h2>\n" + html_table(point_table(r, most_rows));
    if (tables.empty() && r.rows.size() > most_rows) text += fmt::format("<p class=\"key\">The first {} of {} points; the CSV has all of them.</p>\n", most_rows, r.rows.size());
  }
  if (r.sensitivity) {
    text += "<h2>" + xml_text("Sensitivity of " + r.sensitivity->output) + "</h2>\n" + tornado_chart(r) + html_table(sensitivity_table(r));
    if (r.plan) text += "<p>" + xml_text(r.sensitivity->reading) + "</p>\n";
    for (const auto& note : r.sensitivity->notes) text += "<p class=\"key\">" + xml_text(note) + "</p>\n";
  }
  if (r.break_even && (r.plan || r.sensitivity)) text += "<p>" + xml_text(r.break_even->sentence) + "</p>\n";
  return text + "<p class=\"key\"><code>" + xml_text(run.command) + "</code></p>\n</body>\n</html>\n";
}

}  // namespace premortem
