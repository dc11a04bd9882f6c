#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

TEST_CASE("a chain that does not fit together is refused") {
  check_refusals({
      {"a population in percent", {{"harms.csv", "failure_mode,stage,best,unit\nr,users,5%,\nr,wrong,5%,\n"}},
       "harms.csv:2:3: error[unit]: \"5%\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"a population that is called a share", {{"harms.csv", "failure_mode,stage,best,unit\nr,users,5,share\nr,wrong,5%,\n"}},
       "harms.csv:2:4: error[unit]: the first stage is the population, but its unit is \"share\"; write what is counted: people, cases per year\n"
       "1 error\n"},
      {"an assumption in percent for a population", {{"assumptions.csv", "name,best\np,5%\n"}, {"harms.csv", "failure_mode,stage,best,assumption\nr,users,,p\nr,x,5%,\n"}},
       "assumptions.csv:2:2: error[unit]: \"5%\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"a share for a population", {{"assumptions.csv", "name,best,unit\np,0.5,share\n"}, {"harms.csv", "failure_mode,stage,best,assumption\nr,users,,p\nr,x,5%,\n"}},
       "harms.csv:2:4: error[unit]: the first stage is the population, but \"p\" is a share; take an assumption that counts\n"
       "1 error\n"},
      {"a population in percent, by the second expert", {{"harms.csv", "failure_mode,stage,best,expert\nr,users,10M,ann\nr,users,10%,bob\nr,wrong,5%,\n"}},
       "harms.csv:3:3: error[unit]: \"10%\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"an assumption in percent for a population, by the second expert",
       {{"assumptions.csv", "name,best,expert\np,10M,ann\np,10%,bob\n"}, {"harms.csv", "failure_mode,stage,best,assumption\nr,users,,p\nr,x,5%,\n"}},
       "assumptions.csv:3:2: error[unit]: \"10%\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"a population in words, before that of another expert", {{"harms.csv", "failure_mode,stage,best,expert\nr,users,ten million,ann\nr,users,10M,bob\nr,wrong,5%,\n"}},
       "harms.csv:2:3: error[number]: \"ten million\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "1 error\n"},
      {"an error in the rows of two experts", {{"harms.csv", "failure_mode,stage,best,expert\nr,users,10M,\nr,wrong,few,ann\nr,wrong,some,bob\n"}},
       "harms.csv:3:3: error[number]: \"few\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:4:3: error[number]: \"some\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "2 errors\n"},
      {"a population in words, and again", {{"harms.csv", "failure_mode,stage,best\nr,users,ten million\nr,users,10M\n"}},
       "harms.csv:2:3: error[number]: \"ten million\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:3:2: error[duplicate]: the stage \"users\" of \"r\" is already in harms.csv:2:2; keep one row, or name in both the expert who says it\n"
       "2 errors\n"},
      {"money for a population", {{"harms.csv", "failure_mode,stage,best,unit\nr,users,$10M,users\nr,wrong,5%,\n"}},
       "harms.csv:2:3: error[unit]: \"$10M\" is money, but people are counted here; write how many\n"
       "1 error\n"},
      {"money for a population without a unit", {{"harms.csv", "failure_mode,stage,best\nr,users,$10M\nr,wrong,5%\n"}},
       "harms.csv:2:3: error[unit]: \"$10M\" is money, but people are counted here; write how many\n"
       "1 error\n"},
      {"an assumption in money for a population", {{"assumptions.csv", "name,best\np,$10M\n"}, {"harms.csv", "failure_mode,stage,best,assumption\nr,users,,p\nr,x,5%,\n"}},
       "assumptions.csv:2:2: error[unit]: \"$10M\" is money, but people are counted here; write how many\n"
       "1 error\n"},
      {"counts for a population", {{"harms.csv", "failure_mode,stage,best,k,n\nr,users,,3,1200\nr,wrong,5%,,\n"}},
       "harms.csv:2:4: error[unit]: \"3\" of \"1200\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"money of the case for a population", {{"feature.csv", "key,value\ncurrency,kr\n"}, {"harms.csv", "failure_mode,stage,best\nr,users,10M kr\nr,wrong,5%\n"}},
       "harms.csv:2:3: error[unit]: \"10M kr\" is money, but people are counted here; write how many\n"
       "1 error\n"},
      {"ten, or ten thousand", {{"harms.csv", "failure_mode,stage,best\nr,users,10.000\nr,wrong,1.125%\n"}, {"failure_modes.csv", "failure_mode,harm_cap\nr,1.500\n"}},
       "harms.csv:2:3: error[ambiguous]: \"10.000\" can be read as 10000 or 10; write 10000, or 10.0000\n"
       "failure_modes.csv:2:2: error[ambiguous]: \"1.500\" can be read as 1500 or 1.5; write 1500, or 1.5000\n"
       "2 errors\n"},
      {"money for a share", {{"harms.csv", "failure_mode,stage,best\nr,users,10M\nr,wrong,$0.5\n"}},
       "harms.csv:3:3: error[unit]: \"$0.5\" is money, but a share is expected here; write the share, such as 5%\n"
       "1 error\n"},
      {"a population that is nearly called a share", {{"harms.csv", "failure_mode,stage,best,unit\nr,users,5,%\nr,wrong,5%,\n"}},
       "harms.csv:2:4: error[unit]: the first stage is the population, but its unit is \"%\"; write what is counted: people, cases per year\n"
       "1 error\n"},
      {"a stage twice", {{"harms.csv", refund_chain + "refund,wrong,1%,\n"}},
       "harms.csv:4:2: error[duplicate]: the stage \"wrong\" of \"refund\" is already in harms.csv:3:2; keep one row, or name in both the expert who says it\n"
       "1 error\n"},
      {"a stage twice in another spelling", {{"harms.csv", refund_chain + "refund,Wrong,1%,\n"}},
       "harms.csv:4:2: error[duplicate]: the stage \"Wrong\" of \"refund\" is already in harms.csv:3:2; keep one row, or name in both the expert who says it\n"
       "1 error\n"},
      {"a row without failure mode", {{"harms.csv", refund_chain + ",more,1%,\n"}},
       "harms.csv:4:1: error[missing_cell]: the cell failure_mode is empty; write a name, or delete the row\n"
       "1 error\n"},
      {"a row without stage", {{"harms.csv", refund_chain + "refund,,1%,\n"}},
       "harms.csv:4:2: error[missing_cell]: the cell stage is empty; write a name, or delete the row\n"
       "1 error\n"},
      {"a failure mode in another spelling", {{"harms.csv", refund_chain + "Refund,users,5,\n"}},
       "harms.csv:4:1: error[spelling]: the failure mode \"Refund\" and \"refund\" in harms.csv:2:1 differ only in spelling; write both the same way, or give them different names\n"
       "1 error\n"},
      {"a given word misspelt", {{"harms.csv", "failure_mode,stage,given,best\nr,u,,5\nr,v,margnal,5%\n"}},
       "harms.csv:3:3: error[given]: given is \"margnal\", expected previous, marginal, incidents or noticed; did you mean \"marginal\"?\n"
       "1 error\n"},
      {"a population that is given", {{"harms.csv", "failure_mode,stage,given,best\nr,u,marginal,5\n"}},
       "harms.csv:2:3: error[given]: given is \"marginal\", but the first stage is the population; empty the cell\n"
       "1 error\n"},
      {"noticed without incidents", {{"harms.csv", "failure_mode,stage,given,best\nr,u,,5\nr,v,noticed,0.5\n"}},
       "harms.csv:2: error[given]: \"r\" says what share is noticed, but has no incidents stage; add a stage with given = incidents, k and n: the incidents that were counted\n"
       "1 error\n"},
      {"a share of everyone after a factor", {{"harms.csv", "failure_mode,stage,given,best,unit\nr,u,,5,\nr,v,,2,factor\nr,w,marginal,5%,\n"}},
       "harms.csv:4:2: error[given]: \"w\" is a share of everyone after a stage that is not a share; put the marginal stages first\n"
       "1 error\n"},
      {"an unknown assumption with a near one", {{"assumptions.csv", "name,best\nfalse_alarm,0.1\n"}, {"harms.csv", chain_with("r,x,,,,,,,,,,false_alrm")}},
       "harms.csv:3:12: error[assumption]: assumptions.csv has no \"false_alrm\"; did you mean \"false_alarm\"?\n"
       "1 error\n"},
      {"an unknown assumption like no other", {{"assumptions.csv", "name,best\nfalse_alarm,0.1\n"}, {"harms.csv", chain_with("r,x,,,,,,,,,,zzz")}},
       "harms.csv:3:12: error[assumption]: assumptions.csv has no \"zzz\"; add its row there, or write the numbers in this row\n"
       "1 error\n"},
      {"an assumption without its file", {{"harms.csv", chain_with("r,x,,,,,,,,,,false_alarm")}},
       "harms.csv:3:12: error[assumption]: there is no assumptions.csv to take \"false_alarm\" from; add the file, or write the numbers in this row\n"
       "1 error\n"},
      {"an assumption beside a number", {{"assumptions.csv", "name,best\nfalse_alarm,0.1\n"}, {"harms.csv", chain_with("r,x,,0.1,,,,,,,,false_alarm")}},
       "harms.csv:3:4: error[superfluous_cell]: best is given beside the assumption \"false_alarm\"; state one of them\n"
       "1 error\n"},
      {"an assumption in another unit", {{"assumptions.csv", "name,best,unit\nprice,0.1,dollars\n"}, {"harms.csv", chain_with("r,x,,,,,,,,,,price")}},
       "harms.csv:3:12: error[unit]: \"price\" is in dollars, but the stage is a share; write the unit of the stage: factor, or an amount\n"
       "1 error\n"},
      {"an assumption that is no share", {{"assumptions.csv", "name,best\na,5\n"}, {"harms.csv", chain_with("r,x,,,,,,,,,,a")}},
       "assumptions.csv:2:2: error[probability]: \"5\" is given, but a share must be in [0, 1]; for a percentage write 5%, which is 0.05\n"
       "1 error\n"},
      {"an assumption with an error is reported once", {{"assumptions.csv", "name,best\na,x5\n"}, {"harms.csv", chain_with("r,x,,,,,,,,,,a")}},
       "assumptions.csv:2:2: error[number]: \"x5\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "1 error\n"},
  });
}

TEST_CASE("a unit that is nearly a share is not taken for an amount") {
  for (const std::string unit : {"Share", "shares", "%", "percent", "percentage", "pct", "% of users", "shaer"}) {
    INFO(unit);
    check_refusals({{"a stage", {{"harms.csv", "failure_mode,stage,best,unit\nr,users,10M,users\nr,hurt,5," + unit + "\n"}},
                     "harms.csv:3:4: error[unit]: the unit is \"" + unit + "\", expected share, factor or what is counted; did you mean \"share\"?\n1 error\n"},
                    {"an assumption", {{"assumptions.csv", "name,best,unit\np,5," + unit + "\n"}, {"harms.csv", "failure_mode,stage,best\nr,users,10M\n"}},
                     "assumptions.csv:2:3: error[unit]: the unit is \"" + unit + "\", expected share, factor or what is counted; did you mean \"share\"?\n1 error\n"}});
  }
  check_refusals({{"a factor", {{"harms.csv", "failure_mode,stage,best,unit\nr,users,10M,users\nr,hurt,5,Factors\n"}},
                   "harms.csv:3:4: error[unit]: the unit is \"Factors\", expected share, factor or what is counted; did you mean \"factor\"?\n1 error\n"}});
}

TEST_CASE("a unit that is unlike a share counts what it says") {
  for (const std::string unit : {"users", "shards", "shares traded", "percentage points", "actors", "ms"}) {
    INFO(unit);
    CHECK(run({{"harms.csv", "failure_mode,stage,best,unit\nr,users,10M,users\nr,hurt,5," + unit + "\n"}}, {"harm", "case"}).code == 0);
  }
}
