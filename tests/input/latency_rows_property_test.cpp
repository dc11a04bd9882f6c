// latency.csv is read the same for any number of threads and order of rows, whatever it holds.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <tuple>

#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

Case read(const std::string& text) { return CaseOnDisk({{"latency.csv", text}}).read(); }

bool same(const LatencyRows& a, const LatencyRows& b) {
  return a.form == b.form && a.latency_ms == b.latency_ms && a.sessions == b.sessions && a.left == b.left && a.abandoned == b.abandoned && a.cohort.names == b.cohort.names &&
         a.cohort.index == b.cohort.index;
}

/// A row an arm, with what a file of many rows may hold: arms, cells without a value, names in quotes.
std::string many_rows(int rows) {
  std::string text = "latency_s,sessions,abandoned,cohort,browser\n";
  for (int i = 0; i < rows; ++i) {
    text += i % 997 == 0 ? "" : std::to_string(i * 7919 % 100003) + ".0" + std::to_string(i % 10);
    text += "," + std::to_string(i % 50 + 20) + (i % 1009 == 5 ? ",NA,\"c," : "," + std::to_string(i % 20) + ",\"d,") + std::to_string(i * 31 % 57) + "\",x\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a byte order mark and CRLF change nothing in latencies") {
  CHECK(same(*read("latency_ms,abandoned\n5,1\n6,0\n").latency, *read("\357\273\277latency_ms,abandoned\r\n5,1\r\n6,0\r\n").latency));
}

TEST_CASE("any number of threads reads the same latencies, findings and hash") {
  const CaseOnDisk disk({{"latency.csv", many_rows(40000)}});
  const auto one = disk.read(1);
  REQUIRE(one.latency->rows() == 40000 - 41 - 40);  // multiples of 997; 5 more than one of 1009
  for (const int jobs : {2, 3, 8}) {
    INFO(jobs);
    const auto other = disk.read(jobs);
    CHECK(same(*other.latency, *one.latency));
    CHECK(warnings_of(other) == warnings_of(one));
    CHECK(other.inputs[0].sha256 == one.inputs[0].sha256);
    CHECK(other.inputs[0].excluded == one.inputs[0].excluded);
  }
}

TEST_CASE("any number of threads finds the same errors in the same order") {
  std::string text = many_rows(20000);
  text += "-1,5,1,x,x\n7,0,0,x,x\n8,5,6,x,x\n" + std::string("9s,5,1,x,x\n");
  const CaseOnDisk disk({{"latency.csv", text}});
  const auto one = errors_of(disk.request(1));
  CHECK(std::count(one.begin(), one.end(), '\n') == 4);
  for (const int jobs : {2, 3, 8}) CHECK(errors_of(disk.request(jobs)) == one);
}

TEST_CASE("rows in another order are the same arms in another order") {
  std::mt19937 generator(1);
  std::vector<std::string> arms;
  for (int i = 0; i < 300; ++i) arms.push_back(std::to_string(generator() % 5000) + ".5," + std::to_string(50 + generator() % 50) + "," + std::to_string(generator() % 50) + ",c" + std::to_string(generator() % 4));
  const auto sorted_rows = [&] {
    std::string text = "latency_ms,sessions,abandoned,cohort\n";
    for (const auto& arm : arms) text += arm + "\n";
    const auto rows = *read(text).latency;
    std::vector<std::tuple<double, double, double, std::uint32_t>> sorted;
    for (std::size_t i = 0; i < rows.rows(); ++i) sorted.emplace_back(rows.latency_ms[i], rows.sessions[i], rows.left[i], rows.cohort.index[i]);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  };
  const auto as_written = sorted_rows();
  REQUIRE(as_written.size() == 300);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(arms.begin(), arms.end(), generator);
    CHECK(sorted_rows() == as_written);
  }
}

TEST_CASE("whatever the cells are, they give errors with their places or latencies that can be, for any number of threads") {
  std::mt19937 generator(2);
  const std::vector<std::string> headers{"latency_ms,abandoned,cohort", "latency_s,sessions,abandoned", "abandoned,latency_ms,outcome", "latency_ms,latency_s,outcome", "cohort,outcome,latency_s"};
  const std::vector<std::string> cells{"0", "1", "0", "1", "12", "0.8", "", "NA", "served", "abandoned", "-0", "-1", "1e3", "1e400", "1e-400", "5 ms", "\"1,234\"", "\"a\"\"\nb\"", "\"", "Total", "\xff", "1e12", "1e13"};
  int sound = 0;
  for (int i = 0; i < 400; ++i) {
    std::string text = headers[generator() % headers.size()] + "\n";
    const auto few = i % 2 == 0 ? 6 : cells.size();  // half of the files may be sound
    for (auto rows = generator() % 5; rows-- > 0;) text += cells[generator() % few] + "," + cells[generator() % few] + "," + cells[generator() % few] + "\n";
    INFO(text);
    const CaseOnDisk disk({{"latency.csv", text}});
    const auto found = errors_of(disk.request(1));
    CHECK(errors_of(disk.request(3)) == found);
    CHECK((found.empty() || found.starts_with("latency.csv:")));
    if (!found.empty()) continue;
    ++sound;
    const auto subject = disk.read(1);
    const auto& r = *subject.latency;
    CHECK(r.rows() == subject.inputs[0].used);
    CHECK(std::all_of(r.latency_ms.begin(), r.latency_ms.end(), [](double ms) { return ms >= 0 && ms <= 1e12; }));
    CHECK((r.form == LatencyForm::grouped ? r.sessions.size() == r.rows() && r.left.size() == r.rows() && r.abandoned.empty() : r.abandoned.size() == r.rows() && r.sessions.empty()));
    for (std::size_t k = 0; k < r.sessions.size(); ++k) CHECK((r.left[k] >= 0 && r.left[k] <= r.sessions[k] && r.sessions[k] >= 1));
  }
  CHECK(sound >= 20);
}
