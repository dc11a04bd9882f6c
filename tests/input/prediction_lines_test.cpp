// Plain lines are read by a way of their own: it must take nothing that the general way would read otherwise.
#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "csv_texts.hpp"
#include "holds_for_all.hpp"
#include "input/prediction_chunk.hpp"
#include "input/short_decimal.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

/// Everything that can be seen of one reading, numbers by their bits.
struct Outcome {
  std::vector<std::uint64_t> numbers;
  std::vector<std::string> words;
  std::uint64_t read = 0;
  bool operator==(const Outcome&) const = default;
};

void add(const std::vector<double>& column, Outcome& to) {
  for (const double x : column) to.numbers.push_back(std::isnan(x) ? 0 : std::bit_cast<std::uint64_t>(x));
  to.numbers.push_back(~std::uint64_t{0});
}

template <class T>
void add_whole(const std::vector<T>& column, Outcome& to) {
  for (const auto x : column) to.numbers.push_back(static_cast<std::uint64_t>(x));
  to.numbers.push_back(~std::uint64_t{0});
}

void add(const NameColumn& column, const std::vector<std::string>& names, Outcome& to) {
  add_whole(column.index, to);
  to.words.insert(to.words.end(), names.begin(), names.end());
}

/// Feeds the text in pieces to the parser behind the chunk; `fast` offers it the plain lines.
Outcome read(const std::vector<PredictionColumn>& columns, const std::string& text, bool fast, std::size_t piece, char delimiter = ',') {
  PredictionLayout layout;
  layout.columns = columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == PredictionColumn::score) layout.score = i;
    if (columns[i] == PredictionColumn::label) layout.label = i;
  }
  PredictionChunk chunk("f.csv", layout);
  Diagnostics diagnostics;
  CsvOptions options;
  options.delimiter = delimiter;
  CsvParser parser("f.csv", options, [&](const CsvRow& row) { chunk.take(row); }, diagnostics, {2, columns.size()});
  if (fast) parser.offer_lines([&](std::string_view lines, long first) { return chunk.take_lines(lines, first, delimiter); });
  for (std::size_t at = 0; at < text.size(); at += piece) parser.feed(std::string_view(text).substr(at, piece));
  parser.finish();
  Outcome o;
  for (const auto* column : {&chunk.rows.score, &chunk.rows.value, &chunk.rows.weight, &chunk.rows.baseline_score, &chunk.rows.outcome}) add(*column, o);
  add_whole(chunk.rows.label, o), add_whole(chunk.rows.label_second, o), add_whole(chunk.rows.date, o), add_whole(chunk.rows.label_date, o);
  add(chunk.rows.cohort, chunk.cohorts.names(), o), add(chunk.rows.arm, chunk.arms.names(), o);
  for (const auto* found : {&diagnostics, &chunk.diagnostics})
    for (const auto& error : found->errors()) o.words.push_back(to_string(error));
  o.numbers.push_back(static_cast<std::uint64_t>(chunk.latest.line)), o.numbers.push_back(static_cast<std::uint64_t>(chunk.latest.day));
  for (const auto& left : chunk.left_out) o.numbers.push_back(left.rows), o.numbers.push_back(static_cast<std::uint64_t>(left.first_line));
  o.numbers.push_back(chunk.blank);
  o.read = chunk.read;
  return o;
}

const std::vector<PredictionColumn> every_column{PredictionColumn::score, PredictionColumn::label, PredictionColumn::cohort, PredictionColumn::value, PredictionColumn::weight, PredictionColumn::date,
                                                 PredictionColumn::label_date, PredictionColumn::label_second, PredictionColumn::baseline_score, PredictionColumn::arm, PredictionColumn::outcome, PredictionColumn::ignored};

rc::Gen<std::string> odd_cell() {
  return rc::gen::element<std::string>("", "NA", " ", "0", "1", "-0", "0.0", "-0.000", "1.0", "0.5", ".5", "5.", "+1", "1e-320", "1e-400", "1e400", "-1e3", "0x10", "inf", "nan", "1_0", "--1", "-", ".", "1.2.3",
                                       "9007199254740993", "9007199254740992", "0.1234567890123456789", "123456789012345678901234567890", "0.30000000000000004", "1e31", "1e-31", " 0.25", "0.25 ", "0.25\t", "west", " west", "\"west\"",
                                       "\"a,b\"", "\"a\nb\"", "a\"b", "2026-03-02", "2026-02-30", "2026-3-2", "\u00E9t\u00E9", "\xFF", "x\ry");
}

rc::Gen<std::string> sound_cell(PredictionColumn column) {
  switch (column) {
    case PredictionColumn::label:
    case PredictionColumn::label_second: return rc::gen::element<std::string>("0", "1");
    case PredictionColumn::cohort:
    case PredictionColumn::arm: return rc::gen::element<std::string>("west", "east", "a long name of a cohort", "");
    case PredictionColumn::date:
    case PredictionColumn::label_date: return rc::gen::element<std::string>("2026-03-02", "2024-02-29");
    default: return rc::gen::element<std::string>("0.171869", "36.09", "1", "250.5", "0.123456789012345", "1e3", "0.30000000000000004");
  }
}

std::string random_row(const std::vector<PredictionColumn>& columns, char delimiter) {
  std::string row;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) row += delimiter;
    row += *rc::gen::inRange(0, 30) == 0 ? *odd_cell() : *sound_cell(columns[i]);
  }
  return row + *rc::gen::element<std::string>("\n", "\n", "\n", "\n", "\n", "\r\n", "\n\n", ",\n", "\n \n");
}

}  // namespace

TEST_CASE("plain lines give the rows, names and messages of the general way, whatever stands between them") {
  CHECK(holds_for_all([] {
    const char delimiter = *rc::gen::element(',', ';', '\t');
    auto columns = every_column;
    columns.resize(*rc::gen::inRange<std::size_t>(2, columns.size() + 1));
    std::string text;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) text += random_row(columns, delimiter);
    if (!text.empty() && *rc::gen::arbitrary<bool>()) text.pop_back();
    RC_ASSERT(read(columns, text, true, *rc::gen::inRange<std::size_t>(1, 400), delimiter) == read(columns, text, false, text.size() + 1, delimiter));
  }));
}

TEST_CASE("plain lines give what the general way gives on damaged text") {
  CHECK(holds_for_all([] {
    const auto text = *csv_like_text();
    RC_ASSERT(read({PredictionColumn::score, PredictionColumn::label}, text, true, 1 + text.size() / 2) == read({PredictionColumn::score, PredictionColumn::label}, text, false, text.size() + 1));
  }));
}

TEST_CASE("it does not matter at which byte a text of scored rows is cut") {
  const std::string text = "0.5,1,west,3\n0.25,0,east,0\nNA,1,lost,1\n\n1e-3,1,\"q\",2\n-0,0,west,36.09\n0.5,2,west,1\n0.75,1, east,1\r\n0.125,0,west,7";
  const std::vector<PredictionColumn> columns{PredictionColumn::score, PredictionColumn::label, PredictionColumn::cohort, PredictionColumn::value};
  const auto whole = read(columns, text, false, text.size());
  CHECK(whole.read == 8);
  for (std::size_t piece = 1; piece <= text.size(); ++piece) CHECK(read(columns, text, true, piece) == whole);
}

TEST_CASE("plain lines are taken without the general way, up to the first that is not plain") {
  PredictionLayout layout;
  layout.columns = {PredictionColumn::score, PredictionColumn::label};
  layout.label = 1;
  PredictionChunk chunk("f.csv", layout);
  const auto taken = chunk.take_lines("0.5,1\n0.25,0\n,1\n0.5,1\n", 2, ',');
  CHECK(taken.bytes == 13);
  CHECK(taken.lines == 2);
  CHECK(chunk.rows.score == std::vector<double>{0.5, 0.25});
}

TEST_CASE("the name of a row that is left out is no name of the file") {
  PredictionLayout layout;
  layout.columns = {PredictionColumn::cohort, PredictionColumn::score, PredictionColumn::label};
  layout.score = 1, layout.label = 2;
  PredictionChunk chunk("f.csv", layout);
  CHECK(chunk.take_lines("lost,NA,1\n", 2, ',').lines == 0);
  CHECK(chunk.cohorts.names().empty());
}

TEST_CASE("a short decimal is the double that strtod of the C library gives, bit by bit") {
  CHECK(holds_for_all([] {
    const auto digits = *rc::gen::inRange(1, 22);
    std::string text = *rc::gen::element<std::string>("", "-");
    const auto point = *rc::gen::inRange(0, digits + 1);
    for (int i = 0; i < digits; ++i) {
      if (i == point && i > 0) text += '.';
      text += static_cast<char>('0' + *rc::gen::inRange(0, 10));
    }
    double value = 0;
    const char* end = read_short_decimal(text.c_str(), value);
    if (digits <= 15) RC_ASSERT(end == text.c_str() + text.size());
    if (end) RC_ASSERT(std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));
  }));
}

TEST_CASE("what is no short decimal is left alone") {
  double value = 7;
  for (const char* text : {"", "-", ".5", "5.", "+1", "-.5", "9007199254740993", "0.12345678901234567890", "99999999999999999999"}) CHECK(read_short_decimal(text, value) == nullptr);
  CHECK(value == 7);
}
