#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

const std::string risks = "what breaks,people,at risk,hurt,undo,how we notice\n";
const std::string good = "x,1000,10%,5%,no,audit\n";

}  // namespace

TEST_CASE("a risk that is not fully written is refused with what to type instead") {
  check_refusals({
      {"a share left empty", {{"risks.csv", risks + "x,1000,,5%,no,audit\n"}},
       "risks.csv:2:3: error[missing_cell]: the share \"at risk\" of \"x\" is empty; write ? if nobody knows, or 100% if it leaves nobody out\n"
       "1 error\n"},
      {"people left empty", {{"risks.csv", risks + "x,,10%,5%,no,audit\n"}},
       "risks.csv:2:2: error[missing_cell]: the cell people is empty; write how many use it, such as 10M\n"
       "1 error\n"},
      {"a risk without name", {{"risks.csv", risks + ",1000,10%,5%,no,audit\n"}},
       "risks.csv:2:1: error[missing_cell]: the cell what breaks is empty; write a name, or delete the row\n"
       "1 error\n"},
      {"a risk twice", {{"risks.csv", risks + good + good}},
       "risks.csv:3:1: error[duplicate]: the risk \"x\" is already in risks.csv:2:1; keep one of the two rows\n"
       "1 error\n"},
      {"people in percent", {{"risks.csv", risks + "x,10%,10%,5%,no,audit\n"}},
       "risks.csv:2:2: error[unit]: \"10%\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"people in dollars", {{"risks.csv", risks + "x,\"$3,000,000\",10%,5%,no,audit\n"}},
       "risks.csv:2:2: error[unit]: \"$3,000,000\" is money, but people are counted here; write how many\n"
       "1 error\n"},
      {"a share nobody knows", {{"risks.csv", risks + "x,1000,10%,n/a,no,audit\n"}},
       "risks.csv:2:4: error[missing]: \"n/a\" is no value, expected a number; write ? if nobody knows it\n"
       "1 error\n"},
      {"a percentage with a comma", {{"risks.csv", risks + "x,1000,\"0,5%\",5%,no,audit\n"}},
       "risks.csv:2:3: error[number]: \"0,5\" has a decimal comma; write 0.5%\n"
       "1 error\n"},
      {"a share above 1", {{"risks.csv", risks + "x,1000,10%,5,no,audit\n"}},
       "risks.csv:2:4: error[probability]: \"5\" is given, but a share must be in [0, 1]; for a percentage write 5%, which is 0.05\n"
       "1 error\n"},
      {"more counted than tried", {{"risks.csv", risks + "x,1000,5 of 3,5%,no,audit\n"}},
       "risks.csv:2:3: error[count]: k \"5\" is above n \"3\"; k of n: write the part in k and the whole in n\n"
       "1 error\n"},
      {"a count of words", {{"risks.csv", risks + "x,1000,none of 10,5%,no,audit\n"}},
       "risks.csv:2:3: error[missing]: \"none\" is no value, expected a number; write the number, 0 if it is none\n"
       "1 error\n"},
      {"people of people", {{"risks.csv", risks + "x,3 of 10,10%,5%,no,audit\n"}},
       "risks.csv:2:2: error[unit]: \"3 of 10\" is a share, but the first stage is the population; write how many\n"
       "1 error\n"},
      {"an undo of its own", {{"risks.csv", risks + "x,1000,10%,5%,never,audit\n"}},
       "risks.csv:2:5: error[undo]: undo is \"never\", expected yes, partly, no\n"
       "1 error\n"},
      {"a known column nearly spelt", {{"risks.csv", "what breaks,people,hurt,ownr\nx,1000,5%,me\n"}},
       "risks.csv:1:4: error[unknown_column]: unknown column \"ownr\" in risks.csv; did you mean \"owner\"? (a column of notes begins with \"note\")\n"
       "1 error\n"},
      {"no column people", {{"risks.csv", "what breaks,hurt\nx,5%\n"}},
       "risks.csv:1: error[missing_column]: the column \"people\" is missing; add it, or map one with --column people=HEADER\n"
       "1 error\n"},
      {"a risk that has a chain", {{"risks.csv", risks + good}, {"harms.csv", "failure_mode,stage,best\nx,people,10\n"}},
       "risks.csv:2:1: error[duplicate]: \"x\" has its chain in harms.csv already; keep one of the two\n"
       "1 error\n"},
      {"a cell stated twice", {{"risks.csv", risks + good}, {"failure_modes.csv", "failure_mode,monitor,owner\nx,complaints,me\n"}},
       "risks.csv:2:6: error[duplicate]: \"audit\" is stated in failure_modes.csv:2:2 too, as \"complaints\"; keep one of the two\n"
       "1 error\n"},
      {"half a vote", {{"risks.csv", "what breaks,people,hurt,votes\nx,1000,5%,1.5\n"}},
       "risks.csv:2:4: error[count]: votes is \"1.5\", expected a whole number\n"
       "1 error\n"},
  });
}

TEST_CASE("mitigations, stages and options that do not fit are refused") {
  const std::string chain = refund_chain;
  check_refusals({
      {"a mitigation of nothing", {{"harms.csv", chain}, {"mitigations.csv", "failure_mode,mitigation,best\nrefnd,a,50%\n"}},
       "mitigations.csv:2:1: error[failure_mode]: harms.csv has no failure mode \"refnd\"; did you mean \"refund\"?\n"
       "1 error\n"},
      {"a mitigation of no stage", {{"harms.csv", chain}, {"mitigations.csv", "failure_mode,mitigation,stage,best\nrefund,a,wrnog,50%\n"}},
       "mitigations.csv:2:3: error[stage]: the chain of \"refund\" has no stage \"wrnog\"; did you mean \"wrong\"?\n"
       "1 error\n"},
      {"a mitigation twice", {{"harms.csv", chain}, {"mitigations.csv", "failure_mode,mitigation,best\nrefund,a,50%\nrefund,A,40%\n"}},
       "mitigations.csv:3:2: error[duplicate]: the mitigation \"A\" of \"refund\" is already in mitigations.csv:2; keep one of the two rows\n"
       "1 error\n"},
      {"a status of its own", {{"harms.csv", chain}, {"mitigations.csv", "failure_mode,mitigation,best,status\nrefund,a,50%,done\n"}},
       "mitigations.csv:2:4: error[status]: status is \"done\", expected planned, in place\n"
       "1 error\n"},
      {"less than nothing gets through", {{"harms.csv", chain}, {"mitigations.csv", "failure_mode,mitigation,best\nrefund,a,-22%\n"}},
       "mitigations.csv:2:3: error[negative]: \"-22%\" is given, but \"a\" cannot be negative\n"
       "1 error\n"},
      {"a mitigation that the incidents were counted with", {{"harms.csv", "failure_mode,stage,given,best,k,n\nr,u,,5,,\nr,seen,incidents,,1,100\n"}, {"mitigations.csv", "failure_mode,mitigation,best,status\nr,a,50%,in place\n"}},
       "mitigations.csv:2:4: error[mitigation]: \"r\" is known by its incidents alone, which were counted with \"a\" in place; leave it out, or state the chain without it\n"
       "1 error\n"},
      {"five where 5% may be meant", {{"harms.csv", chain}, {"mitigations.csv", "failure_mode,mitigation,best\nrefund,a,5\n"}},
       "mitigations.csv:2:3: error[factor]: \"5\" lets more through than there is; for a percentage write 5%; if it may make things worse, write it in percent, such as 120% (90-250)\n"
       "1 error\n"},
      {"another period than the feature's", {{"harms.csv", chain}, {"feature.csv", "key,value\nperiod,month\n"}},
       "harms.csv:2: error[period]: \"users\" counts \"people per year\", but feature.csv says the period is \"month\"; count both per the same period\n"
       "1 error\n"},
      {"a mitigation of a stage that one option's chain lacks", {{"harms.csv", "failure_mode,stage,option,best\nr,u,,5\nr,v,A,5%\nr,w,A,5%\nr,v,B,5%\n"}, {"mitigations.csv", "failure_mode,mitigation,stage,best\nr,a,w,50%\n"}},
       "mitigations.csv:2:3: error[stage]: the chain of \"r (B)\" has no stage \"w\"; did you mean \"u\"?\n"
       "1 error\n"},
      {"an option's population before a share of all", {{"harms.csv", "failure_mode,stage,option,best\nr,u,A,100\nr,v,,5%\nr,w,B,5%\n"}},
       "harms.csv:3:2: error[option]: the population of \"r (B)\" is missing before this row; write it above, or give the population no option\n"
       "harms.csv:4:4: error[unit]: \"5%\" is a share, but the first stage is the population; write how many\n"
       "2 errors\n"},
      {"a stage of all that one option has on its own", {{"harms.csv", "failure_mode,stage,option,best\nr,u,,100\nr,v,A,5%\nr,v,,6%\nr,w,B,5%\n"}},
       "harms.csv:4:2: error[duplicate]: the stage \"v\" of \"r (A)\" is already in harms.csv:3:2; keep one row, or name in both the expert who says it\n"
       "1 error\n"},
      {"two things of one name", {{"harms.csv", "failure_mode,stage,option,best\nr,u,A,100\nr (A),u,,50\n"}},
       "harms.csv:3: error[failure_mode]: \"r (A)\" is the name of two things: of harms.csv:2 and of an option's failure mode; give one of them another name\n"
       "1 error\n"},
      {"experts who count different things", {{"assumptions.csv", "name,best,expert,unit\na,5,Ada,users per day\na,6,Bob,users per year\n"}, {"harms.csv", chain}},
       "assumptions.csv:3: error[unit]: the unit is \"users per year\", but the first expert on \"a\" counts in \"users per day\"; write the same\n"
       "1 error\n"},
      {"stages that shrink", {{"harms.csv", chain}, {"rollout.csv", "stage,share\na,10%\nb,5%\n"}},
       "rollout.csv:3:2: error[order]: the share \"5%\" is not above that of the stage before; write the stages from the smallest exposure to the largest\n"
       "1 error\n"},
      {"a share in percent without its sign", {{"harms.csv", chain}, {"rollout.csv", "stage,share\na,10\n"}},
       "rollout.csv:2:2: error[probability]: the share is \"10\", expected above 0 and at most 100%; for a percentage write 10%\n"
       "1 error\n"},
      {"no days", {{"harms.csv", chain}, {"rollout.csv", "stage,share,days\na,10%,0\n"}},
       "rollout.csv:2:3: error[days]: days is \"0\", expected more than 0; empty the cell if it is open\n"
       "1 error\n"},
      {"an option nearly spelt", {{"harms.csv", "failure_mode,stage,option,best\nr,u,,5\nr,v,smal,5%\nr,v,small,5%\n"}, {"options.csv", "option\nsmall\n"}},
       "harms.csv:3:3: error[option]: options.csv has no option \"smal\"; did you mean \"small\"?\n"
       "1 error\n"},
      {"an option of which a failure mode says nothing", {{"harms.csv", "failure_mode,stage,option,best\nr,u,,5\nr,v,A,5%\n"}, {"options.csv", "option\nA\nB\n"}},
       "harms.csv:2: error[option]: \"r\" has rows for other options, but none for \"B\"; add its rows; write 0 in best where it cannot happen\n"
       "1 error\n"},
      {"an expert who counts", {{"harms.csv", "failure_mode,stage,best,k,n,expert\nr,u,5,,,\nr,v,5%,,,Ada\nr,v,,1,10,Bob\n"}},
       "harms.csv:4: error[expert]: \"v\" has several experts, but this row states data, which no opinion changes; keep the data alone, or empty the cells k and n\n"
       "1 error\n"},
      {"an expert twice", {{"harms.csv", "failure_mode,stage,best,expert\nr,u,5,\nr,v,5%,Ada\nr,v,6%,ada\n"}},
       "harms.csv:4: error[duplicate]: ada on \"v\" stands already in harms.csv:3; keep one row an expert\n"
       "1 error\n"},
      {"a second row of which only one names an expert", {{"harms.csv", "failure_mode,stage,best,expert\nr,u,5,\nr,v,5%,\nr,v,6%,Ada\n"}},
       "harms.csv:4:2: error[duplicate]: the stage \"v\" of \"r\" is already in harms.csv:3:2; keep one row, or name in both the expert who says it\n"
       "1 error\n"},
      {"an audit never", {{"failure_modes.csv", "failure_mode,audit_every_days\nrefund,0\n"}, {"harms.csv", chain}},
       "failure_modes.csv:2:2: error[days]: audit_every_days is \"0\", expected more than 0; empty the cell if nobody ever looks\n"
       "1 error\n"},
  });
}
