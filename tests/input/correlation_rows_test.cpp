// correlations.csv: how estimates go together.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

const std::string assumptions = "name,low,best,high\nusers,9M,10M,12M\nprice,,50,\nrate,1,2,3\nwidth,1,2,4\n";
const std::string chain = "failure_mode,stage,best\nwrong refund,people,1M (0.5M-2M)\nwrong refund,exposed,10% (5-20)\n";
const std::string quantities = "name,formula\nalias,rate\ncost,users * price\nlosses,tradeoff.recommended.cost_per_year\n";

CaseOnDisk disk(const std::string& correlations) {
  return CaseOnDisk({{"assumptions.csv", assumptions}, {"harms.csv", chain}, {"quantities.csv", quantities}, {"correlations.csv", correlations}});
}

std::string errors(const std::string& correlations) { return errors_of(disk(correlations).request()); }

}  // namespace

TEST_CASE("correlations are read between assumptions, stages and their other names") {
  const auto subject = disk("a,b,rank_correlation\nusers,width,0.5\nharms.wrong_refund.exposed,users,-30%\nalias,width,1\n").read();
  REQUIRE(subject.correlations.size() == 3);
  const auto name = [&](std::size_t leaf) { return subject.leaves[leaf].name; };
  const auto &first = subject.correlations[0], &second = subject.correlations[1], &third = subject.correlations[2];
  CHECK((name(first.a) == "users" && name(first.b) == "width" && first.correlation == 0.5 && first.place == Place{"correlations.csv", 2, 0}));
  CHECK((name(second.a) == "wrong refund/exposed" && second.correlation == -0.3));
  CHECK((name(third.a) == "rate" && third.correlation == 1));
}

TEST_CASE("names that stand for nothing, or for what is computed, are told") {
  CHECK(errors("a,b,rank_correlation\nuser,width,0.5\nusers,cost,0.5\nlosses,users,0.5\nusers,,0.5\n") ==
        "correlations.csv:2:1: error[name]: nothing is named \"user\"; did you mean \"users\"?\n"
        "correlations.csv:3:2: error[correlation]: \"cost\" is computed, and correlations are stated of estimates; name what it is computed from\n"
        "correlations.csv:4:1: error[correlation]: \"losses\" is computed, and correlations are stated of estimates; name what it is computed from\n"
        "correlations.csv:5:2: error[missing_cell]: the cell b is empty; write it, or delete the row\n");
}

TEST_CASE("a rank correlation is one number from -1 to 1") {
  CHECK(errors("a,b,rank_correlation\nusers,width,1.01\nusers,rate,high\nwidth,rate,0.1-0.3\n") ==
        "correlations.csv:2:3: error[correlation]: rank_correlation is \"1.01\", expected from -1 to 1; write 1 if they rise together always, 0 if they are unrelated\n"
        "correlations.csv:3:3: error[number]: \"high\" is not a number; write one such as 0.05, 5% or 18M\n"
        "correlations.csv:4:3: error[number]: \"0.1-0.3\" is not a single number; write one number; only an estimate may be a range or ?\n");
}

TEST_CASE("two different estimates are named, each pair once in either order") {
  CHECK(errors("a,b,rank_correlation\nrate,alias,1\nusers,width,0.5\nwidth,users,0.5\n") ==
        "correlations.csv:2:2: error[correlation]: \"rate\" and \"alias\" are the same estimate; name two, or delete the row\n"
        "correlations.csv:4:1: error[duplicate]: the correlation of \"width\" and \"users\" is already in correlations.csv:3; keep one of the two rows\n");
}

TEST_CASE("what does not vary goes together with nothing, unless --set made it a single value") {
  CHECK(errors("a,b,rank_correlation\nusers,price,0.5\n") ==
        "correlations.csv:2:2: error[correlation]: \"price\" is a single value (assumptions.csv:3), which does not vary with anything; state its low and high, or delete the row\n");
  const auto folder = disk("a,b,rank_correlation\nusers,width,0.5\nusers,rate,0.5\n");
  auto request = folder.request();
  request.overrides = {{"rate=2"}};
  CHECK(read_case(request).correlations.size() == 1);
  request.overrides = {{"correlations.users.width=-0.2"}};
  CHECK(read_case(request).correlations[0].correlation == -0.2);
}

TEST_CASE("an estimate whose own row has an error is not told twice") {
  CHECK(errors_of_case({{"assumptions.csv", "name,low,high\nx,1,2\ny,5,2\n"}, {"correlations.csv", "a,b,rank_correlation\nx,y,0.5\n"}}).find("correlations.csv") == std::string::npos);
}
