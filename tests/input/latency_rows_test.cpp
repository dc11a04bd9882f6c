// latency.csv is read as it stands, in its order.
#include <catch2/catch.hpp>

#include <cmath>

#include "input/case_on_disk.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

using Numbers = std::vector<double>;
using Flags = std::vector<std::uint8_t>;

Case read(const std::string& text) { return CaseOnDisk({{"latency.csv", text}}).read(); }
std::string errors(const std::string& text) { return errors_of_case({{"latency.csv", text}}); }

}  // namespace

TEST_CASE("arms of a delay experiment are read with their counts, in the order of the rows") {
  const auto subject = read("abandoned,cohort,latency_ms,sessions,row_id\n37,web,800,1000,a\n0,app,0,1e3,b\n5.0,web,1e3,9007199254740992,c\n");
  REQUIRE(subject.latency);
  const auto& r = *subject.latency;
  CHECK(r.form == LatencyForm::grouped);
  CHECK(r.latency_ms == Numbers{800, 0, 1000});
  CHECK(r.sessions == Numbers{1000, 1000, 9007199254740992});
  CHECK(r.left == Numbers{37, 0, 5});
  CHECK(r.abandoned.empty());
  CHECK(r.cohort.names == std::vector<std::string>{"app", "web"});
  CHECK(r.cohort.index == std::vector<std::uint32_t>{1, 0, 1});
  CHECK(subject.unread.empty());
  CHECK(subject.warnings.empty());
  REQUIRE(subject.inputs.size() == 1);
  CHECK((subject.inputs[0].file == "latency.csv" && subject.inputs[0].rows == 3 && subject.inputs[0].used == 3));
}

TEST_CASE("a session a row is read with whether it was abandoned") {
  const auto r = *read("latency_ms,abandoned\n800.25,1\n-0,0\n 12 ,1.0\n").latency;
  CHECK(r.form == LatencyForm::single);
  CHECK(r.latency_ms == Numbers{800.25, 0, 12});
  CHECK_FALSE(std::signbit(r.latency_ms[1]));
  CHECK(r.abandoned == Flags{1, 0, 1});
  CHECK((r.sessions.empty() && r.left.empty() && r.cohort.empty()));
}

TEST_CASE("a session a row is read with how it ended") {
  const auto r = *read("latency_ms,outcome,abandoned\n800,abandoned,1\n900,served,0\n1000,served,\n").latency;
  CHECK(r.form == LatencyForm::outcomes);
  CHECK(r.abandoned == Flags{1, 0, 0});
}

TEST_CASE("seconds become the milliseconds that their text says") {
  CHECK(read("latency_s,abandoned\n0.8,1\n1.005,0\n0.153,0\n2,0\n").latency->latency_ms == Numbers{800, 1005, 153, 2000});
  CHECK(read("latency_s,abandoned\n1.005,1\n").latency->latency_ms == read("latency_ms,abandoned\n1005,1\n").latency->latency_ms);
}

TEST_CASE("rows without a latency or an outcome are left out, counted and said once each") {
  const auto subject = read("latency_ms,sessions,abandoned\n,10,1\n5,10,\nNA,10,2\n,,\n6,10,NA\n7,10,3\n");
  CHECK(subject.latency->latency_ms == Numbers{7});
  CHECK(subject.latency->left == Numbers{3});
  CHECK((subject.inputs[0].rows == 6 && subject.inputs[0].used == 1 && subject.inputs[0].excluded == 5));
  const std::string counts = "a row counts once both its latency and whether it was abandoned are known";
  CHECK(warnings_of(subject) == std::vector<std::string>{"latency.csv:2: warning[excluded]: 2 rows without a latency are left out, this one first; " + counts,
                                                         "latency.csv:3: warning[excluded]: 2 rows without an outcome are left out, this one first; " + counts});
  CHECK(read("latency_ms,outcome\n1,\n2,served\n").latency->latency_ms == Numbers{2});
  CHECK(read("latency_ms,abandoned\n1,NA\n2,0\n").latency->latency_ms == Numbers{2});
}

TEST_CASE("a file whose rows are all left out is an error, for nothing can be said of it") {
  CHECK(errors("latency_ms,abandoned\n,1\n2,\n") == "latency.csv:1: error[no_rows]: the file has no row with a latency and whether it was abandoned; add a row, or remove the file\n");
}

TEST_CASE("other columns are left alone and named once, a near miss of a known one is an error") {
  const auto subject = read("latency_ms,abandoned,browser,session_id,note\n1,0,x,s1,n\n");
  CHECK(warnings_of(subject) == std::vector<std::string>{"latency.csv:1: warning[left_alone]: columns that are not read: browser"});
  CHECK(errors("latency_ms,abandond\n1,0\n").find("did you mean \"abandoned\"?") != std::string::npos);
}

TEST_CASE("a latency without its unit is asked for both units") {
  CHECK(errors("latency,abandoned\n800,1\n").find("unknown column \"latency\" in latency.csv; did you mean \"latency_ms\" or \"latency_s\"?") != std::string::npos);
  CHECK(errors("wait,abandoned\n800,1\n") == "latency.csv:1: error[missing_column]: the column \"latency_ms\" or \"latency_s\" is missing; add it, or map one with --column latency_ms=HEADER\n");
}

TEST_CASE("a mapped column is read by our name, and never across units") {
  const CaseOnDisk disk({{"waits.csv", "wait_s,quit\n1.5,1\n"}});
  auto request = disk.request_of("waits.csv", "latency.csv");
  request.table.columns = {{"latency_s", "wait_s"}, {"abandoned", "quit"}};
  CHECK(read_case(request).latency->latency_ms == Numbers{1500});
  request.table.columns = {{"latency_ms", "wait_s"}, {"abandoned", "quit"}};
  CHECK_THROWS_AS(read_case(request), UsageError);
}

TEST_CASE("one file is taken for latency.csv by its role, and a folder may hold scored rows beside it") {
  const CaseOnDisk disk({{"waits.csv", "latency_ms,abandoned\n5,1\n"}});
  CHECK(read_case(disk.request_of("waits.csv", "latency.csv")).latency->latency_ms == Numbers{5});
  const auto both = CaseOnDisk({{"latency.csv", "latency_ms,abandoned\n5,1\n"}, {"predictions.csv", "score,label\n0.5,1\n"}}).read();
  CHECK((both.latency && both.predictions));
  CHECK(both.inputs.size() == 2);
  CHECK_FALSE(both.latency_samples);
}
