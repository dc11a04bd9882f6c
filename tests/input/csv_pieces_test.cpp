#include <catch2/catch.hpp>

#include "holds_for_all.hpp"
#include "csv_reading.hpp"
#include "csv_texts.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

std::vector<std::string_view> cut(std::string_view text, const std::vector<std::size_t>& sizes) {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; !text.empty(); ++i) {
    pieces.push_back(text.substr(0, sizes.empty() ? 1 : sizes[i % sizes.size()]));
    text.remove_prefix(pieces.back().size());
  }
  return pieces;
}

std::string written_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const auto& cell : cells) {
    if (!row.empty()) row += ',';
    row += '"';
    for (const char c : cell) row += c == '"' ? "\"\"" : std::string(1, c);
    row += '"';
  }
  return row + "\n";
}

}  // namespace

TEST_CASE("pieces of any size give the same rows and the same messages as the whole text") {
  CHECK(holds_for_all([] {
    const auto text = *csv_like_text();
    const auto sizes = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 9));
    RC_ASSERT(read_pieces(cut(text, sizes)) == read(text));
  }));
}

TEST_CASE("single bytes give the same rows and the same messages as the whole text") {
  CHECK(holds_for_all([] {
    const auto text = *csv_like_text();
    RC_ASSERT(read_pieces(cut(text, {})) == read(text));
  }));
}

TEST_CASE("what is written in quotes is read back") {
  CHECK(holds_for_all([] {
    const auto character = rc::gen::element<std::string>("a", "1", ",", "\"", "\n", "\r", "\r\n", " ", ";", "\t", "\u00E9", "\U0001F600");
    const auto cell = text_of(character);
    const auto width = *rc::gen::inRange<std::size_t>(1, 6);
    const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(width, cell)));
    std::string text;
    for (const auto& row : rows) text += written_row(row);
    std::vector<std::vector<std::string>> read_back;
    Diagnostics diagnostics;
    parse_csv(text, "f.csv", {}, [&](const CsvRow& row) { read_back.emplace_back(row.cells.begin(), row.cells.end()); }, diagnostics);
    RC_ASSERT(!diagnostics.has_errors());
    RC_ASSERT(read_back == rows);
  }));
}
