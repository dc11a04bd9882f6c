// The table that follows the edits. The program runs in the background of a shell; each step waits for what must come.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const std::string header = "what breaks,people,hurt\n";

/// Starts the watch, then does the steps; `until WORDS` waits, at most 20 seconds, for words in what was shown.
Outcome watch(const Workplace& place, const std::string& steps) {
  const std::string script =
      "until_shown() { for i in $(seq 200); do grep -qF -- \"$1\" shown && return 0; sleep 0.1; done; echo \"never shown: $1\"; return 1; }\n"
      "$premortem round case --watch --quiet > shown 2> problems & watcher=$!\n" +
      steps + "\nkill -INT $watcher; wait $watcher; echo \"code $?\"\n";
  return run_shell(place, script);
}

}  // namespace

TEST_CASE("a saved edit is shown, whether the file is written in place or replaced") {
  const Workplace place({{"risks.csv", header + "x,1000,10%\n"}});
  const auto outcome = watch(place,
                             "until_shown '1 x    100'\n"
                             "printf 'what breaks,people,hurt\\nx,1000,20%%\\n' > case/risks.csv\n"
                             "until_shown '1 x    200'\n"
                             "printf 'what breaks,people,hurt\\nx,1000,30%%\\n' > new && mv new case/risks.csv\n"
                             "until_shown '1 x    300'");
  CHECK(outcome.out == "code 130\n");
}

TEST_CASE("while a cell is half typed the last good table stays, with the error below it") {
  const Workplace place({{"risks.csv", header + "x,1000,10%\n"}});
  const auto outcome = watch(place,
                             "until_shown '1 x    100'\n"
                             "printf 'what breaks,people,hurt\\nx,1000,2%%%%\\n' > case/risks.csv\n"
                             "until_shown 'The table is from before this edit:'\n"
                             "tail -n 9 shown | grep -c '1 x    100'\n"
                             "grep -o 'risks.csv:2:3: error.[a-z_]*' shown\n"
                             "printf 'what breaks,people,hurt\\nx,1000,25%%\\n' > case/risks.csv\n"
                             "until_shown '1 x    250'");
  CHECK_THAT(outcome.out, Catch::Matches("1\nrisks.csv:2:3: error.[a-z_]+\ncode 130\n", Catch::CaseSensitive::Yes) || Catch::StartsWith("1\nrisks.csv:2:3: error["));
}

TEST_CASE("a file that is not there yet is an error, and standard input and -o cannot be watched") {
  CHECK(run(Workplace(), {"round", "case/none.csv", "--watch"}).code == 5);
  CHECK(run(Workplace(), {"round", "-", "--watch"}).code == 2);
  CHECK(run({{"risks.csv", header + "x,1,1%\n"}}, {"round", "case", "--watch", "-o", "out"}).code == 2);
  CHECK(run(Workplace(), {"round", "case", "--watch", "--ask"}).code == 2);
}
