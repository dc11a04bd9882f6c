#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

TEST_CASE("a header that is not understood is refused with the nearest name") {
  check_refusals({
      {"an unknown column with a near one", {{"harms.csv", "failure_mode,stage,bset\nr,u,1\n"}},
       "harms.csv:1:3: error[unknown_column]: unknown column \"bset\" in harms.csv; did you mean \"best\"? (a column of notes begins with \"note\")\n"
       "1 error\n"},
      {"a required column misspelt", {{"harms.csv", "failure_mode,stge,best\nr,u,1\n"}},
       "harms.csv:1:2: error[unknown_column]: unknown column \"stge\" in harms.csv; did you mean \"stage\"? (a column of notes begins with \"note\")\n"
       "1 error\n"},
      {"an unknown column like no other", {{"harms.csv", "failure_mode,stage,best,colour\nr,u,1,x\n"}},
       "harms.csv:1:4: error[unknown_column]: unknown column \"colour\" in harms.csv; a column of notes begins with \"note\"; known are failure_mode,stage,given,low,best,high,shape,k,n,unit,evidence,source,assumption,expert,option\n"
       "1 error\n"},
      {"a required column missing", {{"harms.csv", "failure_mode,best\nr,1\n"}},
       "harms.csv:1: error[missing_column]: the column \"stage\" is missing; add it, or map one with --column stage=HEADER\n"
       "1 error\n"},
      {"all required columns missing", {{"harms.csv", "low,high\n1,2\n"}},
       "harms.csv:1: error[missing_column]: the column \"failure_mode\" is missing; add it, or map one with --column failure_mode=HEADER\n"
       "harms.csv:1: error[missing_column]: the column \"stage\" is missing; add it, or map one with --column stage=HEADER\n"
       "2 errors\n"},
      {"a column twice", {{"harms.csv", "failure_mode,stage,best,best\nr,u,1,2\n"}},
       "harms.csv:1:4: error[duplicate_column]: the column \"best\" stands twice, in columns 3 and 4; delete or rename one\n"
       "1 error\n"},
      {"columns that differ by capitals and blanks", {{"harms.csv", "failure_mode,Failure Mode,stage,best\nr,r,u,1\n"}},
       "harms.csv:1:2: error[duplicate_column]: the columns 1 (\"failure_mode\") and 2 (\"Failure Mode\") differ only by capitals, blanks, hyphens or underscores; delete or rename one\n"
       "1 error\n"},
      {"a column in capitals", {{"harms.csv", "Failure_Mode,stage,best\nr,u,1\n"}},
       "harms.csv:1:1: error[unknown_column]: unknown column \"Failure_Mode\" in harms.csv; did you mean \"failure_mode\"? (a column of notes begins with \"note\"); premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a column without a name", {{"harms.csv", "failure_mode,stage,best,\nr,u,1,\n"}},
       "harms.csv:1:4: error[unknown_column]: a column without a name; name it, or delete it; a column of notes begins with \"note\"; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"two columns without a name", {{"harms.csv", "failure_mode,stage,best,,\nr,u,1,,\n"}},
       "harms.csv:1:4: error[unknown_column]: a column without a name; name it, or delete it; a column of notes begins with \"note\"; premortem check <case> --fix writes a cleaned copy\n"
       "harms.csv:1:5: error[unknown_column]: a column without a name; name it, or delete it; a column of notes begins with \"note\"; premortem check <case> --fix writes a cleaned copy\n"
       "2 errors\n"},
      {"a title in a row of its own", {{"harms.csv", "Our risks,,,\nfailure_mode,stage,best,unit\nrefund,users,10M,people per year\nrefund,wrong,5%,share\n"}},
       "harms.csv:1:1: error[title_row]: \"Our risks\" stands alone where the header belongs; delete the title; the first row names the columns: failure_mode,stage,given,low,best,high,shape,k,n,unit,evidence,source,assumption,expert,option; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a title without delimiters", {{"harms.csv", "Our risks\nfailure_mode,stage,best,unit\nrefund,users,10M,people per year\nrefund,wrong,5%,share\n"}},
       "harms.csv:1:1: error[title_row]: \"Our risks\" stands alone where the header belongs; delete the title; the first row names the columns: failure_mode,stage,given,low,best,high,shape,k,n,unit,evidence,source,assumption,expert,option; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"data where the header belongs", {{"harms.csv", "refund,users,10M\nrefund,wrong,0.1\n"}},
       "harms.csv:1:1: error[no_header]: the first row (\"refund\", ...) holds data where the header belongs; add a header row above it; the columns are failure_mode,stage,given,low,best,high,shape,k,n,unit,evidence,source,assumption,expert,option\n"
       "1 error\n"},
      {"a row of totals", {{"harms.csv", refund_chain + "TOTAL,,5,\n"}},
       "harms.csv:4:1: error[total_row]: \"TOTAL\" begins a row of totals; delete the row; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a grand total", {{"harms.csv", refund_chain + "Grand total:,,5,\n"}},
       "harms.csv:4:1: error[total_row]: \"Grand total:\" begins a row of totals; delete the row; premortem check <case> --fix writes a cleaned copy\n"
       "1 error\n"},
      {"a mapping to a header that is not there", {{"harms.csv", refund_chain}},
       "premortem: --column stage=step: no file that was read has a column \"step\" to take for \"stage\"\n",
       {"--column", "stage=step"}, 2},
      {"a mapping of a name that is not ours", {{"harms.csv", refund_chain}},
       "premortem: --column \"stge=stage\": no file of a case has a column \"stge\"; did you mean \"stage\"?\n",
       {"--column", "stge=stage"}, 2},
      {"a mapping beside the column itself", {{"harms.csv", "failure_mode,stage,best,step\nrefund,users,10M,people per year\nrefund,wrong,5%,share\n"}},
       "harms.csv:1:4: error[duplicate_column]: the columns 2 (\"stage\") and 4 (\"step\") are both \"stage\" by --column; map one column, or rename the other\n"
       "1 error\n",
       {"--column", "stage=step"}},
      {"a mapping given twice", {{"harms.csv", refund_chain}},
       "premortem: --column maps \"stage\" twice; give it once\n",
       {"--column", "stage=a", "--column", "stage=b"}, 2},
      {"a mapping without an equal sign", {{"harms.csv", refund_chain}},
       "premortem: --column is \"stage\", expected NAME=HEADER\n",
       {"--column", "stage"}, 2},
  });
}
