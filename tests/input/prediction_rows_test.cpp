// Scored rows are read as they stand, in their order, the same for any number of threads.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "premortem/core/diagnostic.hpp"
#include "premortem/input/case_folder.hpp"

using namespace premortem;
namespace fs = std::filesystem;

namespace {

class RowsFile {
 public:
  explicit RowsFile(const std::string& text) {
    std::string name = (fs::temp_directory_path() / "premortem-rows-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
    std::ofstream(path_ / "predictions.csv", std::ios::binary) << text;
  }
  RowsFile(const RowsFile&) = delete;
  RowsFile& operator=(const RowsFile&) = delete;
  ~RowsFile() { fs::remove_all(path_); }
  Case read(int jobs = 1, std::optional<std::string> as_of = {}) const {
    CaseRequest request;
    request.path = (path_ / "predictions.csv").string();
    request.role = "predictions.csv";
    request.jobs = jobs;
    request.as_of = std::move(as_of);
    return read_case(request);
  }

 private:
  fs::path path_;
};

/// What is said of a file that is not valid; empty of one that is.
std::string errors_of(const std::string& text) {
  try {
    RowsFile(text).read();
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

std::int32_t day_number(int year, unsigned month, unsigned day) {
  return static_cast<std::int32_t>(std::chrono::sys_days(std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))).time_since_epoch().count());
}

}  // namespace

TEST_CASE("every column is read as it stands, in the order of the rows") {
  const auto subject = RowsFile(
                           "label,score,cohort,value,weight,baseline_score,arm,outcome,label_second,date,label_date,row_id\n"
                           "1,0.25,west,3,2,-7,on,1.5,0,2026-03-02,2026-03-09,r1\n"
                           "0,-1e3,east,0,0.5,0.5,off,NA,,2026-03-01,,r2\n"
                           "1.0,0.25,west,1e3,1,1,on,,1,2026-03-02,NA,r3\n")
                           .read();
  REQUIRE(subject.predictions);
  const auto& r = *subject.predictions;
  CHECK(r.score == std::vector<double>{0.25, -1000, 0.25});
  CHECK(r.label == std::vector<std::uint8_t>{1, 0, 1});
  CHECK(r.value == std::vector<double>{3, 0, 1000});
  CHECK(r.weight == std::vector<double>{2, 0.5, 1});
  CHECK(r.baseline_score == std::vector<double>{-7, 0.5, 1});
  CHECK(r.outcome[0] == 1.5);
  CHECK((std::isnan(r.outcome[1]) && std::isnan(r.outcome[2])));
  CHECK(r.label_second == std::vector<std::uint8_t>{0, 2, 1});
  CHECK(r.date == std::vector<std::int32_t>{day_number(2026, 3, 2), day_number(2026, 3, 1), day_number(2026, 3, 2)});
  CHECK(r.label_date[0] == day_number(2026, 3, 9));
  CHECK(r.label_date[1] == r.label_date[2]);
  CHECK(subject.warnings.empty());
}

TEST_CASE("names are sorted and each row keeps its own") {
  const auto subject = RowsFile("score,label,cohort\n1,1,zeta\n2,0,\n3,1,alpha\n4,0,zeta\n").read();
  CHECK(subject.predictions->cohort.names == std::vector<std::string>{"", "alpha", "zeta"});
  CHECK(subject.predictions->cohort.index == std::vector<std::uint32_t>{2, 0, 1, 2});
}

TEST_CASE("rows read are rows used and rows excluded") {
  const auto subject = RowsFile("score,label\n1,1\n,\n,0\nNA,1\n2,\n3,0\n").read();
  CHECK(subject.predictions->score == std::vector<double>{1, 3});
  REQUIRE(subject.inputs.size() == 1);
  CHECK(subject.inputs[0].rows == 6);
  CHECK(subject.inputs[0].used == 2);
  CHECK(subject.inputs[0].excluded == 4);
  CHECK(subject.warnings.size() == 2);
}

TEST_CASE("a byte order mark and CRLF change nothing in scored rows") {
  const auto plain = RowsFile("score,label\n1,1\n2,0\n").read(), marked = RowsFile("\357\273\277score,label\r\n1,1\r\n2,0\r\n").read();
  CHECK(plain.predictions->score == marked.predictions->score);
  CHECK(plain.predictions->label == marked.predictions->label);
}

TEST_CASE("a column that the file lacks is empty") {
  const auto subject = RowsFile("score,label\n1,1\n").read();
  CHECK(subject.predictions->cohort.empty());
  CHECK(subject.predictions->weight.empty());
  CHECK(subject.predictions->date.empty());
}

TEST_CASE("a row after the date taken as today is an error, one on that day is not") {
  const RowsFile file("score,label,date\n1,1,2026-10-01\n2,0,2026-09-01\n");
  CHECK(file.read(1, "2026-10-01").predictions->rows() == 2);
  CHECK_THROWS_AS(file.read(1, "2026-09-30"), InputError);
  CHECK(file.read().latest_date() == "2026-10-01");
}

TEST_CASE("any number of threads reads the same values in the same order") {
  std::string text = "score,label,cohort,value\n";
  for (int i = 0; i < 60000; ++i) {
    text += i % 997 == 0 ? "" : std::to_string(i * 7919 % 100003) + ".5";
    text += (i % 3 == 0 ? ",1,\"c," : ",0,\"d,") + std::to_string(i * 31 % 57) + "\"," + std::to_string(i % 11) + "\n";
  }
  const RowsFile file(text);
  const auto one = file.read(1);
  REQUIRE(one.predictions->rows() == 60000 - 61);
  for (const int jobs : {2, 3, 8}) {
    INFO(jobs);
    const auto other = file.read(jobs);
    CHECK(other.predictions->score == one.predictions->score);
    CHECK(other.predictions->label == one.predictions->label);
    CHECK(other.predictions->value == one.predictions->value);
    CHECK(other.predictions->cohort.names == one.predictions->cohort.names);
    CHECK(other.predictions->cohort.index == one.predictions->cohort.index);
    CHECK(other.inputs[0].sha256 == one.inputs[0].sha256);
    CHECK(other.warnings.size() == one.warnings.size());
  }
}

TEST_CASE("a line with a count stands for so many rows, and one of 0 rows is as if it were not there") {
  const auto subject = RowsFile("count,score,label,value,date,arm\n3,0.5,1,2,2026-03-01,on\n0,x,,?,2027-01-01,off\n1e10,0.25,0,1,2026-03-02,off\n1.0,0.5,0,1,2026-03-02,on\n").read();
  REQUIRE(subject.predictions);
  const auto& r = *subject.predictions;
  CHECK(r.count == std::vector<std::uint64_t>{3, 10'000'000'000, 1});
  CHECK(r.score == std::vector<double>{0.5, 0.25, 0.5});
  CHECK(r.date.back() == day_number(2026, 3, 2));
  CHECK(r.arm.names == std::vector<std::string>{"off", "on"});
  CHECK(RowsFile("score,label\n0.5,1\n").read().predictions->count.empty());
}

TEST_CASE("a count that is not a whole number from 0 to 1e12 is an error at its cell") {
  for (const std::string count : {"-1", "1.5", "1e13", "many", "NA", "", "nan", "inf", "9007199254740993"}) {
    INFO(count);
    const auto errors = errors_of("score,label,count\n0.5,1," + count + "\n");
    CHECK_THAT(errors, Catch::Contains("predictions.csv:2:3: error"));
  }
}

TEST_CASE("counts may add up to 1e12 rows and no further, whatever they are") {
  CHECK(RowsFile("score,label,count\n0.5,1,999999999999\n0.25,0,1\n").read().predictions->count.size() == 2);
  CHECK_THAT(errors_of("score,label,count\n0.5,1,999999999999\n0.25,0,2\n"), Catch::Contains("add up to more than 1e12"));
  std::string many = "score,label,count\n";
  for (int i = 0; i < 40; ++i) many += "0.5,1,1000000000000\n";
  CHECK_THAT(errors_of(many), Catch::Contains("add up to more than 1e12"));
}

TEST_CASE("beside a count, a column that only a row by itself can have is refused by its name, with the reason") {
  for (const std::string column : {"baseline_score", "outcome", "label_second", "label_date", "row_id"}) {
    INFO(column);
    const auto errors = errors_of("score,label,count," + column + "\n0.5,1,2,\n");
    CHECK_THAT(errors, Catch::Contains("\"count\" makes a line many rows, but ") && Catch::Contains("(\"" + column + "\")"));
    CHECK(errors_of("score,label,count,note " + column + "\n0.5,1,2,\n").empty());
  }
}

TEST_CASE("a file of nothing but counts of 0 has no row") { CHECK_THAT(errors_of("score,label,count\n0.5,1,0\n"), Catch::Contains("no row with a score and a label")); }

TEST_CASE("lines with counts that are left out are told as the rows they stand for") {
  const auto subject = RowsFile("score,label,cohort,arm,date,count\n,1,a,treat,2026-01-03,77\n0.5,,a,treat,2026-01-03,1\n0.5,NA,a,treat,2026-01-03,4\n0.5,1,a,treat,2026-01-03,1000\n0.4,0,a,treat,2026-01-03,5\n").read();
  REQUIRE(subject.warnings.size() == 2);
  CHECK_THAT(to_string(subject.warnings[0]), Catch::Contains("predictions.csv:2: warning[excluded]: 77 rows (1 line) without a score are left out"));
  CHECK_THAT(to_string(subject.warnings[1]), Catch::Contains("predictions.csv:3: warning[excluded]: 5 rows (2 lines) without a label are left out"));
  const auto& input = subject.inputs[0];
  CHECK((input.rows == 5 && input.used == 2 && input.excluded == 3));
  CHECK(input.stands_for == std::uint64_t{1005});
  const auto uncounted = RowsFile("score,label\n,1\n0.5,1\n").read();
  CHECK_THAT(to_string(uncounted.warnings[0]), Catch::Contains("1 row without a score is left out"));
  CHECK_FALSE(uncounted.inputs[0].stands_for);
}

TEST_CASE("an empty row among lines with counts is left out as blank, as among others") {
  const auto subject = RowsFile("score,label,count\n0.5,1,3\n,,\n0.4,0,2\n").read();
  CHECK(subject.warnings.empty());
  CHECK((subject.inputs[0].rows == 3 && subject.inputs[0].excluded == 1));
  CHECK(subject.predictions->count == std::vector<std::uint64_t>{3, 2});
}
