#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

TEST_CASE("a sample that cannot be used is refused") {
  check_refusals({
      {"a sample above the folder", {{"harms.csv", chain_with("r,x,,,,,,sample,,,../d.csv:v,")}},
       "harms.csv:3:11: error[sample]: \"../d.csv\" leaves the case folder; copy the file into the folder and name it alone\n"
       "1 error\n"},
      {"a sample elsewhere", {{"harms.csv", chain_with("r,x,,,,,,sample,,,/tmp/d.csv:v,")}},
       "harms.csv:3:11: error[sample]: \"/tmp/d.csv\" leaves the case folder; copy the file into the folder and name it alone\n"
       "1 error\n"},
      {"a sample the other way round", {{"harms.csv", chain_with("r,x,,,,,,sample,,,..\\d.csv:v,")}},
       "harms.csv:3:11: error[sample]: \"..\\d.csv\" leaves the case folder; copy the file into the folder and name it alone\n"
       "1 error\n"},
      {"a sample that is no table", {{"harms.csv", chain_with("r,x,,,,,,sample,,,d.txt:v,")}},
       "harms.csv:3:11: error[sample]: the source of a sample is \"d.txt:v\", expected file.csv:column; name a data file of the case folder and its column\n"
       "1 error\n"},
      {"a sample without column", {{"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv,")}},
       "harms.csv:3:11: error[sample]: the source of a sample is \"d.csv\", expected file.csv:column; name a data file of the case folder and its column\n"
       "1 error\n"},
      {"a sample without source", {{"harms.csv", chain_with("r,x,,,,,,sample,,,,")}},
       "harms.csv:3:11: error[sample]: the source of a sample is empty, expected file.csv:column; name a data file of the case folder and its column\n"
       "1 error\n"},
      {"a sample that is not there", {{"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "harms.csv:3:11: error[sample]: the case folder has no file \"d.csv\"; copy it there\n"
       "1 error\n"},
      {"a sample misspelt", {{"d.csv", "v\n0.1\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,dd.csv:v,")}},
       "harms.csv:3:11: error[sample]: the case folder has no file \"dd.csv\"; did you mean d.csv?\n"
       "1 error\n"},
      {"a column misspelt", {{"d.csv", "value,w\n0.1,a\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:valu,")}},
       "harms.csv:3:11: error[sample]: d.csv has no column \"valu\"; did you mean \"value\"?\n"
       "1 error\n"},
      {"a column like no other", {{"d.csv", "v,w\n0.1,a\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:zzz,")}},
       "harms.csv:3:11: error[sample]: d.csv has no column \"zzz\"; its columns are v, w\n"
       "1 error\n"},
      {"a column twice", {{"d.csv", "v,v\n0.1,0.2\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "d.csv:1: error[duplicate_column]: the column \"v\" stands twice; delete or rename one\n"
       "1 error\n"},
      {"people's cells in row data", {{"d.csv", "v\nNaN\n5%\n0.1\n\"1,234\"\n?\n$5\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "d.csv:2:1: error[number]: \"NaN\" is not a finite number; leave the cell empty if there is no value\n"
       "d.csv:3:1: error[number]: \"5%\" is a percentage, expected a plain number; write 0.05\n"
       "d.csv:5:1: error[ambiguous]: \"1,234\" can be read as 1234 or 1.234; write the one that is meant\n"
       "d.csv:6:1: error[number]: \"?\" is not a number\n"
       "d.csv:7:1: error[number]: \"$5\" has a currency sign; write the number alone, 5\n"
       "5 errors\n"},
      {"nothing but missing values", {{"d.csv", "v,w\nNA,1\n,2\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "harms.csv:3:11: error[sample]: \"d.csv:v\" holds no number; give it rows, or state the estimate otherwise\n"
       "1 error\n"},
      {"an empty file", {{"d.csv", ""}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "d.csv: error[empty_file]: the file is empty; its first row must be the header\n"
       "1 error\n"},
      {"a ragged row", {{"d.csv", "v,w\n0.1\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "d.csv:2:2: error[width]: expected 2 cells as in the header, got 1; an empty cell still needs its delimiter\n"
       "1 error\n"},
      {"a share over 1", {{"d.csv", "v\n0.1\n5\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "harms.csv:3:11: error[probability]: the sample d.csv:v holds 5, but a share must be in [0, 1]; write shares in the data file from 0 to 1\n"
       "1 error\n"},
      {"a negative value", {{"d.csv", "v\n-0.1\n"}, {"harms.csv", chain_with("r,x,,,,,,sample,,,d.csv:v,")}},
       "harms.csv:3:11: error[negative]: the sample d.csv:v holds -0.1, but \"x\" cannot be negative\n"
       "1 error\n"},
      {"a value under its hard limit", {{"d.csv", "v\n0.1\n0.5\n"}, {"harms.csv", chain_with("r,x,0.2,,0.9,,,sample,,,d.csv:v,")}},
       "harms.csv:3:3: error[limits]: the sample holds 0.1, below its hard limit low \"0.2\"; mend the limit or the data\n"
       "1 error\n"},
      {"a value over its hard limit", {{"d.csv", "v\n0.1\n0.5\n"}, {"harms.csv", chain_with("r,x,0.1,,0.4,,,sample,,,d.csv:v,")}},
       "harms.csv:3:5: error[limits]: the sample holds 0.5, above its hard limit high \"0.4\"; mend the limit or the data\n"
       "1 error\n"},
      {"a data file that no sample names", {{"d.csv", "v\n0.1\n"}, {"harms.csv", refund_chain}},
       "d.csv: error[unknown_file]: no file of a case has this name, and no sample names it; rename it to end other than .csv, or move it away\n"
       "1 error\n"},
  });
}
