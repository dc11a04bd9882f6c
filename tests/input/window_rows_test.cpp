// reference.csv and current.csv: rows of a window, of which every other column is a feature.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

#include "holds_for_all.hpp"
#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;

Case read(const std::string& text, int jobs = 1) { return CaseOnDisk({{"reference.csv", text}}).read(jobs); }
WindowRows rows_of(const std::string& text) { return *read(text).reference; }
std::string errors(const std::string& text) { return errors_of_case({{"reference.csv", text}}); }

Words words_of(const FeatureColumn& column) {
  Words words;
  for (const auto i : column.word.index) words.push_back(column.word.names[i]);
  return words;
}

std::int32_t day_number(int year, unsigned month, unsigned day) {
  return static_cast<std::int32_t>(std::chrono::sys_days(std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))).time_since_epoch().count());
}

bool same(const Numbers& a, const Numbers& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

TEST_CASE("every column of a window is read as it stands, and what has no meaning of its own is a feature") {
  const auto r = rows_of(
      "income,label,score,zone,cohort,date,label_second,label_date,row_id\n"
      "1200.5,1,0.9,north,new,2026-03-02,0,2026-03-09,a\n"
      "NA,,NA,south,,,,NA,b\n"
      "-3,0,-1e3,,old,2026-03-01,1,,c\n");
  CHECK(r.rows == 3);
  CHECK((r.score[0] == 0.9 && std::isnan(r.score[1]) && r.score[2] == -1000));
  CHECK(r.label == std::vector<std::uint8_t>{1, WindowRows::not_labelled, 0});
  CHECK(r.label_second == std::vector<std::uint8_t>{0, WindowRows::not_labelled, 1});
  CHECK(r.cohort.names == Words{"", "new", "old"});
  CHECK(r.cohort.index == std::vector<std::uint32_t>{1, 0, 2});
  CHECK(r.date == std::vector<std::int32_t>{day_number(2026, 3, 2), WindowRows::no_day, day_number(2026, 3, 1)});
  CHECK(r.label_date == std::vector<std::int32_t>{day_number(2026, 3, 9), WindowRows::no_day, WindowRows::no_day});
  REQUIRE(r.features.size() == 2);
  CHECK((r.features[0].name == "income" && r.features[0].is_numeric() && r.features[0].number[0] == 1200.5 && std::isnan(r.features[0].number[1])));
  CHECK((r.features[1].name == "zone" && !r.features[1].is_numeric() && words_of(r.features[1]) == Words{"north", "south", ""}));
  CHECK(r.features[1].word.names == Words{"", "north", "south"});
}

TEST_CASE("features stand in the order of the alphabet and are found by name") {
  const auto r = rows_of("zeta,alpha,Beta\n1,2,3\n");
  REQUIRE(r.features.size() == 3);
  CHECK((r.features[0].name == "Beta" && r.features[1].name == "alpha" && r.features[2].name == "zeta"));
  CHECK(r.feature("alpha")->number == Numbers{2});
  CHECK(r.feature("gamma") == nullptr);
}

TEST_CASE("a window may hold features alone, one alone, or none") {
  CHECK(rows_of("income\n1\n2\n").feature("income")->number == Numbers{1, 2});
  const auto r = rows_of("score,label\n0.5,1\n");
  CHECK((r.rows == 1 && r.features.empty() && r.cohort.empty() && r.date.empty() && r.label_second.empty()));
}

TEST_CASE("the case keeps both windows, and neither is said to be unread") {
  const auto subject = CaseOnDisk({{"reference.csv", "x\n1\n"}, {"current.csv", "x\n2\n3\n"}}).read();
  REQUIRE((subject.reference && subject.current));
  CHECK((subject.reference->rows == 1 && subject.current->rows == 2));
  CHECK((subject.unread.empty() && subject.warnings.empty() && subject.inputs.size() == 2));
  const CaseOnDisk disk({{"rows of today.csv", "x\n2\n3\n"}});
  CHECK(read_case(disk.request_of("rows of today.csv", "current.csv")).current->rows == 2);
}

TEST_CASE("cells of known columns are plain: numbers, 0 or 1, ISO dates") {
  CHECK(errors("score,label,label_second,date,label_date\n5%,yes,2,03/04/2026,2026-02-30\n\"1,5\",0.5,1,2026-01-01,\n") ==
        "reference.csv:2:1: error[number]: \"5%\" is a percentage, expected a plain number; write 0.05\n"
        "reference.csv:2:2: error[label]: the label \"yes\" is neither 0 nor 1; 1: the row is what the model looks for; 0: it is not\n"
        "reference.csv:2:3: error[label]: the label \"2\" is neither 0 nor 1; 1: the row is what the model looks for; 0: it is not\n"
        "reference.csv:2:4: error[ambiguous]: \"03/04/2026\" can be read as 2026-03-04 or 2026-04-03; write the one that is meant\n"
        "reference.csv:2:5: error[date]: \"2026-02-30\" is not a date: that month has 28 days\n"
        "reference.csv:3:1: error[number]: \"1,5\" has a decimal comma; write 1.5\n"
        "reference.csv:3:2: error[label]: the label \"0.5\" is neither 0 nor 1; 1: the row is what the model looks for; 0: it is not\n");
}

TEST_CASE("a feature of numbers in which a cell is none is an error at the first such cell") {
  CHECK(errors("id,income\n,10\n,n/a\n,30\n,oops\n,50\n") ==
        "reference.csv:3:2: error[feature]: \"n/a\" is not a number, as 3 of the 5 cells of \"income\" are; write NA where there is none, or put a letter before codes\n");
  CHECK(errors("income\n1\nx\n") == "reference.csv:3:1: error[feature]: \"x\" is not a number, as 1 of the 2 cells of \"income\" are; write NA where there is none, or put a letter before codes\n");
  CHECK(errors("a,b\n1,2\nx,y\n3,4\n") ==
        "reference.csv:3:1: error[feature]: \"x\" is not a number, as 2 of the 3 cells of \"a\" are; write NA where there is none, or put a letter before codes\n"
        "reference.csv:3:2: error[feature]: \"y\" is not a number, as 2 of the 3 cells of \"b\" are; write NA where there is none, or put a letter before codes\n");
  CHECK_THAT(errors("a\n1\n1e400\n"), Catch::StartsWith("reference.csv:3:1: error[feature]: \"1e400\" is not a number"));
}

TEST_CASE("a feature of which more than half the cells are words is words, and its numbers stay as they are written") {
  const auto r = rows_of("code,n\n007,1\nA1,1\nB2,1\n7.0,1\n,1\nA1,1\nC3,1\n");
  CHECK(words_of(*r.feature("code")) == Words{"007", "A1", "B2", "7.0", "", "A1", "C3"});
  CHECK(r.feature("code")->word.names == Words{"", "007", "7.0", "A1", "B2", "C3"});
}

TEST_CASE("counting its cells one by one tells what a feature is, and where it goes wrong") {
  CHECK(holds_for_all([] {
    const auto cells = *rc::gen::nonEmpty(rc::gen::container<Words>(rc::gen::element<std::string>("1", "2.5", "-3", "red", "blue", "NA", "")));
    std::string text = "id,x\n";
    int numbers = 0, words = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += "r" + std::to_string(i) + "," + cells[i] + "\n";
      const bool none = cells[i].empty() || cells[i] == "NA", word = cells[i] == "red" || cells[i] == "blue";
      if (word && words++ == 0) first = i;
      if (!none && !word) ++numbers;
    }
    const CaseOnDisk disk({{"current.csv", text}});
    if (words > 0 && numbers >= words) {
      RC_ASSERT(errors_of(disk.request(3)).starts_with("current.csv:" + std::to_string(first + 2) + ":2: error[feature]: \"" + cells[first] + "\""));
      return;
    }
    const auto subject = disk.read(3);
    const auto& x = *subject.current->feature("x");
    RC_ASSERT(x.is_numeric() == (words == 0));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto cell = cells[i] == "NA" ? "" : cells[i];
      if (words > 0) RC_ASSERT(x.word.names[x.word.index[i]] == cell);
      else if (cell.empty()) RC_ASSERT(std::isnan(x.number[i]));
      else RC_ASSERT(x.number[i] == std::stod(cell));
    }
  }));
}

TEST_CASE("a feature without any value is numbers, all missing") {
  const auto r = rows_of("x,y\n,1\nNA,2\n");
  CHECK((r.feature("x")->is_numeric() && std::isnan(r.feature("x")->number[0]) && std::isnan(r.feature("x")->number[1])));
}

TEST_CASE("a feature that only looks like words is refused: numbers as people write them, or none at all") {
  const std::string rest = ", and no cell of \"x\" is a word; write NA where there is none, and numbers without signs and units, such as 0.05; or put a letter before codes\n";
  CHECK(errors("x,y\n5%,1\n7%,2\n") == "reference.csv:2:1: error[feature]: \"5%\" is not a plain number" + rest);
  CHECK(errors("x,y\n$5,1\nNA,2\n") == "reference.csv:2:1: error[feature]: \"$5\" is not a plain number" + rest);
  CHECK(errors("x,y\n\"1,234\",1\n\"0,95\",2\n") == "reference.csv:2:1: error[feature]: \"1,234\" is not a plain number" + rest);
  CHECK(errors("x,y\nnan,1\nnan,2\n5,3\n") == "reference.csv:2:1: error[feature]: \"nan\" is not a plain number" + rest);
  CHECK(errors("x\n18-24\n25-34\n").empty());
  CHECK(errors("x\nnone\nnone\n").empty());
  CHECK(errors("x\n5%\nfree\n").empty());
  for (const char* name : {"03/04/2026", "2026-01-02", "2026-01", "12:30", "192.168.0.1", "1st", "XL", "?", "v1.2", "A+"}) {
    INFO(name);
    CHECK(errors("x\n" + std::string(name) + "\n").empty());
  }
}

TEST_CASE("a near miss of a name that the window lacks is an error, of one that it has a feature") {
  CHECK(errors("scroe,x\n0.5,1\n") ==
        "reference.csv:1:1: error[unknown_column]: unknown column \"scroe\" in reference.csv; did you mean \"score\"? if it is a feature, give it a name that is less like that one\n");
  CHECK(errors("Label,x\n1,1\n") ==
        "reference.csv:1:1: error[unknown_column]: unknown column \"Label\" in reference.csv; did you mean \"label\"? if it is a feature, give it a name that is less like that one\n");
  CHECK(rows_of("score,store\n0.5,3\n").feature("store")->number == Numbers{3});
  CHECK(errors("score,store\n0.5,3\n").empty());
  CHECK_THAT(errors("income,Income\n1,2\n"), Catch::StartsWith("reference.csv:1:2: error[duplicate_column]"));
  CHECK_THAT(errors("score,\n1,2\n"), Catch::StartsWith("reference.csv:1:2: error[unknown_column]: a column without a name"));
}

TEST_CASE("notes are no features, and are named") {
  const auto subject = read("x,note,notebooks\n1,seen,2\n");
  CHECK(subject.reference->features.size() == 1);
  CHECK(warnings_of(subject) == Words{"reference.csv:1: warning[left_alone]: columns that are not read: note, notebooks"});
}

TEST_CASE("a header may be mapped, and a title or data in its place is told") {
  const CaseOnDisk disk({{"current.csv", "model_p,x\n0.5,1\n"}});
  auto request = disk.request();
  request.table.columns = {{"score", "model_p"}};
  CHECK(read_case(request).current->score == Numbers{0.5});
  CHECK_THAT(errors("Rows of March,,\nscore,label,x\n1,1,1\n"), Catch::StartsWith("reference.csv:1:1: error[title_row]"));
  CHECK(errors("0.5,1\n0.6,0\n") ==
        "reference.csv:1:1: error[no_header]: the first row (\"0.5\", ...) holds data where the header belongs; add a header row above it; the columns are "
        "score,label,label_second,cohort,date,label_date,row_id, and your own features\n");
}

TEST_CASE("an empty row of a window is left out and counted, and a window without rows is an error") {
  const auto subject = read("x,y\n1,2\n,\n3,4\n");
  CHECK(subject.reference->feature("y")->number == Numbers{2, 4});
  CHECK((subject.inputs[0].rows == 3 && subject.inputs[0].used == 2 && subject.inputs[0].excluded == 1));
  CHECK(errors("x,y\n") == "reference.csv:1: error[no_rows]: the file has a header and no rows; add a row, or remove the file\n");
  CHECK(errors("x,y\n,\n") == "reference.csv:1: error[no_rows]: the file has a header and no rows; add a row, or remove the file\n");
}

TEST_CASE("the latest date of either window is today, and a row after --as-of is an error at the first that is latest") {
  const CaseOnDisk disk({{"reference.csv", "x,date\n1,2026-09-01\n2,\n"}, {"current.csv", "x,date\n1,2026-10-01\n2,NA\n3,2026-10-02\n4,2026-10-02\n"}});
  CHECK(disk.read().latest_date() == "2026-10-02");
  auto request = disk.request();
  request.as_of = "2026-10-02";
  CHECK(errors_of(request).empty());
  request.as_of = "2026-09-30";
  CHECK(errors_of(request) == "current.csv:4: error[date]: its date is after the date taken as today, 2026-09-30; give a later --as-of, or leave the row out\n");
  CHECK_FALSE(read("x,date\n1,\n").latest_date());
}

TEST_CASE("any number of threads reads the same window") {
  // The words of "late" come near the end only, its numbers at the beginning: no part of the file shows what it is.
  std::string text = "n,zone,late,cohort,score,label,date\n";
  for (int i = 0; i < 60000; ++i) {
    text += i % 997 == 0 ? "NA" : std::to_string(i * 7919 % 100003) + ".5";
    text += ",\"z," + std::to_string(i * 31 % 57) + "\"," + (i < 29000 ? "0" + std::to_string(i % 5) : "w" + std::to_string(i * 17 % 91)) + ",c" + std::to_string(i * 13 % 7);
    text += (i % 11 == 0 ? ",," : ",0." + std::to_string(i % 9 + 1) + ",") + std::to_string(i % 2) + ",2026-0" + std::to_string(i % 9 + 1) + "-01\n";
  }
  const CaseOnDisk disk({{"reference.csv", text}});
  const auto one = disk.read(1);
  const auto& r = *one.reference;
  REQUIRE((r.rows == 60000 && r.features.size() == 3));
  CHECK((r.feature("late")->word.names.size() == 96 && r.feature("late")->word.names[0] == "00" && r.feature("zone")->word.names.size() == 57));
  for (const int jobs : {2, 3, 8}) {
    INFO(jobs);
    const auto other = disk.read(jobs);
    const auto& o = *other.reference;
    CHECK((o.rows == r.rows && same(o.score, r.score) && o.label == r.label && o.date == r.date));
    CHECK((o.cohort.names == r.cohort.names && o.cohort.index == r.cohort.index));
    for (std::size_t f = 0; f < 3; ++f) {
      CHECK((o.features[f].name == r.features[f].name && same(o.features[f].number, r.features[f].number)));
      CHECK((o.features[f].word.names == r.features[f].word.names && o.features[f].word.index == r.features[f].word.index));
    }
  }
}

TEST_CASE("any number of threads finds the same that is wrong with a window") {
  std::string text = "a,b,label,date\n";
  for (int i = 0; i < 60000; ++i)
    text += (i % 20011 == 20010 ? "odd" + std::to_string(i) : std::to_string(i)) + "," + (i < 20000 ? "w" : std::to_string(i)) + "," + (i % 9001 == 9000 ? "2" : "1") + ",2026-01-01\n";
  const CaseOnDisk disk({{"current.csv", text}});
  const auto one = errors_of(disk.request(1));
  CHECK_THAT(one, Catch::Contains("current.csv:9002:3: error[label]") &&
                      Catch::Contains("current.csv:20012:1: error[feature]: \"odd20010\" is not a number, as 59998 of the 60000 cells of \"a\" are") &&
                      Catch::Contains("current.csv:2:2: error[feature]: \"w\" is not a number, as 40000 of the 60000 cells of \"b\" are"));
  for (const int jobs : {2, 3, 8}) CHECK(errors_of(disk.request(jobs)) == one);
}

TEST_CASE("a line of a window cannot stand for many rows: a column count is an error at its header, in any spelling") {
  for (const std::string count : {"count", "Count", "COUNT", " count "}) {
    INFO(count);
    const auto message = errors("score,label," + count + "\n0.5,1,1000\n0.2,0,1\n");
    CHECK_THAT(message, Catch::Contains("reference.csv:1:3: error[columns]: a line cannot stand for many rows here: \"count\" is read in predictions.csv alone"));
    CHECK_THAT(message, Catch::Contains("give every row a line of its own"));
  }
  CHECK_THAT(errors_of_case({{"current.csv", "count,income\n7,1\n"}}), Catch::Contains("current.csv:1:1: error[columns]"));
  CHECK(rows_of("score,label,note count\n0.5,1,1000\n").features.empty());
  CHECK(rows_of("count_of_orders\n3\n").features.size() == 1);
}

TEST_CASE("a column of a window that --column calls count is an error, and one called count that it calls score is the score") {
  const CaseOnDisk scores({{"reference.csv", "income,count\n1,0.25\n"}});
  auto request = scores.request();
  request.table.columns["score"] = "count";
  CHECK(read_case(request).reference->score == Numbers{0.25});
  const CaseOnDisk both({{"reference.csv", "score,n\n0.5,3\n"}, {"predictions.csv", "score,label,n\n0.5,1,3\n"}});
  CHECK(errors_of(both.request()).empty());
  request = both.request();
  request.table.columns["count"] = "n";
  CHECK_THAT(errors_of(request), Catch::StartsWith("reference.csv:1:2: error[columns]: a line cannot stand for many rows here"));
}
