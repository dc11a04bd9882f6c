// What latency.csv, latency_samples.csv and the columns of options.csv that say how long an option takes may not say.
#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

Files latency(const std::string& text) { return {{"latency.csv", text}}; }

/// Runs a verb that reads the whole case; and check, whose output holds the same findings.
void check_latency_refusals(const std::vector<Refused>& table) {
  for (const auto& refused : table) {
    INFO(refused.claim);
    for (const char* verb : {"latency", "tradeoff", "check"}) {
      std::vector<std::string> words{verb, "case"};
      words.insert(words.end(), refused.options.begin(), refused.options.end());
      const auto outcome = run(refused.files, words);
      CHECK(outcome.code == refused.code);
      CHECK(outcome.unchanged);
      if (std::string(verb) == "check" && refused.code == 3) continue;
      CHECK(outcome.err == refused.error);
      CHECK(outcome.out == "");
    }
  }
}

}  // namespace

TEST_CASE("latencies without their columns or without rows are refused") {
  check_latency_refusals({
      {"neither unit", latency("delay,abandoned\n800,1\n"),
       "latency.csv:1: error[missing_column]: the column \"latency_ms\" or \"latency_s\" is missing; add it, or map one with --column latency_ms=HEADER\n1 error\n"},
      {"a latency without its unit", latency("latency,abandoned\n800,1\n"),
       "latency.csv:1:1: error[unknown_column]: unknown column \"latency\" in latency.csv; did you mean \"latency_ms\" or \"latency_s\"? (a column of notes begins with \"note\")\n1 error\n"},
      {"both units", latency("latency_ms,latency_s,abandoned\n800,0.8,1\n"),
       "latency.csv:1: error[columns]: \"latency_ms\" and \"latency_s\" both state the latency; delete one of them, or begin its name with \"note\"\n1 error\n"},
      {"no outcome", latency("latency_ms,sessions\n800,10\n"),
       "latency.csv:1: error[missing_column]: the column \"abandoned\" or \"outcome\" is missing; add it, or map one with --column abandoned=HEADER\n1 error\n"},
      {"a misspelt column", latency("latency_ms,abandonned\n800,1\n"),
       "latency.csv:1:2: error[unknown_column]: unknown column \"abandonned\" in latency.csv; did you mean \"abandoned\"? (a column of notes begins with \"note\")\n1 error\n"},
      {"arms and sessions at once", latency("latency_ms,sessions,abandoned,outcome\n800,10,1,served\n"),
       "latency.csv:1: error[columns]: \"sessions\" makes a row many sessions, and \"outcome\" makes it one; keep \"sessions\" and \"abandoned\" with a row an arm, or \"outcome\" with a row a session\n1 error\n"},
      {"an empty file", latency(""), "latency.csv: error[empty_file]: the file is empty; its first row must be the header\n1 error\n"},
      {"a header alone", latency("latency_ms,abandoned\n"),
       "latency.csv:1: error[no_rows]: the file has no row with a latency and whether it was abandoned; add a row, or remove the file\n1 error\n"},
      {"a short row", latency("latency_ms,abandoned\n800\n"), "latency.csv:2:2: error[width]: expected 2 cells as in the header, got 1; an empty cell still needs its delimiter\n1 error\n"},
      {"samples without their option", {{"latency_samples.csv", "latency_ms\n800\n"}},
       "latency_samples.csv:1: error[missing_column]: the column \"option\" is missing; add it, or map one with --column option=HEADER\n1 error\n"},
  });
}

TEST_CASE("a latency is a plain number of its column's unit, 0 or more") {
  check_latency_refusals({
      {"units and signs", latency("latency_ms,abandoned\n5 ms,1\n5s,1\n-1,0\n1e13,0\n2 min,0\n1e-7,0\n"),
       "latency.csv:2:1: error[unit]: the latency \"5 ms\" has a unit, expected a number of ms alone; write 5\n"
       "latency.csv:3:1: error[unit]: the latency \"5s\" has a unit, expected a number of ms alone; write 5000\n"
       "latency.csv:4:1: error[negative]: the latency \"-1\" is negative; a latency is 0 or more\n"
       "latency.csv:5:1: error[range]: the latency \"1e13\" is not between 1e-6 ms and 1e12 ms; is it in another unit?\n"
       "latency.csv:6:1: error[unit]: the latency \"2 min\" has a unit, expected a number of ms alone; write how many ms\n"
       "latency.csv:7:1: error[range]: the latency \"1e-7\" is not between 1e-6 ms and 1e12 ms; is it in another unit?\n6 errors\n"},
      {"seconds", latency("latency_s,abandoned\n800 ms,1\n0.8 s,1\n1e10,1\n"),
       "latency.csv:2:1: error[unit]: the latency \"800 ms\" has a unit, expected a number of s alone; write 0.8\n"
       "latency.csv:3:1: error[unit]: the latency \"0.8 s\" has a unit, expected a number of s alone; write 0.8\n"
       "latency.csv:4:1: error[range]: the latency \"1e10\" is not between 1e-6 ms and 1e12 ms; is it in another unit?\n3 errors\n"},
      {"numbers of people and of nobody", latency("latency_ms,abandoned\n\"1,234\",1\n\"0,8\",1\n1K,1\nNaN,0\n1e400,0\n5%,1\n"),
       "latency.csv:2:1: error[ambiguous]: \"1,234\" can be read as 1234 or 1.234; write the one that is meant\n"
       "latency.csv:3:1: error[number]: \"0,8\" has a decimal comma; write 0.8\n"
       "latency.csv:4:1: error[number]: \"1K\" has text after the number: \"K\"; write 1000\n"
       "latency.csv:5:1: error[number]: \"NaN\" is not a finite number; leave the cell empty if there is no value\n"
       "latency.csv:6:1: error[number]: \"1e400\" is beyond the largest number, 1.8e308\n"
       "latency.csv:7:1: error[number]: \"5%\" is a percentage, expected a plain number; write 0.05\n6 errors\n"},
  });
}

TEST_CASE("what became of a session, or of an arm's sessions, is one of what it can be") {
  check_latency_refusals({
      {"counts", latency("latency_ms,sessions,abandoned\n1,10,11\n2,0,0\n3,10.5,1\n4,-1,0\n5,,1\n6,9007199254740993,1\n7,10,5%\nTotal,60,9\n"),
       "latency.csv:2:3: error[count]: \"11\" of 10 sessions were abandoned; abandoned counts some of the row's sessions\n"
       "latency.csv:3:2: error[count]: an arm of 0 sessions; delete the row\n"
       "latency.csv:4:2: error[count]: \"10.5\" is not a whole number\n"
       "latency.csv:5:2: error[count]: \"-1\" is negative, expected a count of 0 or more\n"
       "latency.csv:6:2: error[missing]: the cell is empty, expected a number\n"
       "latency.csv:7:2: error[count]: \"9007199254740993\" is above the largest count, 2^53 = 9007199254740992\n"
       "latency.csv:8:3: error[number]: \"5%\" is a percentage, expected a plain number; write 0.05\n"
       "latency.csv:9:1: error[total_row]: \"Total\" begins a row of totals; delete the row\n8 errors\n"},
      {"flags", latency("latency_ms,abandoned\n1,2\n2,yes\n3,-1\n"),
       "latency.csv:2:2: error[abandoned]: abandoned is \"2\", which is neither 0 nor 1; where a row is many sessions, add the column sessions\n"
       "latency.csv:3:2: error[abandoned]: abandoned is \"yes\", which is neither 0 nor 1; 1: the session was abandoned; 0: it was not\n"
       "latency.csv:4:2: error[abandoned]: abandoned is \"-1\", which is neither 0 nor 1; 1: the session was abandoned; 0: it was not\n3 errors\n"},
      {"outcomes", latency("latency_ms,outcome,abandoned\n1,left,1\n2,served,1\n3,abandoned,0\n4,abandoned,1\n"),
       "latency.csv:2:2: error[outcome]: the outcome \"left\" is neither served nor abandoned; served: the answer came at this latency; abandoned: the user left then\n"
       "latency.csv:3:3: error[outcome]: abandoned is \"1\", but the outcome of the row is served; correct one of the two, or delete the column abandoned\n"
       "latency.csv:4:3: error[outcome]: abandoned is \"0\", but the outcome of the row is abandoned; correct one of the two, or delete the column abandoned\n3 errors\n"},
  });
}

TEST_CASE("a column is not mapped to one in another unit, nor to one that no file has") {
  check_latency_refusals({
      {"seconds as ms", latency("wait_s,abandoned\n0.8,1\n"),
       "premortem: --column latency_ms=wait_s: \"latency_ms\" is in ms and \"wait_s\" in s; write --column latency_s=wait_s\n", {"--column", "latency_ms=wait_s"}, 2},
      {"nothing", latency("latency_s,abandoned\n0.8,1\n"), "premortem: --column latency_s=wait: no file that was read has a column \"wait\" to take for \"latency_s\"\n", {"--column", "latency_s=wait"}, 2},
  });
}

TEST_CASE("options and their samples are called the same, and state times that can be") {
  check_latency_refusals({
      {"a near miss", {{"options.csv", "option,recall\nsmall model,80%\n"}, {"latency_samples.csv", "option,latency_ms\nsmal model,800\n"}},
       "latency_samples.csv:2: error[option]: the case has no option \"smal model\"; did you mean \"small model\"? if it is another one, give it a row in options.csv\n1 error\n"},
      {"falling quantiles", {{"options.csv", "option,latency_p50_ms,latency_p99_ms\na,800,700\n"}},
       "options.csv:2:3: error[order]: latency_p99_ms is \"700\", below latency_p50_ms, which is \"800\"; the time within which more requests are answered cannot be shorter\n1 error\n"},
      {"a changed quantile that falls", {{"options.csv", "option,latency_p50_ms,latency_p99_ms\na,800,900\n"}},
       "--set options.a.latency_p99_ms=700: error[order]: latency_p99_ms is \"700\", below latency_p50_ms, which is \"800\"; the time within which more requests are answered cannot be shorter\n1 error\n",
       {"--set", "options.a.latency_p99_ms=700"}},
  });
}

TEST_CASE("a file of latencies in the folder is read, and said to be") {
  const auto outcome = run({{"latency.csv", "latency_s,abandoned,browser\n0.8,1,x\n,0,x\n"}, {"latency_samples.csv", "option,latency_ms\na,0\n"}}, {"check", "case"});
  CHECK(outcome.code == 0);
  CHECK_THAT(outcome.out, Catch::Contains("latency.csv:1: warning[left_alone]: columns that are not read: browser"));
  CHECK_THAT(outcome.out, Catch::Contains("latency.csv             2     1         1"));
  CHECK_THAT(outcome.out, Catch::Contains("latency_samples.csv     1     0         1"));
  CHECK_THAT(outcome.out + outcome.err, !Catch::Contains("does not read it"));
}
