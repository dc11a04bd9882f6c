// What predictions.csv, demand.csv, learning.csv and the columns of options.csv that a trade-off reads may not say.
#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

namespace {

Files predictions(const std::string& text) { return {{"predictions.csv", text}}; }
Files options(const std::string& text) { return {{"options.csv", text}}; }
const std::string one_option = "option,recall\na,80%\n";

/// Runs tradeoff; and check, whose output holds the same findings.
void check_tradeoff_refusals(const std::vector<Refused>& table) {
  for (const auto& refused : table) {
    INFO(refused.claim);
    for (const char* verb : {"tradeoff", "check"}) {
      std::vector<std::string> words{verb, "case"};
      words.insert(words.end(), refused.options.begin(), refused.options.end());
      const auto outcome = run(refused.files, words);
      CHECK(outcome.code == refused.code);
      CHECK(outcome.unchanged);
      if (std::string(verb) == "check") continue;
      CHECK(outcome.err == refused.error);
      CHECK(outcome.out == "");
    }
  }
}

}  // namespace

TEST_CASE("scored rows without their columns or without rows are refused") {
  check_tradeoff_refusals({
      {"a misspelt column", predictions("scroe,label\n0.5,1\n"), "predictions.csv:1:1: error[unknown_column]: unknown column \"scroe\" in predictions.csv; did you mean \"score\"? (a column of notes begins with \"note\")\n1 error\n"},
      {"no label", predictions("score\n0.5\n"), "predictions.csv:1: error[missing_column]: the column \"label\" is missing; add it, or map one with --column label=HEADER\n1 error\n"},
      {"an empty file", predictions(""), "predictions.csv: error[empty_file]: the file is empty; its first row must be the header\n1 error\n"},
      {"a header alone", predictions("score,label\n"), "predictions.csv:1: error[no_rows]: the file has no row with a score and a label; add a row, or remove the file\n1 error\n"},
      {"no row with both", predictions("score,label\n0.5,\nNA,1\n"),
       "predictions.csv:1: error[no_rows]: the file has no row with a score and a label; add a row, or remove the file\n1 error\n"},
      {"a short row", predictions("score,label\n0.5\n"), "predictions.csv:2:2: error[width]: expected 2 cells as in the header, got 1; an empty cell still needs its delimiter\n1 error\n"},
  });
}

TEST_CASE("cells of scored rows are plain numbers") {
  check_tradeoff_refusals({
      {"labels that are neither", predictions("score,label\n0.5,2\n0.4,yes\n0.3,-0\n0.2,1.0\n"),
       "predictions.csv:2:2: error[label]: the label \"2\" is neither 0 nor 1; 1: the row is what the model looks for; 0: it is not\n"
       "predictions.csv:3:2: error[label]: the label \"yes\" is neither 0 nor 1; 1: the row is what the model looks for; 0: it is not\n2 errors\n"},
      {"scores as people write them", predictions("score,label\n5%,1\n$5,1\n\"1,234\",0\n"),
       "predictions.csv:2:1: error[number]: \"5%\" is a percentage, expected a plain number; write 0.05\n"
       "predictions.csv:3:1: error[number]: \"$5\" has a currency sign; write the number alone, 5\n"
       "predictions.csv:4:1: error[ambiguous]: \"1,234\" can be read as 1234 or 1.234; write the one that is meant\n3 errors\n"},
      {"scores that are no numbers of ours", predictions("score,label\n1e400,0\n1e-400,0\nNaN,0\n"),
       "predictions.csv:2:1: error[number]: \"1e400\" is beyond the largest number, 1.8e308\n"
       "predictions.csv:3:1: error[number]: \"1e-400\" is nearer to 0 than any number but 0; write 0 if that is meant\n"
       "predictions.csv:4:1: error[number]: \"NaN\" is not a finite number; leave the cell empty if there is no value\n3 errors\n"},
      {"values and weights of the wrong sign", predictions("score,label,value,weight\n0.5,1,-1,1\n0.4,0,2,0\n0.4,0,2,-1\n"),
       "predictions.csv:2:3: error[negative]: the value \"-1\" is not 0 or more; a value is what is at stake in the row\n"
       "predictions.csv:3:4: error[negative]: the weight \"0\" is not more than 0; a weight is how many real items the row stands for\n"
       "predictions.csv:4:4: error[negative]: the weight \"-1\" is not more than 0; a weight is how many real items the row stands for\n3 errors\n"},
      {"values and weights that cannot be added up", predictions("score,label,value,weight\n0.5,1,1e300,1e-300\n"),
       "predictions.csv:2:3: error[range]: the value \"1e300\" is not between 1e-30 and 1e30; give it in another unit\n"
       "predictions.csv:2:4: error[range]: the weight \"1e-300\" is not between 1e-30 and 1e30; give it in another unit\n2 errors\n"},
      {"an empty value", predictions("score,label,value\n0.5,1,\n"), "predictions.csv:2:3: error[missing]: the cell is empty, expected a number\n1 error\n"},
  });
}

TEST_CASE("a date of no calendar, or after the date taken as today, is refused") {
  check_tradeoff_refusals({
      {"no such month", predictions("score,label,date\n0.5,1,2026-13-01\n"), "predictions.csv:2:3: error[date]: \"2026-13-01\" is not a date: months run from 01 to 12\n1 error\n"},
      {"after today", predictions("score,label,date\n0.4,0,2026-09-01\n0.5,1,2026-10-02\n"),
       "predictions.csv:3: error[date]: its date is after the date taken as today, 2026-10-01; give a later --as-of, or leave the row out\n1 error\n", {"--as-of", "2026-10-01"}},
  });
}

TEST_CASE("a demand or a learning curve that cannot be is refused") {
  check_tradeoff_refusals({
      {"dates of demand", {{"options.csv", one_option}, {"demand.csv", "date,volume\n2026-01-01,1\n2026-01-01,2\n2026-02-30,2\n"}},
       "demand.csv:3:1: error[duplicate]: 2026-01-01 is already in demand.csv:2:1; keep one of the two rows\n"
       "demand.csv:4:1: error[date]: \"2026-02-30\" is not a date: that month has 28 days\n2 errors\n"},
      {"volumes", {{"options.csv", one_option}, {"demand.csv", "date,volume\n2026-01-01,-1\n2026-02-01,?\n2026-03-01,\n2026-04-01,1e31\n"}},
       "demand.csv:2:2: error[negative]: \"-1\" is too small for a volume, expected at least 0\n"
       "demand.csv:3:2: error[number]: \"?\" is not a single number; write one number; only an estimate may be a range or ?\n"
       "demand.csv:4:2: error[missing_cell]: the cell volume is empty; write it, or delete the row\n"
       "demand.csv:5:2: error[range]: \"1e31\" is too large for a volume, expected at most 1e30\n4 errors\n"},
      {"errors and sizes", {{"options.csv", one_option}, {"learning.csv", "examples,error,n\n100,1.2,10\n0,0.1,\n200,-0.1,\n200,0.1,0\n,0.1,\n"}},
       "learning.csv:2:2: error[probability]: the error \"1.2\" is above 1; it is the share of items that come out wrong; for a percentage write 1.2%\n"
       "learning.csv:3:1: error[negative]: \"0\" is too small for a number of examples, expected at least 1\n"
       "learning.csv:4:2: error[negative]: \"-0.1\" is too small for an error, expected at least 0\n"
       "learning.csv:5:3: error[negative]: \"0\" is too small for the size of a test set, expected at least 1\n"
       "learning.csv:6:1: error[missing_cell]: the cell examples is empty; write it, or delete the row\n5 errors\n"},
      {"errors in percent, above all items, and in money", {{"options.csv", one_option}, {"learning.csv", "examples,error,n\n100,40,10\n200,120,10\n300,120%,10\n400,$0.3,10\n5%,0.3,$9\n"}},
       "learning.csv:2:2: error[probability]: the error \"40\" is above 1; it is the share of items that come out wrong; for a percentage write 40%\n"
       "learning.csv:3:2: error[probability]: the error \"120\" is above 1; it is the share of items that come out wrong\n"
       "learning.csv:4:2: error[probability]: the error \"120%\" is above 1; it is the share of items that come out wrong\n"
       "learning.csv:5:2: error[unit]: \"$0.3\" is money, but a share is expected here; write the share, such as 5%\n"
       "learning.csv:6:1: error[unit]: \"5%\" is a share, but examples are counted; write how many\n"
       "learning.csv:6:3: error[unit]: \"$9\" is money, but the items of a test set are counted; write how many\n6 errors\n"},
      {"a volume in money and in percent", {{"options.csv", one_option}, {"demand.csv", "date,volume\n2026-01-01,$7\n2026-02-01,5%\n"}},
       "demand.csv:2:2: error[unit]: \"$7\" is money, but a volume counts items; write how many\n"
       "demand.csv:3:2: error[unit]: \"5%\" is a share, but a volume counts items; write how many\n2 errors\n"},
      {"a misspelt column", {{"options.csv", one_option}, {"learning.csv", "example,error\n100,0.2\n"}},
       "learning.csv:1:1: error[unknown_column]: unknown column \"example\" in learning.csv; did you mean \"examples\"? (a column of notes begins with \"note\")\n1 error\n"},
  });
}

TEST_CASE("an option states shares as shares and amounts of 0 or more") {
  check_tradeoff_refusals({
      {"shares", options("option,recall,precision,accuracy,review_share\na,1.8,90,-0.1,1.01\n"),
       "options.csv:2:5: error[probability]: the review_share is \"1.01\", expected a share from 0 to 1; for a percentage write 1.01%\n"
       "options.csv:2:3: error[probability]: the precision is \"90\", expected a share from 0 to 1; for a percentage write 90%\n"
       "options.csv:2:2: error[probability]: the recall is \"1.8\", expected a share from 0 to 1; for a percentage write 1.8%\n"
       "options.csv:2:4: error[probability]: the accuracy is \"-0.1\", expected a share from 0 to 1\n4 errors\n"},
      {"amounts", options("option,recall,cost_per_year,delay_weeks\na,0.8,-5,-1\nb,0.8,1e31,\n"),
       "options.csv:2:3: error[negative]: cost_per_year is \"-5\", expected 0 or more; what an option saves or brings is its value_per_year\n"
       "options.csv:2:4: error[negative]: delay_weeks is \"-1\", expected 0 or more; weeks from now until it can be there\n"
       "options.csv:3:3: error[range]: cost_per_year is \"1e31\", expected at most 1e30\n3 errors\n"},
  });
}
