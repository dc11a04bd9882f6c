// latency_samples.csv: what requests took, by option.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

using Numbers = std::vector<double>;

std::vector<LatencySample> read(const std::string& text, int jobs = 1) { return *CaseOnDisk({{"latency_samples.csv", text}}).read(jobs).latency_samples; }
std::string errors(const std::string& text, const std::string& options = "") {
  if (options.empty()) return errors_of_case({{"latency_samples.csv", text}});
  return errors_of_case({{"latency_samples.csv", text}, {"options.csv", options}});
}

}  // namespace

TEST_CASE("samples are sorted by option and by latency, whatever the order of the rows") {
  const auto samples = read("latency_ms,option\n30,large\n5.5,small\n10,large\n20,large\n");
  REQUIRE(samples.size() == 2);
  CHECK((samples[0].option == "large" && samples[0].latency_ms == Numbers{10, 20, 30} && samples[0].failed == 0));
  CHECK((samples[1].option == "small" && samples[1].latency_ms == Numbers{5.5}));
}

TEST_CASE("requests that were not answered are no latencies: they are counted by option and said once") {
  const auto subject = CaseOnDisk({{"latency_samples.csv", "option,latency_ms,ok\nA,120,1\nA,0,1\nB,NA,1\nA,30,0\nB,,0\nA,7,1.0\n"}}).read();
  const auto& samples = *subject.latency_samples;
  CHECK((samples[0].latency_ms == Numbers{7, 120} && samples[0].failed == 2));
  CHECK((samples[1].latency_ms.empty() && samples[1].failed == 2));
  CHECK((subject.inputs[0].rows == 6 && subject.inputs[0].used == 2 && subject.inputs[0].excluded == 4));
  CHECK(warnings_of(subject) == std::vector<std::string>{"latency_samples.csv:3: warning[excluded]: 4 rows without an answer are left out, this one first; "
                                                         "ok is 0, or no latency, or a latency of 0: the request was not answered"});
}

TEST_CASE("a file of nothing but failures says that all failed, one without rows says nothing") {
  const auto all_failed = read("option,latency_ms,ok\nA,5,0\nA,,0\n,,\n");
  REQUIRE(all_failed.size() == 1);
  CHECK((all_failed[0].latency_ms.empty() && all_failed[0].failed == 2));
  CHECK(errors("option,latency_ms\n") == "latency_samples.csv:1: error[no_rows]: the file has a header and no rows; add a row, or remove the file\n");
}

TEST_CASE("cells of samples are plain numbers, and every row has its option") {
  CHECK(errors("option,latency_ms,ok\nA,5 ms,1\nA,5s,1\nA,-3,1\n,4,1\nA,5,yes\nA,2e12,1\nA,1 min,1\nA,\"1,234\",1\n") ==
        "latency_samples.csv:2:2: error[unit]: the latency \"5 ms\" has a unit, expected a number of ms alone; write 5\n"
        "latency_samples.csv:3:2: error[unit]: the latency \"5s\" has a unit, expected a number of ms alone; write 5000\n"
        "latency_samples.csv:4:2: error[negative]: the latency \"-3\" is negative; a latency is 0 or more\n"
        "latency_samples.csv:5:1: error[missing_cell]: the cell option is empty; write the name of the option\n"
        "latency_samples.csv:6:3: error[ok]: ok is \"yes\", which is neither 0 nor 1; 1: the request was answered; 0: it failed\n"
        "latency_samples.csv:7:2: error[range]: the latency \"2e12\" is not between 1e-6 ms and 1e12 ms; is it in another unit?\n"
        "latency_samples.csv:8:2: error[unit]: the latency \"1 min\" has a unit, expected a number of ms alone; write how many ms\n"
        "latency_samples.csv:9:2: error[ambiguous]: \"1,234\" can be read as 1234 or 1.234; write the one that is meant\n");
}

TEST_CASE("options that differ only in spelling are one slip, in the order of their rows") {
  CHECK(errors("option,latency_ms\nmodel b,1\nModel-B,2\n") ==
        "latency_samples.csv:3: error[spelling]: the option \"Model-B\" and \"model b\" in latency_samples.csv:2 differ only in spelling; write both the same way, or give them different names\n");
}

TEST_CASE("an option may stand in the samples alone, unless its name is nearly one of options.csv that has no samples") {
  const std::string options = "option,recall\nmodel,90%\nrules,80%\n";
  CHECK(errors("option,latency_ms\nmodell,1\n", options) ==
        "latency_samples.csv:2: error[option]: the case has no option \"modell\"; did you mean \"model\"? if it is another one, give it a row in options.csv\n");
  CHECK(errors("option,latency_ms\nmodel,1\nmodell,1\n", options).empty());
  CHECK(errors("option,latency_ms\nsomething else,1\n", options).empty());
  CHECK(errors("option,latency_ms\nmodell,1\n").empty());
}

TEST_CASE("any number of threads reads the same samples") {
  std::string text = "option,latency_ms,ok\n";
  for (int i = 0; i < 60000; ++i) text += "\"o," + std::to_string(i * 31 % 7) + "\"," + std::to_string(i * 7919 % 100003) + ".25," + (i % 13 == 0 ? "0\n" : "1\n");
  const CaseOnDisk disk({{"latency_samples.csv", text}});
  const auto one = disk.read(1);
  REQUIRE(one.latency_samples->size() == 7);
  for (const int jobs : {2, 3, 8}) {
    const auto other = disk.read(jobs);
    INFO(jobs);
    REQUIRE(other.latency_samples->size() == 7);
    for (std::size_t i = 0; i < 7; ++i) {
      CHECK((*other.latency_samples)[i].latency_ms == (*one.latency_samples)[i].latency_ms);
      CHECK((*other.latency_samples)[i].failed == (*one.latency_samples)[i].failed);
    }
    CHECK(warnings_of(other) == warnings_of(one));
  }
}
