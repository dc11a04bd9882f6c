#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

TEST_CASE("names, dates, money and verdicts are refused where they have no reading") {
  check_refusals({
      {"an assumption twice", {{"assumptions.csv", "name,best\na,0.5\na,0.6\n"}, {"harms.csv", refund_chain}},
       "assumptions.csv:3:1: error[duplicate]: the assumption \"a\" is already in assumptions.csv:2:1; keep one of the two rows, or name in both the expert who says it\n"
       "1 error\n"},
      {"a name with capitals and blanks", {{"assumptions.csv", "name,best\nWrong Refund,0.5\n"}, {"harms.csv", refund_chain}},
       "assumptions.csv:2:1: error[name]: \"Wrong Refund\" is not a name; write small letters, digits and _, beginning with a letter, such as wrong_refund\n"
       "1 error\n"},
      {"no name", {{"assumptions.csv", "name,best\n,0.5\n"}, {"harms.csv", refund_chain}},
       "assumptions.csv:2:1: error[missing_cell]: the cell name is empty; write a name, or delete the row\n"
       "1 error\n"},
      {"dates that are none, or two", {{"assumptions.csv", "name,best,expires\na,1,2026-02-30\nb,1,03/04/2026\nc,1,2026-02-03 10:00\nd,1,13/04/2026\ne,1,soon\n"}, {"harms.csv", refund_chain}},
       "assumptions.csv:2:3: error[date]: \"2026-02-30\" is not a date: that month has 28 days\n"
       "assumptions.csv:3:3: error[ambiguous]: \"03/04/2026\" can be read as 2026-03-04 or 2026-04-03; write the one that is meant\n"
       "assumptions.csv:4:3: error[date]: \"2026-02-03 10:00\" has a time, expected a date alone; write 2026-02-03\n"
       "assumptions.csv:5:3: error[date]: \"13/04/2026\" is not an ISO date; write 2026-04-13\n"
       "assumptions.csv:6:3: error[date]: \"soon\" is not a date; write dates as 2026-02-28\n"
       "5 errors\n"},
      {"a failure mode misspelt", {{"failure_modes.csv", "failure_mode,owner\nrefnd,x\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:1: error[failure_mode]: harms.csv has no failure mode \"refnd\"; did you mean \"refund\"?\n"
       "1 error\n"},
      {"a failure mode like no other", {{"failure_modes.csv", "failure_mode,owner\nzzz,x\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:1: error[failure_mode]: harms.csv has no failure mode \"zzz\"; add its stages to harms.csv\n"
       "1 error\n"},
      {"a failure mode without name", {{"failure_modes.csv", "failure_mode,owner\n,x\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:1: error[missing_cell]: the cell failure_mode is empty; write a name, or delete the row\n"
       "1 error\n"},
      {"a failure mode twice", {{"failure_modes.csv", "failure_mode,owner\nrefund,x\nrefund,y\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:3:1: error[duplicate]: the failure mode \"refund\" is already in failure_modes.csv:2:1; keep one of the two rows\n"
       "1 error\n"},
      {"failure modes without chains", {{"failure_modes.csv", "failure_mode,owner\nrefund,x\n"}},
       "failure_modes.csv:2:1: error[failure_mode]: \"refund\" has no chain: the case has no harms.csv; add harms.csv with its stages\n"
       "1 error\n"},
      {"a drill on no day", {{"failure_modes.csv", "failure_mode,drilled\nrefund,2026-02-30\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:2: error[date]: \"2026-02-30\" is not a date: that month has 28 days\n"
       "1 error\n"},
      {"reversible or not", {{"failure_modes.csv", "failure_mode,reversible\nrefund,maybe\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:2: error[reversible]: reversible is \"maybe\", expected yes, partly, no\n"
       "1 error\n"},
      {"a negative cost and cap", {{"failure_modes.csv", "failure_mode,cost_per_harm,harm_cap\nrefund,-5,-1\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:3: error[negative]: harm_cap is \"-1\", below 0; write how many are at most acceptable\n"
       "failure_modes.csv:2:2: error[negative]: \"-5\" is given, but \"cost per harm\" cannot be negative\n"
       "2 errors\n"},
      {"a cap in percent", {{"failure_modes.csv", "failure_mode,harm_cap\nrefund,5%\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:2: error[unit]: \"5%\" is a share, but harm_cap counts people; write how many\n"
       "1 error\n"},
      {"a cap that is a range", {{"failure_modes.csv", "failure_mode,harm_cap\nrefund,5-6\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:2: error[number]: \"5-6\" is not a single number; write one number; only an estimate may be a range or ?\n"
       "1 error\n"},
      {"a cost in another currency", {{"failure_modes.csv", "failure_mode,cost_per_harm\nrefund,$5\n"}, {"feature.csv", "key,value\ncurrency,EUR\n"}, {"harms.csv", refund_chain}},
       "failure_modes.csv:2:2: error[currency]: \"$5\" is in $, expected EUR; convert it and write EUR\n"
       "1 error\n"},
      {"costs in two currencies", {{"failure_modes.csv", "failure_mode,cost_per_harm\nrefund,$5\nlate,\342\202\2546\n"}, {"harms.csv", refund_chain + "late,users,5,people\n"}},
       "failure_modes.csv:3:2: error[currency]: \"€6\" is in €, but failure_modes.csv:2:2 is in $; state the case's currency in feature.csv and convert the others\n"
       "1 error\n"},
      {"a currency that is a number", {{"feature.csv", "key,value\ncurrency,5\n"}, {"harms.csv", refund_chain}},
       "feature.csv:2:2: error[currency]: the currency is \"5\", expected a code or a sign; write USD, EUR, $ or the like\n"
       "1 error\n"},
      {"keys misspelt, unknown and twice", {{"feature.csv", "key,value\nfeture,x\nzzz,1\nowner,a\nowner,b\n,c\n"}, {"harms.csv", refund_chain}},
       "feature.csv:2:1: error[key]: unknown key \"feture\"; did you mean \"feature\"?\n"
       "feature.csv:3:1: error[key]: unknown key \"zzz\"; known are approver, betting_on, currency, decision_by, false_alarms_per_quarter, feature, giving_up, owner, period, protecting, summary\n"
       "feature.csv:5:1: error[duplicate]: the key \"owner\" is already in feature.csv:4:1; keep one of the two rows\n"
       "feature.csv:6:1: error[missing_cell]: the cell key is empty; write a name, or delete the row\n"
       "4 errors\n"},
      {"a decision on two days", {{"feature.csv", "key,value\ndecision_by,03/04/2026\n"}, {"harms.csv", refund_chain}},
       "feature.csv:2:2: error[ambiguous]: \"03/04/2026\" can be read as 2026-03-04 or 2026-04-03; write the one that is meant\n"
       "1 error\n"},
      {"verdicts, kinds and names of gates", {{"gates.csv", "gate,verdict,kind\na,pas,legal\nb,,\nc,FAIL,\nd,pass,leagl\n,pass,\na,pass,\n"}, {"harms.csv", refund_chain}},
       "gates.csv:2:2: error[verdict]: verdict is \"pas\", expected pass, fail, unknown; did you mean \"pass\"?\n"
       "gates.csv:3:2: error[verdict]: verdict is empty, expected pass, fail, unknown\n"
       "gates.csv:5:3: error[kind]: kind is \"leagl\", expected legal, ethics, safety, quality; did you mean \"legal\"?\n"
       "gates.csv:6:1: error[missing_cell]: the cell gate is empty; write a name, or delete the row\n"
       "gates.csv:7:1: error[duplicate]: the gate \"a\" is already in gates.csv:2:1; keep one of the two rows\n"
       "5 errors\n"},
  });
}
