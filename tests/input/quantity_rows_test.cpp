// quantities.csv: formulas over what a case states and what its models compute.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

const std::string assumptions = "name,low,best,high,unit\nusers,9M,10M,12M,users per year\nshare,,2%,,share\nprice,,50,,USD\n";
const std::string chain = "failure_mode,stage,best\nwrong refund,users,1M\nwrong refund,exposed,10%\nwrong refund,hurt,20%\n";

std::string errors(const std::string& quantities) { return errors_of_case({{"assumptions.csv", assumptions}, {"harms.csv", chain}, {"quantities.csv", quantities}}); }

Case read(const std::string& quantities) { return CaseOnDisk({{"assumptions.csv", assumptions}, {"harms.csv", chain}, {"quantities.csv", quantities}}).read(); }

std::optional<double> point(const Case& subject, const std::string& name) {
  for (const auto& q : subject.quantities)
    if (q.name == name)
      return evaluate_point(q.expression, [&](std::size_t leaf) {
        const auto value = point_of(subject.leaves[leaf]);
        return value ? std::optional(value->value) : std::nullopt;
      });
  FAIL("no quantity " << name);
  return std::nullopt;
}

}  // namespace

TEST_CASE("quantities are read in any order, each over assumptions and others") {
  const auto subject = read("name,formula,unit,note on it\ntotal,2 * cost + 1,USD,ours\ncost,users * share * price,USD,\n");
  REQUIRE(subject.quantities.size() == 2);
  const auto& total = subject.quantities[0];
  CHECK((total.name == "total" && total.unit == "USD" && total.formula == "2 * cost + 1" && total.place == Place{"quantities.csv", 2, 0}));
  CHECK(point(subject, "cost") == 1e7);
  CHECK(point(subject, "total") == 2e7 + 1);
  CHECK(leaves_of(total.expression) == leaves_of(subject.quantities[1].expression));
  CHECK((subject.unread.empty() && subject.warnings.empty() && subject.outputs.empty()));
}

TEST_CASE("stages, mitigations and people harmed are names too, however they are spelt") {
  const auto subject = CaseOnDisk({{"harms.csv", chain},
                                   {"mitigations.csv", "failure_mode,mitigation,stage,best,status\nwrong refund,second look,exposed,40%,in place\nwrong refund,text message,hurt,50%,planned\n"},
                                   {"quantities.csv", "name,formula\na,harms.wrong_refund.exposed\nb,\"\"\"harms.Wrong Refund.exposed\"\" * 2\"\n"
                                                      "c,mitigations.wrong_refund.second_look\nd,harm.wrong_refund.harmed\n"}})
                           .read();
  CHECK(point(subject, "a") == 0.1);
  CHECK(point(subject, "b") == 0.2);
  CHECK(point(subject, "c") == 0.4);
  CHECK(point(subject, "d") == Approx(1e6 * 0.1 * 0.4 * 0.2).epsilon(1e-15));  // what is planned does not count
  CHECK(subject.outputs.empty());
}

TEST_CASE("a case from a room names its stages as it writes them") {
  const auto subject = CaseOnDisk({{"risks.csv", "what breaks,people,at risk,hurt\nwrong advice,10M,0.1%,10%\n"},
                                   {"quantities.csv", "name,formula\na,risks.wrong_advice.at_risk\nb,harms.wrong_advice.at_risk\nc,harm.wrong_advice.harmed\n"}})
                           .read();
  CHECK(point(subject, "a") == 0.001);
  CHECK(point(subject, "b") == 0.001);
  CHECK(point(subject, "c") == Approx(1000).epsilon(1e-15));
}

TEST_CASE("what a model computes is a leaf without a value, once, with the place that names it first") {
  const auto subject = read("name,formula\na,tradeoff.recommended.cost_per_year + harm.wrong_refund.harmed.independent.p95\nb,2 * tradeoff.Recommended.cost_per_year\n");
  REQUIRE(subject.outputs.size() == 2);
  const auto& cost = subject.outputs[0];
  CHECK((cost.path == "tradeoff.recommended.cost_per_year" && cost.place == Place{"quantities.csv", 2, 2} && subject.outputs[1].path == "harm.wrong_refund.harmed.independent.p95"));
  const Leaf& leaf = subject.leaves[cost.leaf];
  CHECK((leaf.name == cost.path && leaf.label == cost.path && leaf.shape == Shape::point && leaf.unknown && leaf.unit_kind == UnitKind::amount && leaf.place == cost.place));
  CHECK(leaves_of(subject.quantities[1].expression) == std::vector<std::size_t>{cost.leaf});
  CHECK_FALSE(point(subject, "a").has_value());
}

TEST_CASE("names that stand for nothing are told with their character and the nearest name") {
  CHECK(errors("name,formula\na,price * usres\nb,1 + harms.wrong_refund.exposd\nc,harm.wrong_refunds.harmed\nd,totl\ntotal,1\ne,\"\"\"zzz zzz zzz\"\"\"\n") ==
        "quantities.csv:2:2: error[name]: at character 9: nothing is named \"usres\"; did you mean \"users\"?\n"
        "quantities.csv:3:2: error[name]: at character 5: nothing is named \"harms.wrong_refund.exposd\"; did you mean \"harms.wrong_refund.exposed\"?\n"
        "quantities.csv:4:2: error[name]: at character 1: nothing is named \"harm.wrong_refunds.harmed\"; did you mean \"harm.wrong_refund.harmed\"?\n"
        "quantities.csv:5:2: error[name]: at character 1: nothing is named \"totl\"; did you mean \"total\"?\n"
        "quantities.csv:7:2: error[name]: at character 1: nothing is named \"zzz zzz zzz\"; names are those of assumptions, quantities, stages (harms.<failure mode>.<stage>) and outputs "
        "(harm.<failure mode>.harmed)\n");
}

TEST_CASE("a formula that cannot be read is told with its character") {
  CHECK(errors("name,formula\na,price ** 2\nb,(users + 1\nc,\nd,\"0,5\"\n") ==
        "quantities.csv:4:2: error[missing_cell]: the cell formula is empty; write it, or delete the row\n"
        "quantities.csv:2:2: error[formula]: at character 7: \"**\" is no sign of a formula; for a power write ^\n"
        "quantities.csv:3:2: error[formula]: at character 1: this parenthesis is not closed; write ) where it ends\n"
        "quantities.csv:5:2: error[formula]: at character 2: a comma stands only between the arguments of a function; write decimals with a point, not a comma\n");
}

TEST_CASE("a quantity has a name of its own") {
  CHECK(errors("name,formula\nusers,1\nPrice,1\npi,1\nreview_minutes,5\na,1\na,2\n,3\n") ==
        "quantities.csv:2:1: error[name]: \"users\" is already the name of an assumption; give one of them another name\n"
        "quantities.csv:3:1: error[name]: \"Price\" is not a name; write small letters, digits and _, beginning with a letter, such as cost_of_delay\n"
        "quantities.csv:4:1: error[name]: \"pi\" is a number in every formula; give the quantity another name\n"
        "quantities.csv:5:1: error[name]: \"review_minutes\" is an assumption that the models know, and they would not read it here; state it in assumptions.csv, or give the quantity another name\n"
        "quantities.csv:7:1: error[duplicate]: the quantity \"a\" is already in quantities.csv:6:1; keep one of the two rows\n"
        "quantities.csv:8:1: error[missing_cell]: the cell name is empty; write a name, or delete the row\n");
  CHECK(errors_of_case({{"assumptions.csv", "name,best\npi,0.1\n"}, {"quantities.csv", "name,formula\na,2 * pi\n"}}) ==
        "quantities.csv:2:2: error[name]: an assumption is named \"pi\", which is a number in every formula; give the assumption another name\n");
}

TEST_CASE("quantities that need each other are told once, as the circle they are") {
  CHECK(errors("name,formula\na,b + 1\nb,c * 2\nc,a - users\nd,d\ne,a + d\n") ==
        "quantities.csv:2:2: error[cycle]: \"a\" is computed from itself: a -> b -> c -> a; state one of them without the others\n"
        "quantities.csv:5:2: error[cycle]: \"d\" is computed from itself; state one of them without the others\n");
}

TEST_CASE("what is named and has an error of its own is not told twice") {
  CHECK(errors("name,formula\na,users +\nb,a * 2\nc,b\n") == "quantities.csv:2:2: error[formula]: at character 8: the formula ends where a value is expected\n");
  CHECK(errors_of_case({{"assumptions.csv", "name,best\nusers,many\n"}, {"quantities.csv", "name,formula\na,users * 2\n"}}) ==
        "assumptions.csv:2:2: error[number]: \"many\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n");
  CHECK(errors_of_case({{"harms.csv", "failure_mode,stage,best\nx,users,1M\nx,hurt,1.3\n"}, {"quantities.csv", "name,formula\na,harms.x.hurt + harm.x.harmed\n"}}) ==
        "harms.csv:3:3: error[probability]: \"1.3\" is given, but a share must be in [0, 1]; for a percentage write 1.3%, which is 0.013\n");
}

TEST_CASE("a stage of several options is named with its option") {
  const std::string options = "failure_mode,stage,best,option\nx,users,1M,\nx,hurt,1%,A\nx,hurt,2%,B\n";
  const auto subject = CaseOnDisk({{"harms.csv", options}, {"quantities.csv", "name,formula\na,harms.x.hurt.B\nb,\"\"\"harm.x (B).harmed\"\"\"\nc,harms.x.users\n"}}).read();
  CHECK(point(subject, "a") == 0.02);
  CHECK(point(subject, "b") == 20'000);
  CHECK(point(subject, "c") == 1e6);
  CHECK(errors_of_case({{"harms.csv", options}, {"quantities.csv", "name,formula\na,harms.x.hurt\nb,harm.x.harmed\n"}}) ==
        "quantities.csv:2:2: error[name]: at character 1: \"harms.x.hurt\" means several, one an option; add the option's name after it: harms.<failure mode>.<stage>.<option>\n"
        "quantities.csv:3:2: error[name]: at character 1: \"harm.x.harmed\" means several, one an option; write the name with its option: \"harm.x (A).harmed\"\n");
}

TEST_CASE("a chain of quantities may be long, and one that doubles at every step ends at a limit") {
  std::string plain = "name,formula\n", doubling = plain;
  for (int i = 0; i < 1'000; ++i) plain += "q" + std::to_string(i) + ",q" + std::to_string(i + 1) + " + 1\n";
  CHECK(point(read(plain + "q1000,0\n"), "q0") == 1'000);
  for (int i = 0; i < 40; ++i) doubling += "q" + std::to_string(i) + ",q" + std::to_string(i + 1) + " * q" + std::to_string(i + 1) + "\n";
  CHECK_THROWS_AS(read(doubling + "q40,users\n"), LimitError);
  CHECK_THROWS_WITH(read("name,formula\na," + std::string(300, '(') + "1\n"), "quantities.csv:2:2: error[depth]: at character 257: the formula nests deeper than 256 levels; make a part of it a quantity of its own");
}

TEST_CASE("a circle of 20,000 quantities is found, and told shortened") {
  std::string text = "name,formula\n";
  for (int i = 0; i < 20'000; ++i) text += "q" + std::to_string(i) + ",q" + std::to_string((i + 1) % 20'000) + "\n";
  CHECK_THAT(errors(text), Catch::Contains("q0 -> q1 -> q2 -> q3 -> q4 -> q5 -> q6 -> q7 -> q8 -> q9 -> (19990 more) -> q0;"));
}

TEST_CASE("a change by --set reaches what a formula is computed from, and the formula itself") {
  const CaseOnDisk disk({{"assumptions.csv", assumptions}, {"quantities.csv", "name,formula\ncost,users * price\n"}});
  const auto changed = [&](const std::string& text) {
    auto request = disk.request();
    request.overrides = {{text}};
    return read_case(request);
  };
  CHECK(point(changed("users=2"), "cost") == 100);
  CHECK(point(changed("quantities.cost.formula=users + price"), "cost") == 1e7 + 50);
  CHECK(point(changed("quantities.cost=7"), "cost") == 7);
  CHECK_THROWS_WITH(changed("cost=7"), Catch::Contains("nothing is named \"cost\""));
}
