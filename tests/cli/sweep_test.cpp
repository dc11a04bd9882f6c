// The verb sweep: its points are what the other verbs say with --set, its bytes depend on nothing but what is asked, and
// what it cannot do it refuses. (What it writes and leaves: sweep_files_test.cpp.)
#include <catch2/catch.hpp>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/sweep_cases.hpp"

using namespace premortem::test;
using Json = nlohmann::json;

namespace {

/// The rows of a sweep as CSV, split into cells that hold no comma.
std::vector<std::vector<std::string>> table_of(const Files& files, const std::vector<std::string>& options) {
  const auto outcome = sweep(files, options, "csv");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : lines_of(outcome.out)) rows.push_back(split(line, ','));
  return rows;
}

Json json_of(const Files& files, const std::vector<std::string>& options) {
  const auto outcome = sweep(files, options, "json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return Json::parse(outcome.out);
}

Json result_with(const Files& files, const std::string& verb, const std::vector<std::string>& sets) {
  std::vector<std::string> words{verb, "case", "--format", "json", "--quiet", "--samples", "2000"};
  for (const auto& s : sets) words.insert(words.end(), {"--set", s});
  return Json::parse(run(files, words).out)["result"];
}

}  // namespace

TEST_CASE("a point of a sweep is what evaluate says with --set, to the last digit") {
  const auto rows = table_of(harm_job, {"--vary", "users=1e6,3e6", "--vary", "exposed=x0.5,x1.5", "--output", "harmed,harmed.bound.high,harmed.any_dependence.p95.high"});
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == std::vector<std::string>{"id", "users", "exposed", "harmed.point", "harmed.mean", "harmed.p05", "harmed.p50", "harmed.p95", "harmed.bound.high", "harmed.any_dependence.p95.high"});
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto q = result_with(harm_job, "evaluate", {"users=" + rows[i][1], "exposed*=" + rows[i][2].substr(1)})["quantities"][0];
    INFO(i);
    CHECK(std::stod(rows[i][3]) == q["point"].get<double>());
    CHECK(std::stod(rows[i][4]) == q["independent"]["mean"].get<double>());
    CHECK(std::stod(rows[i][5]) == q["independent"]["p05"].get<double>());
    CHECK(std::stod(rows[i][6]) == q["independent"]["p50"].get<double>());
    CHECK(std::stod(rows[i][7]) == q["independent"]["p95"].get<double>());
    CHECK(std::stod(rows[i][8]) == q["bound"]["high"].get<double>());
    CHECK(std::stod(rows[i][9]) == q["any_dependence"]["p95"][1].get<double>());
  }
}

TEST_CASE("a point of a sweep is what harm says with --set, to the last digit") {
  const auto rows = table_of(refunds, {"--vary", "harms.wrong refund.wrong=0.1%,0.25%", "--vary", "harms.wrong refund.users=x1,x2", "--output", "harm.wrong_refund.harmed.bound.high,harm.wrong_refund.harmed.independent.p95"});
  REQUIRE(rows.size() == 5);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto harmed = result_with(refunds, "harm", {"harms.wrong refund.wrong=" + rows[i][1], "harms.wrong refund.users*=" + rows[i][2].substr(1)})["failure_modes"][0]["harmed"];
    INFO(i);
    CHECK(std::stod(rows[i][3]) == harmed["bound"]["high"].get<double>());
    CHECK(std::stod(rows[i][4]) == harmed["independent"]["p95"].get<double>());
  }
}

TEST_CASE("a grid varies its last name fastest, and numbers its points") {
  const auto rows = table_of(harm_job, {"--vary", "users=10,20", "--vary", "scale=1:3:3", "--output", "harmed.point"});
  std::string seen;
  for (const auto& r : rows) seen += r[0] + " " + r[1] + " " + r[2] + "\n";
  CHECK(seen == "id users scale\n0 10 1\n1 10 2\n2 10 3\n3 20 1\n4 20 2\n5 20 3\n");
  const auto logarithmic = table_of(harm_job, {"--vary", "users=log(1e6,1e8,3)", "--output", "harmed.point"});
  CHECK(std::stod(logarithmic[2][1]) == Approx(1e7).epsilon(1e-12));
}

TEST_CASE("a sweep of fewer values is a slice of the sweep of more") {
  const auto ask = [&](const std::string& users) { return table_of(harm_job, {"--vary", "users=" + users, "--vary", "exposed=x0.5,x1", "--output", "harmed"}); };
  const auto whole = ask("1e6,3e6,7e6"), part = ask("3e6,7e6");
  REQUIRE(part.size() == 5);
  for (std::size_t i = 1; i < part.size(); ++i) CHECK(std::vector<std::string>(part[i].begin() + 1, part[i].end()) == std::vector<std::string>(whole[i + 2].begin() + 1, whole[i + 2].end()));
}

TEST_CASE("what is wrong with a value of --vary is said of --vary") {
  const auto error_of = [](const std::string& vary) { return sweep(harm_job, {"--vary", vary, "--output", "harmed"}).err; };
  CHECK(error_of("users=abc,2").starts_with("--vary users=abc: error[number]: \"abc\" is not a number"));
  CHECK(error_of("nosuch=1,2").starts_with("premortem: --vary: nothing is named \"nosuch\""));
  CHECK(error_of("users.nosuch=1,2").starts_with("premortem: --vary \"users.nosuch\": assumptions.csv has no column \"nosuch\""));
}

TEST_CASE("what --set states is named where its value is supposed to hold") {
  const auto words = [](const std::vector<std::string>& more) {
    std::vector<std::string> all{"evaluate", "case", "--quiet"};
    all.insert(all.end(), more.begin(), more.end());
    auto out = run(harm_job, all).out;
    for (std::size_t at; (at = out.find("\n  ")) != std::string::npos;) out.replace(at, 3, " ");  // lines as wide as they are
    return out;
  };
  CHECK(words({"--set", "exposed=0.05"}).find("the guesses in rows assumptions.csv:2 and --set exposed=0.05 hold") != std::string::npos);
  CHECK(words({"--set", "exposed=0.05", "--set", "users=1e6"}).find("the guesses in --set users=1e6 and --set exposed=0.05 hold") != std::string::npos);
  CHECK(words({"--set", "exposed*=2"}).find("--set") == std::string::npos);  // its evidence is still the row's
}

TEST_CASE("a range of multiples is the list of them") {
  for (const std::string format : {"table", "csv", "json"}) {
    auto bytes = [&](const std::string& users) { return sweep(harm_job, {"--vary", "users=" + users, "--vary", "exposed=x0.5,x1", "--output", "harmed"}, format).out; };
    auto range = bytes("x0.5:x2:4"), list = bytes("x0.5,x1,x1.5,x2");
    if (const auto at = range.find("x0.5:x2:4"); at != std::string::npos) range.replace(at, 9, "x0.5,x1,x1.5,x2");  // what was asked for is said
    CHECK(range == list);
  }
  CHECK(table_of(harm_job, {"--vary", "users=log(x0.01,x100,3)", "--output", "harmed.point"})[2][1] == table_of(harm_job, {"--vary", "users=x1", "--output", "harmed.point"})[1][1]);
}

TEST_CASE("a sweep has the same bytes with any number of threads, in every form") {
  for (const std::string format : {"table", "json", "csv", "md", "html"}) {
    const auto bytes = [&](const std::string& jobs) {
      auto out = sweep(harm_job, {"--vary", "users=1e6:9e6:5", "--vary", "exposed=x0.5,x2", "--output", "harmed.p95", "--jobs", jobs}, format).out;
      if (const auto at = out.find("--jobs " + jobs); at != std::string::npos) out.erase(at, 7 + jobs.size());  // the page states its own command
      return out;
    };
    const auto one = bytes("1");
    CHECK(one.size() > 100);
    for (const char* jobs : {"2", "3", "8"}) {
      INFO(format << " " << jobs);
      CHECK(bytes(jobs) == one);
    }
  }
}

TEST_CASE("shards without their headers, one after the other, are the sweep") {
  const std::vector<std::string> asked{"--vary", "users=1e6:9e6:7", "--vary", "exposed=x0.5,x1", "--output", "harmed.p50"};
  const auto whole = sweep(harm_job, asked, "csv").out;
  const auto header = whole.substr(0, whole.find('\n') + 1);
  for (const int n : {1, 3, 7, 20}) {  // at 20 some of the 14 points' shards are empty
    std::string joined = header;
    for (int k = 1; k <= n; ++k) {
      auto words = asked;
      words.insert(words.end(), {"--shard", std::to_string(k) + "/" + std::to_string(n)});
      const auto part = sweep(harm_job, words, "csv");
      REQUIRE(part.code == 0);
      const auto own = part.out.substr(0, part.out.find('\n') + 1);
      REQUIRE(own.starts_with("id of 14 of sweep "));
      REQUIRE(own.substr(own.find(',')) == header.substr(2));
      joined += part.out.substr(part.out.find('\n') + 1);
    }
    INFO(n);
    CHECK(joined == whole);
  }
  auto words = asked;
  words.insert(words.end(), {"--shard", "1/2"});
  CHECK(sweep(harm_job, words, "table").code == 2);
  words.back() = "3/2";
  CHECK(sweep(harm_job, words, "csv").code == 2);
}

TEST_CASE("a drawn design stays in its ranges, one value a stratum, and another seed draws others") {
  for (const std::string design : {"lhs:8", "sobol:8"}) {
    const std::vector<std::string> asked{"--vary", "users=1000:9000", "--vary", "exposed=0.02:0.10", "--design", design, "--output", "harmed.point"};
    const auto rows = table_of(harm_job, asked);
    REQUIRE(rows.size() == 9);
    for (const std::size_t column : {1u, 2u}) {
      const double low = column == 1 ? 1000 : 0.02, width = column == 1 ? 1000 : 0.01;
      std::vector<int> in_stratum(8);
      for (std::size_t i = 1; i < rows.size(); ++i) in_stratum.at(static_cast<std::size_t>((std::stod(rows[i][column]) - low) / width))++;
      INFO(design << " " << column);
      CHECK(in_stratum == std::vector<int>(8, 1));
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const auto q = result_with(harm_job, "evaluate", {"users=" + rows[i][1], "exposed=" + rows[i][2]})["quantities"][0];
      CHECK(std::stod(rows[i][3]) == q["point"].get<double>());
    }
    auto other = asked;
    other.insert(other.end(), {"--seed", "2"});
    CHECK(table_of(harm_job, other)[1][1] != rows[1][1]);
  }
}

TEST_CASE("an output may be a word: which option is right at each point") {
  const std::vector<std::string> asked{"--vary", "cost_per_false_positive=10,20,30", "--output", "tradeoff.choice.option"};
  const auto rows = table_of(cheaper_option, asked);
  // yearly cost of A less that of B: 400,000 - 36.5e6 x .05 (.045 x 20 - c (.9/.85 x .15 - .855/.88 x .12)), zero at c = 16.1
  CHECK(rows[1][2] == "A");
  CHECK(rows[2][2] == "B");
  CHECK(rows[3][2] == "B");
  const auto points = json_of(cheaper_option, asked)["result"]["points"];
  CHECK(points[0]["outputs"]["tradeoff.choice.option"] == "A");
  CHECK_THAT(json_of(cheaper_option, asked)["result"]["reading"].get<std::string>(), Catch::Contains("\"B\" today") && Catch::Contains("first it becomes \"A\" at cost_per_false_positive 10"));
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(result_with(cheaper_option, "tradeoff", {"cost_per_false_positive=" + rows[i][1]})["choice"]["option"] == rows[i][2]);
}

TEST_CASE("the drift of a metric is swept as calendar takes it") {
  const auto rows = table_of(falling, {"--vary", "drift_per_day.accuracy=-0.001,-0.0005,0", "--output", "calendar.metrics.accuracy.breach.p50"});
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto m = result_with(falling, "calendar", {"drift_per_day.accuracy=" + rows[i][1]})["metrics"][0]["breach"]["p50"];
    CHECK(rows[i][2] == (m.is_null() ? "" : m.get<std::string>()));
  }
  CHECK(rows[1][2] < rows[2][2]);
  CHECK(sweep(falling, {"--vary", "drift_per_day.acuracy=-0.001,0", "--output", "calendar.metrics.accuracy.status"}, "csv").code == 2);
}

TEST_CASE("a sweep as JSON has numbers where there are numbers, and null where there is none") {
  const auto j = json_of(harm_job, {"--vary", "users=1e6,2e6", "--vary", "exposed=x1,x2", "--output", "harmed.p95"});
  CHECK(j["verb"] == "sweep");
  const auto& points = j["result"]["points"];
  REQUIRE(points.size() == 4);
  CHECK(points[3]["id"] == 3);
  CHECK(points[0]["set"]["users"] == 1e6);
  CHECK(points[0]["outputs"]["harmed.p95"].is_number());
  CHECK(j["result"]["today"]["harmed.p95"] == result_with(harm_job, "evaluate", {})["quantities"][0]["independent"]["p95"]);
  const auto none = json_of(falling, {"--vary", "drift_per_day.accuracy=0.001,0.002", "--output", "calendar.metrics.accuracy.breach.p50"});
  CHECK(none["result"]["points"][0]["outputs"]["calendar.metrics.accuracy.breach.p50"].is_null());
}

TEST_CASE("a grid says of each point what a sweep of that point alone says") {
  // Two cells of one estimate, an estimate and a population, a cell that is no estimate: what can be put together and what cannot.
  const std::vector<std::vector<std::string>> axes{{"exposed.low=.01,.02", "exposed.high=.1,.2", "users=1e6,3e6"},
                                                   {"exposed=x0.5,x1,x1.5", "high_risk=x1,x3", "scale=1,2"},
                                                   {"quantities.harmed=users*exposed,users*high_risk", "users=x1,x2", "exposed=1%,2%"}};
  for (const auto& own : axes) {
    std::vector<std::string> options{"--output", "harmed,harmed.above.100"};
    for (const auto& axis : own) options.insert(options.end(), {"--vary", axis});
    const auto whole = table_of(harm_job, options);
    REQUIRE(whole.size() > 8);
    for (std::size_t i = 1; i < whole.size(); ++i) {
      std::vector<std::string> alone{"--output", "harmed,harmed.above.100"};
      for (std::size_t axis = 0; axis < own.size(); ++axis) alone.insert(alone.end(), {"--vary", own[axis].substr(0, own[axis].find('=')) + "=" + whole[i][1 + axis]});
      auto row = table_of(harm_job, alone).at(1);
      row[0] = whole[i][0];
      CHECK(row == whole[i]);
    }
  }
}

TEST_CASE("the chance to pass a number is that of the draws, and falls as the number rises") {
  const auto rows = table_of(harm_job, {"--vary", "users=1e7", "--output", "harmed.above.0,harmed.above.52.4401,harmed.above.100,harmed.above.1e9"});
  // P(> 100) = .154244 by numerical integration, the median 52.4401; four standard errors of 2,000 samples
  CHECK(std::stod(rows[1][2]) == 1);
  CHECK(std::stod(rows[1][3]) == Approx(.5).margin(.045));
  CHECK(std::stod(rows[1][4]) == Approx(.154244).margin(.033));
  CHECK(std::stod(rows[1][5]) == 0);
  const auto refused = sweep(harm_job, {"--vary", "users=1e7", "--output", "harmed.above.many"});
  CHECK(refused.code == 2);
  CHECK(refused.err.find("harmed.above.100") != std::string::npos);
}
