#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

TEST_CASE("an estimate that contradicts itself is refused") {
  check_refusals({
      {"low above high", {{"harms.csv", chain_with("r,x,0.5,,0.1,,,,,,,")}},
       "harms.csv:3:3: error[order]: low \"0.5\" is above high \"0.1\"; they are not swapped for you: write the lower one in low\n"
       "1 error\n"},
      {"best below low", {{"harms.csv", chain_with("r,x,0.1,0.05,0.2,,,,,,,")}},
       "harms.csv:3:4: error[outside]: best \"0.05\" is not between low \"0.1\" and high \"0.2\"; mend the one that is wrong\n"
       "1 error\n"},
      {"best above high", {{"harms.csv", chain_with("r,x,10%,50%,20%,,,,,,,")}},
       "harms.csv:3:4: error[outside]: best \"50%\" is not between low \"10%\" and high \"20%\"; mend the one that is wrong\n"
       "1 error\n"},
      {"k above n", {{"harms.csv", chain_with("r,x,,,,5,3,,,,,")}},
       "harms.csv:3:6: error[count]: k \"5\" is above n \"3\"; k of n: write the part in k and the whole in n\n"
       "1 error\n"},
      {"no trials", {{"harms.csv", chain_with("r,x,,,,0,0,,,,,")}},
       "harms.csv:3:7: error[count]: n is \"0\": no trials say nothing; empty k and n, and write ? in best until there are some\n"
       "1 error\n"},
      {"half a count", {{"harms.csv", chain_with("r,x,,,,1.5,3,,,,,")}},
       "harms.csv:3:6: error[count]: k is \"1.5\", expected a whole number from 0 to 2^53 (about 9e15)\n"
       "1 error\n"},
      {"a negative count", {{"harms.csv", chain_with("r,x,,,,-1,3,,,,,")}},
       "harms.csv:3:6: error[count]: k is \"-1\", expected a whole number from 0 to 2^53 (about 9e15)\n"
       "1 error\n"},
      {"a count above 2^53", {{"harms.csv", chain_with("r,x,,,,1,9007199254740993,,,,,")}},
       "harms.csv:3:7: error[count]: n is \"9007199254740993\", expected a whole number from 0 to 2^53 (about 9e15)\n"
       "1 error\n"},
      {"a count in percent", {{"harms.csv", chain_with("r,x,,,,1%,3,,,,,")}},
       "harms.csv:3:6: error[count]: k is \"1%\", expected a whole number from 0 to 2^53 (about 9e15)\n"
       "1 error\n"},
      {"k without n", {{"harms.csv", chain_with("r,x,,,,1,,,,,,")}},
       "harms.csv:3: error[missing_cell]: \"x\" states k, from which no shape follows; fill best; or low and high; or k and n; or write ? in best for unknown\n"
       "1 error\n"},
      {"low without high", {{"harms.csv", chain_with("r,x,0.1,,,,,,,,,")}},
       "harms.csv:3: error[missing_cell]: \"x\" states low, from which no shape follows; fill best; or low and high; or k and n; or write ? in best for unknown\n"
       "1 error\n"},
      {"no cell at all", {{"harms.csv", chain_with("r,x,,,,,,,,,,")}},
       "harms.csv:3: error[missing_cell]: \"x\" states no value; fill best; or low and high; or k and n; or write ? in best for unknown\n"
       "1 error\n"},
      {"a range beside low", {{"harms.csv", chain_with("r,x,1%,2-5%,,,,,,,,")}},
       "harms.csv:3:4: error[range]: \"2-5%\" states a range, but low, high, k or n of the row are filled too; empty them, or write a single number in best\n"
       "1 error\n"},
      {"unknown beside n", {{"harms.csv", chain_with("r,x,,?,,,5,,,,,")}},
       "harms.csv:3:4: error[range]: \"?\" states a range, but low, high, k or n of the row are filled too; empty them, or write a single number in best\n"
       "1 error\n"},
      {"a range in low", {{"harms.csv", chain_with("r,x,1-2%,,5%,,,,,,,")}},
       "harms.csv:3:3: error[number]: \"1-2%\" is not a single number; write one number; only an estimate may be a range or ?\n"
       "1 error\n"},
      {"unknown in low", {{"harms.csv", chain_with("r,x,?,,5%,,,,,,,")}},
       "harms.csv:3:3: error[number]: \"?\" is not a single number; write one number; only an estimate may be a range or ?\n"
       "1 error\n"},
      {"beta that was measured", {{"harms.csv", chain_with("r,x,,,,1,3,beta,,measured,,")}},
       "harms.csv:3:8: error[belief_measured]: shape beta is somebody's belief, but the evidence says measured; for k of n counted use shape count: as an upper limit the beta is too low\n"
       "1 error\n"},
      {"beta with all of n", {{"harms.csv", chain_with("r,x,,,,3,3,beta,,,,")}},
       "harms.csv:3:6: error[count]: shape beta needs k above 0 and below n, got k \"3\" and n \"3\"; for k of n counted use shape count\n"
       "1 error\n"},
      {"a normal share", {{"harms.csv", chain_with("r,x,0.1,,0.2,,,normal,,,,")}},
       "harms.csv:3:8: error[negative]: \"x\" cannot be negative, but shape normal can; use shape lognormal, or pert\n"
       "1 error\n"},
      {"a lognormal share over 1", {{"harms.csv", chain_with("r,x,0.1,,0.9,,,lognormal,,,,")}},
       "harms.csv:3:5: error[probability]: a lognormal from \"0.1\" to \"0.9\" lies above 1 more often than once in 1000, which a share cannot; use shape pert or range\n"
       "1 error\n"},
      {"a lognormal from 0", {{"harms.csv", chain_with("r,x,0,,0.9,,,lognormal,,,,")}},
       "harms.csv:3:3: error[domain]: shape lognormal needs low above 0, got \"0\"; write the smallest plausible value, or use shape pert\n"
       "1 error\n"},
      {"a lognormal of no width", {{"harms.csv", chain_with("r,x,0.1,,0.1,,,lognormal,,,,")}},
       "harms.csv:3:5: error[order]: shape lognormal needs low below high; for one value use shape point\n"
       "1 error\n"},
      {"a shape misspelt", {{"harms.csv", chain_with("r,x,0.1,,0.2,,,lognorml,,,,")}},
       "harms.csv:3:8: error[shape]: shape is \"lognorml\", expected point, range, uniform, triangular, pert, normal, lognormal, beta, count, rate, sample; did you mean \"lognormal\"?\n"
       "1 error\n"},
      {"a shape like no other", {{"harms.csv", chain_with("r,x,0.1,,0.2,,,zzzzzzzz,,,,")}},
       "harms.csv:3:8: error[shape]: shape is \"zzzzzzzz\", expected point, range, uniform, triangular, pert, normal, lognormal, beta, count, rate, sample\n"
       "1 error\n"},
      {"evidence misspelt", {{"harms.csv", chain_with("r,x,,0.1,,,,,,measurd,,")}},
       "harms.csv:3:10: error[evidence]: evidence is \"measurd\", expected measured, benchmark, expert, guess; did you mean \"measured\"?\n"
       "1 error\n"},
      {"pert without best", {{"harms.csv", chain_with("r,x,0.1,,0.2,,,pert,,,,")}},
       "harms.csv:3: error[missing_cell]: shape pert needs best, which is empty; fill best, or change the shape\n"
       "1 error\n"},
      {"a point with k", {{"harms.csv", chain_with("r,x,,0.1,,1,,point,,,,")}},
       "harms.csv:3:6: error[superfluous_cell]: shape point does not use k, but it is \"1\"; empty the cell or change the shape\n"
       "1 error\n"},
      {"a rate without exposure", {{"harms.csv", chain_with("r,x,,,,3,0,rate,,,,")}},
       "harms.csv:3:7: error[count]: the exposure n is \"0\", expected more than 0\n"
       "1 error\n"},
      {"a rate above 1 of a share", {{"harms.csv", chain_with("r,x,,,,3,1,rate,,,,")}},
       "harms.csv:3:6: error[probability]: k \"3\" is above the exposure n \"1\", but a share must be in [0, 1]; write factor in unit if one exposure can harm several\n"
       "1 error\n"},
      {"a factor below 0", {{"harms.csv", chain_with("r,x,,-2,,,,,factor,,,")}},
       "harms.csv:3:4: error[negative]: \"-2\" is given, but \"x\" cannot be negative\n"
       "1 error\n"},
  });
}
