// Prometheus takes the rules, and each alert fires and clears in its own unit test: promtool says so.
#include <catch2/catch.hpp>
#include <fstream>

#include "program_run.hpp"

using namespace premortem::testing;
namespace fs = std::filesystem;

namespace {

const std::string columns = "monitor,metric,cohort,baseline,bad_level,checks_per_day,n_per_check,sd,phi,exposures_per_day,rule\n";

void export_to(const fs::path& folder, const std::string& format, const std::string& file) {
  const Answer answer = run_program({"trigger", folder.string(), "--quiet", "--format", format});
  REQUIRE(answer.code == 0);
  std::ofstream(folder / file) << answer.output;
}

/// Both files of a case, as a person would make them; promtool's last word.
void check_with_promtool(const std::string& monitors) {
  const TemporaryFolder folder;
  folder.write({{"monitors.csv", columns + monitors}});
  export_to(folder.path(), "prometheus", "premortem.rules.yml");
  export_to(folder.path(), "prometheus-test", "test.yml");
  const Answer rules = run_shell("promtool check rules premortem.rules.yml 2>&1", folder.path());
  INFO(rules.output);
  CHECK(rules.code == 0);
  const Answer tests = run_shell("promtool test rules test.yml 2>&1", folder.path());
  INFO(tests.output);
  CHECK(tests.code == 0);
}

}  // namespace

TEST_CASE("every rule that Prometheus can hold fires and clears in its unit test") {
  check_with_promtool(
      "a,value,,0.92,0.88,1,,0.02,,,threshold 3\nb,value,,0.92,0.88,1,,0.02,,,consecutive 3 threshold=2\nc,value,,0.92,0.88,1,,0.02,,,cusum k=0.5 h=5\n"
      "d,value,,0.92,0.88,1,,0.02,,,two_sided cusum k=0.5 h=5\ne,value,,0.92,0.88,1,,0.02,,,ewma lambda=0.1 L=2.814\nf,value,,0.92,0.88,1,,0.02,,,sprt alpha=0.05 beta=0.1\n"
      "g,value,,0.92,0.88,1,,0.02,,,shiryaev_roberts A=500\nh,value,,0.92,0.88,1,,0.02,,,consecutive 2 threshold=1 window=5\ni,value,,0.92,0.88,1,,0.02,0.4,,cusum k=0.4 h=5 phi=0.4\n"
      "j,value,,0.92,0.88,1,,0.02,,,cumulative 3 threshold=2\nk,value,,0.92,0.88,1,,0.02,,,argo limit=3 count=30 p=0.05\n");
  check_with_promtool(
      "a,items,,0.16%,0.6%,1,400,,,,window 10 checks=5\nb,items,,0.16%,0.6%,1,400,,,,cusum k=1.3 h=4\nc,good,,99%,95%,24,200,,,,\nd,events,,0.01,0.03,24,,,,2400,\n"
      "e,events,,0.05,0.01,24,,,,2400,\nf,errors,,0.05%,5%,288,100,,,,burn_rate 14.4 long=1h short=5m slo=0.999\n");
}

TEST_CASE("metrics that are not the same one have series of their own, however alike their names look there") {
  const TemporaryFolder folder;
  folder.write({{"monitors.csv", columns + "a,q.r,,0.5%,2%,,200,,,,threshold 5\nb,q/r,,0.5%,2%,,200,,,,threshold 5\nc,Q.R,de,0.5%,2%,,200,,,,threshold 5\n"}});
  const auto rules = run_program({"trigger", folder.path().string(), "--quiet", "--format", "prometheus"});
  CHECK(rules.code == 0);
  CHECK_THAT(rules.output, Catch::Contains("a: q_r_count shows") && Catch::Contains("b: q_r_count_2 shows") && Catch::Contains("q_r_count{cohort=\"de\"} shows"));
}

TEST_CASE("no name of a case breaks the rules or runs in them") {
  check_with_promtool(
      "\"a \"\"quote\"\" {{ $value }} #: -\",\"m\"\"{}\",\"de\"\"\\ {{ . }}\",1,2,1,,0.5,,,threshold 3\nnull,true,,1,2,1,,0.5,,,threshold 3\n~,yes,\xf0\x9f\x98\x80,1,2,1,,0.5,,,threshold 3\n"
      "\"two\nlines\",x,,1,2,1,,0.5,,,threshold 3\n\xe6\x9d\xb1\xe4\xba\xac,\xe5\xa4\xa7\xe9\x98\xaa,,1,2,1,,0.5,,,threshold 3\nTwo lines,x,,1,2,1,,0.5,,,threshold 3\n");
}

TEST_CASE("the samples' rules pass, each with its own rate of false alarms and delay") {
  for (const std::string sample : {"three-failures", "non-english-rollback", "inventory-drift", "flu-trends-replay", "bank-queue-replay"}) {
    INFO(sample);
    const TemporaryFolder folder;
    fs::copy(std::string(PREMORTEM_SOURCE_DIR) + "/samples/" + sample, folder.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    export_to(folder.path(), "prometheus", "premortem.rules.yml");
    export_to(folder.path(), "prometheus-test", "test.yml");
    const Answer tests = run_shell("promtool check rules premortem.rules.yml && promtool test rules test.yml 2>&1", folder.path());
    INFO(tests.output);
    CHECK(tests.code == 0);
    const Answer rules = run_program({"trigger", folder.path().string(), "--quiet", "--format", "prometheus"});
    CHECK_THAT(rules.output, Catch::Contains("false_alarms_per_quarter: \"") && Catch::Contains("delay_days: \""));
  }
}
