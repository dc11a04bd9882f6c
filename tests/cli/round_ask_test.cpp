#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const std::string header = "what breaks,people,at risk,exposed,hurt,undo,how we notice,owner,roll back when\n";

Outcome ask(const Workplace& place, const std::string& answers, std::vector<std::string> words = {"round", "--ask", "case"}) {
  return run(place, {std::move(words), answers});
}

}  // namespace

TEST_CASE("seven questions a risk are written as risks.csv, and shown") {
  const Workplace place;
  const auto outcome = ask(place, "wrong advice, followed\n10M\n0.1% (0.05-0.2)\n5% (2-10)\n10% (5-40)\nno\naudit\n\n");
  CHECK(outcome.code == 0);
  CHECK(place.read("case/risks.csv") == header + "\"wrong advice, followed\",10M,0.1% (0.05-0.2),5% (2-10),10% (5-40),no,audit,,\n");
  CHECK_THAT(outcome.out, Catch::Contains("1 wrong advice, followed     50      800   8,000  no    audit"));
  CHECK_THAT(outcome.err, Catch::Contains("What could break?") && Catch::Contains("How would we notice?") && Catch::Contains("Written to case/risks.csv"));
}

TEST_CASE("an answer that cannot be read is asked for again, with what to write") {
  const Workplace place;
  const auto outcome = ask(place, "x\n5%\n10M\n130%\n1%\n50\n50%\n?\nmaybe\nno\n?\n\n");
  CHECK(outcome.code == 0);
  CHECK(place.read("case/risks.csv") == header + "x,10M,1%,50%,?,no,?,,\n");
  CHECK_THAT(outcome.err, Catch::Contains("write how many people, such as 10M") && Catch::Contains("a share lies between 0 and 100%") &&
                              Catch::Contains("write yes, partly or no"));
}

TEST_CASE("what the input ends before is unknown, and nothing that was answered is lost") {
  const Workplace place;
  CHECK(ask(place, "x\n10M\n1%\n").code == 0);
  CHECK(place.read("case/risks.csv") == header + "x,10M,1%,?,?,?,?,,\n");
}

TEST_CASE("no answer writes nothing, and a file that is there is kept unless --force says otherwise") {
  const Workplace place;
  const auto nothing = ask(place, "\n");
  CHECK(nothing.code == 2);
  CHECK(nothing.unchanged);
  place.write("case/risks.csv", "mine");
  const auto kept = ask(place, "x\n1\n1%\n1%\n1%\nno\n?\n\n");
  CHECK(kept.code == 2);
  CHECK(kept.err == "premortem: case/risks.csv exists; add --force to replace it\n");
  CHECK(kept.unchanged);
  CHECK(ask(place, "x\n1\n1%\n1%\n1%\nno\n?\n\n", {"round", "--ask", "case", "--force"}).code == 0);
  CHECK(place.read("case/risks.csv") == header + "x,1,1%,1%,1%,no,?,,\n");
}

TEST_CASE("the same risk twice is asked for again") {
  const Workplace place;
  const auto outcome = ask(place, "x\n1\n1%\n1%\n1%\nno\n?\nX\ny\n2\n1%\n1%\n1%\nyes\nus\n\n");
  CHECK_THAT(outcome.err, Catch::Contains("that stands already"));
  CHECK(place.read("case/risks.csv") == header + "x,1,1%,1%,1%,no,?,,\ny,2,1%,1%,1%,yes,us,,\n");
}
