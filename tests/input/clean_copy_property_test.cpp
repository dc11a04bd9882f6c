#include <algorithm>
#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "input/clean_copy_reading.hpp"
#include "input/csv_texts.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

rc::Gen<std::string> some(std::initializer_list<std::string> choices) { return rc::gen::elementOf(std::vector<std::string>(choices)); }

/// Cells as a clean file may hold them: quoted with need and without.
rc::Gen<std::string> clean_word() { return some({"a", "b c", "\u20AC", "#REF!", "\"x,y\"", "\"q\"", "\"two\nlines\"", "\"with \"\"quotes\"\"\"", "0.5", "Totals of"}); }

using Rows = std::vector<std::vector<std::string>>;

Rows clean_rows() {
  Rows rows{{"gate", "verdict", "owner", "note"}};
  const auto count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) rows.push_back({*clean_word(), *clean_word(), *rc::gen::oneOf(clean_word(), some({""})), *rc::gen::oneOf(clean_word(), some({""}))});
  return rows;
}

std::string joined(const std::vector<std::string>& cells, const std::string& mark) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) text += (i > 0 ? mark : "") + cells[i];
  return text;
}

std::string clean_file(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) text += joined(row, ",") + "\n";
  return text;
}

/// The same rows as a spreadsheet might save them.
std::string messy_file(Rows rows) {
  const auto mark = *some({",", ";", "\t"});
  const auto end = *some({"\n", "\r\n", "\r"});
  const auto blank = *some({"", " ", "\u00A0", " \u00A0 "});
  const auto spare = static_cast<std::size_t>(*rc::gen::inRange(0, 3));
  rows[0] = *rc::gen::element(rows[0], std::vector<std::string>{"Gate", "VERDICT", "owner", "note"});
  std::string text = *some({"", "\xEF\xBB\xBF"}) + *some({"", "Our gates" + end, end + "Gates 2026" + mark + mark + end});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (auto& cell : rows[i]) cell = cell.starts_with('"') ? cell : blank + cell + blank;
    for (std::size_t j = 0; j < spare; ++j) rows[i].push_back(blank);
    text += joined(rows[i], mark) + (i > 0 ? *some({"", mark, mark + blank}) : "") + end;
    if (i > 0) text += *some({"", end, mark + blank + mark + end, "TOTAL:" + mark + "5" + mark + mark + "9" + end});
  }
  return text;
}

/// Text that is half a table: headers in pieces, marks, quotes, line ends, damage.
rc::Gen<std::string> table_like_text() {
  return text_of(rc::gen::oneOf(csv_like_text(), some({"gate,verdict\n", "Gate;Verdict;\n", "gate\tverdict\n", "gate", "Verdict", "Total", "sum:", ",", ";", "\t", "\n", "\r", "\r\n",
                                                        " ", "\u00A0", "\"", "\"x\"", "\xEF\xBB\xBF", "a", "note"})));
}

}  // namespace

TEST_CASE("a clean file comes back byte for byte") {
  CHECK(holds_for_all([] {
    auto text = clean_file(clean_rows());
    if (*rc::gen::arbitrary<bool>()) text.pop_back();  // a last line without its line feed is complete
    RC_ASSERT(cleaned(text).text == text);
    RC_ASSERT(cleaned(text).mends.empty());
  }));
}

TEST_CASE("however a spreadsheet has saved the rows, the copy holds them as they were, and says what was done") {
  CHECK(holds_for_all([] {
    const auto rows = clean_rows();
    const auto clean = clean_file(rows), messy = messy_file(rows);
    const auto copy = cleaned(messy);
    RC_LOG() << messy;
    RC_ASSERT(copy.text == clean);
    RC_ASSERT(copy.mends.empty() == (messy == clean));
  }));
}

TEST_CASE("cleaning twice is cleaning once, whatever the text") {
  CHECK(holds_for_all([] {
    const auto once = cleaned(*table_like_text());
    RC_ASSERT(cleaned(once.text).text == once.text);
    RC_ASSERT(cleaned(once.text).mends.empty());
  }));
}

TEST_CASE("without a mend there is no change, and with one there is, whatever the text") {
  CHECK(holds_for_all([] {
    const auto text = *table_like_text();
    const auto copy = cleaned(text);
    RC_ASSERT(copy.mends.empty() == (copy.text == text));
  }));
}

TEST_CASE("every mend has a line of the text, in order") {
  CHECK(holds_for_all([] {
    const auto text = *table_like_text();
    const auto lines = std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }) + 1;
    long before = 1;
    for (const auto& mend : cleaned(text).mends) {
      RC_ASSERT(before <= mend.place.line);
      RC_ASSERT(mend.place.line <= mend.last_line);
      RC_ASSERT(mend.last_line <= lines);
      before = mend.place.line;
    }
  }));
}
