// What hypotheses.csv and interventions.csv may not say.
#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

Files hypotheses(const std::string& rows) {
  return {{"harms.csv", refund_chain}, {"hypotheses.csv", "id,written,hypothesis,metric,direction,threshold,due,probability,outcome,checked\n" + rows + "\n"}};
}

Files interventions(const std::string& rows) { return {{"harms.csv", refund_chain}, {"interventions.csv", "date,feature,kind,harm_avoided,evidence\n" + rows + "\n"}}; }

const std::string good = "a,2026-06-29,t,m,at_most,3,2026-09-30,0.9,,";

}  // namespace

TEST_CASE("a hypothesis that could not have been written, or not be scored, is refused") {
  check_refusals({
      {"an id twice", hypotheses(good + "\n" + good), "hypotheses.csv:3:1: error[duplicate]: the hypothesis \"a\" is already in hypotheses.csv:2:1; keep one of the two rows\n1 error\n"},
      {"no id", hypotheses(",2026-06-29,t,m,at_most,3,2026-09-30,0.9,,"), "hypotheses.csv:2:1: error[missing_cell]: the cell id is empty; write a name, or delete the row\n1 error\n"},
      {"empty cells", hypotheses("a,,t,,at_most,,2026-09-30,,,"),
       "hypotheses.csv:2:2: error[missing_cell]: the cell written is empty; write it, or delete the row\n"
       "hypotheses.csv:2:4: error[missing_cell]: the cell metric is empty; write it, or delete the row\n"
       "hypotheses.csv:2:6: error[missing_cell]: the cell threshold is empty; write it, or delete the row\n"
       "hypotheses.csv:2:8: error[missing_cell]: the cell probability is empty; write it, or delete the row\n4 errors\n"},
      {"a date of no calendar", hypotheses("a,2026-06-31,t,m,at_most,3,2026-09-30,0.9,,"), "hypotheses.csv:2:2: error[date]: \"2026-06-31\" is not a date: that month has 30 days\n1 error\n"},
      {"due before it was written", hypotheses("a,2026-06-29,t,m,at_most,3,2026-06-28,0.9,,"),
       "hypotheses.csv:2:7: error[order]: due is \"2026-06-28\", before it was written, 2026-06-29; a hypothesis is written before it can be known\n1 error\n"},
      {"checked before it was written", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,0.9,2,2026-06-28"),
       "hypotheses.csv:2:10: error[order]: checked is \"2026-06-28\", before it was written, 2026-06-29; a hypothesis is written before it is known\n1 error\n"},
      {"an outcome of no day", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,0.9,2,"),
       "hypotheses.csv:2:10: error[missing_cell]: the outcome is \"2\", but the cell checked is empty; write the date on which it was known\n1 error\n"},
      {"a check without outcome", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,0.9,?,2026-10-01"),
       "hypotheses.csv:2:9: error[missing_cell]: checked is \"2026-10-01\", but no outcome is known; write the measured value, or yes or no; or empty the cell checked\n1 error\n"},
      {"a check after today", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,0.9,2,2026-10-02"),
       "hypotheses.csv:2:10: error[date]: \"2026-10-02\" is after the date taken as today, 2026-10-01; give a later --as-of, or empty outcome and checked\n1 error\n", {"--as-of", "2026-10-01"}},
      {"a direction of no side", hypotheses("a,2026-06-29,t,m,belw,3,2026-09-30,0.9,,"),
       "hypotheses.csv:2:5: error[direction]: the direction is \"belw\", expected at_least or at_most; did you mean \"below\"?\n1 error\n"},
      {"a direction that leaves the threshold open", hypotheses("a,2026-06-29,t,m,>,3,2026-09-30,0.9,,"),
       "hypotheses.csv:2:5: error[direction]: the direction is \">\", expected at_least or at_most\n1 error\n"},
      {"a probability in percent", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,90,,"),
       "hypotheses.csv:2:8: error[probability]: the probability is \"90\", expected one from 0 to 1; for a percentage write 90%\n1 error\n"},
      {"a probability beyond certain", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,120%,,"), "hypotheses.csv:2:8: error[probability]: the probability is \"120%\", expected one from 0 to 1\n1 error\n"},
      {"a range for a probability", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,80-90%,,"),
       "hypotheses.csv:2:8: error[number]: \"80-90%\" is not a single number; write one number; only an estimate may be a range or ?\n1 error\n"},
      {"an outcome that is neither", hypotheses("a,2026-06-29,t,m,at_most,3,2026-09-30,0.9,mostly,2026-10-01"),
       "hypotheses.csv:2:9: error[outcome]: \"mostly\" is not a number; write the measured value, or yes or no\n1 error\n"},
      {"a percentage beside a plain number", hypotheses("a,2026-06-29,t,m,at_least,97%,2026-09-30,0.9,96.2,2026-10-01"),
       "hypotheses.csv:2:9: error[unit]: the outcome is \"96.2\" and the threshold \"97%\": one is written as a share and the other is not; write both the same way, with or without %\n1 error\n"},
  });
}

TEST_CASE("an intervention that cannot be counted is refused") {
  check_refusals({
      {"no such kind", interventions("2026-07-01,f,stopped,,"), "interventions.csv:2:3: error[kind]: kind is \"stopped\", expected killed, paused, guarded\n1 error\n"},
      {"a slip of the kind", interventions("2026-07-01,f,gaurded,,"), "interventions.csv:2:3: error[kind]: kind is \"gaurded\", expected killed, paused, guarded; did you mean \"guarded\"?\n1 error\n"},
      {"no feature", interventions("2026-07-01,,killed,,"), "interventions.csv:2:2: error[missing_cell]: the cell feature is empty; write it, or delete the row\n1 error\n"},
      {"twice", interventions("2026-07-01,f,killed,5,\n2026-07-01,F,Killed,5,"), "interventions.csv:3: error[duplicate]: \"F\" Killed on 2026-07-01 is already in interventions.csv:2; keep one of the two rows\n1 error\n"},
      {"harm that is negative", interventions("2026-07-01,f,killed,-5,"),
       "interventions.csv:2:4: error[negative]: harm_avoided is \"-5\", expected 0 or more; an intervention that did harm avoided none: write 0 and say so in evidence\n1 error\n"},
      {"money", interventions("2026-07-01,f,killed,$5K,"), "interventions.csv:2:4: error[unit]: \"$5K\" is money, but harm_avoided counts who or what was not harmed; write how many; money may stand in evidence\n1 error\n"},
      {"a share", interventions("2026-07-01,f,killed,5%,"), "interventions.csv:2:4: error[unit]: \"5%\" is a share, but harm_avoided counts who or what was not harmed; write how many\n1 error\n"},
  });
}
