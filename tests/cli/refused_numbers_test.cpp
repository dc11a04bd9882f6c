#include <catch2/catch.hpp>

#include "cli/refusals.hpp"

using namespace premortem::test;

TEST_CASE("a number that can be misread is refused with the reason") {
  check_refusals({
      {"an error value of a spreadsheet", {{"harms.csv", chain_with("r,x,,#REF!,,,,,,,,")}},
       "harms.csv:3:4: error[spreadsheet]: \"#REF!\" is a spreadsheet's error value; mend the formula and save again\n"
       "1 error\n"},
      {"a formula", {{"harms.csv", chain_with("r,x,,=A1*2,,,,,,,,")}},
       "harms.csv:3:4: error[spreadsheet]: \"=A1*2\" is a formula, expected its value; save the values as CSV\n"
       "1 error\n"},
      {"a lone group of thousands", {{"harms.csv", chain_with("r,x,,\"1,234\",,,,,,,,")}},
       "harms.csv:3:4: error[ambiguous]: \"1,234\" can be read as 1234 or 1.234; write the one that is meant\n"
       "1 error\n"},
      {"a decimal comma", {{"harms.csv", chain_with("r,x,,\"0,95\",,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"0,95\" has a decimal comma; write 0.95\n"
       "1 error\n"},
      {"letters", {{"harms.csv", chain_with("r,x,,few,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"few\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "1 error\n"},
      {"text after the number", {{"harms.csv", chain_with("r,x,,5 ms,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"5 ms\" has text after the number: \"ms\"; write the number alone; if the text is a unit, convert it first\n"
       "1 error\n"},
      {"an underscore", {{"harms.csv", chain_with("r,x,,1_000,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"1_000\" has underscores; write 1000\n"
       "1 error\n"},
      {"hexadecimal", {{"harms.csv", chain_with("r,x,,0x1p3,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"0x1p3\" is hexadecimal; write it as a decimal number\n"
       "1 error\n"},
      {"half an exponent", {{"harms.csv", chain_with("r,x,,1e,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"1e\" has an exponent without digits; write 1 or complete it\n"
       "1 error\n"},
      {"two signs", {{"harms.csv", chain_with("r,x,,--1,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"--1\" has two signs; write one\n"
       "1 error\n"},
      {"no number", {{"harms.csv", chain_with("r,x,,NaN,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"NaN\" is not a finite number; leave the cell empty if there is no value\n"
       "1 error\n"},
      {"infinity", {{"harms.csv", chain_with("r,x,,Inf,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"Inf\" is not a finite number; leave the cell empty if there is no value\n"
       "1 error\n"},
      {"too large for a number", {{"harms.csv", chain_with("r,x,,1e400,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"1e400\" is beyond the largest number, 1.8e308\n"
       "1 error\n"},
      {"too small for a number", {{"harms.csv", chain_with("r,x,,1e-400,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"1e-400\" is nearer to 0 than any number but 0; write 0 if that is meant\n"
       "1 error\n"},
      {"a blank that is not ASCII", {{"harms.csv", chain_with("r,x,,\302\2405,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \" 5\" holds U+00A0, expected ASCII digits; type the number anew\n"
       "1 error\n"},
      {"full-width digits", {{"harms.csv", chain_with("r,x,,\357\274\225,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"５\" holds U+FF15, expected ASCII digits; type the number anew\n"
       "1 error\n"},
      {"milli or million", {{"harms.csv", chain_with("r,x,,5m,,,,,,,,")}},
       "harms.csv:3:4: error[ambiguous]: \"5m\": m can be read as milli or million; write M for million, or the number in full\n"
       "1 error\n"},
      {"a limit", {{"harms.csv", chain_with("r,x,,<5%,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"<5%\" is a limit, not a number; write a range such as 0-5%\n"
       "1 error\n"},
      {"about", {{"harms.csv", chain_with("r,x,,~5%,,,,,,,,")}},
       "harms.csv:3:4: error[number]: \"~5%\" does not say how near; write the number alone, or a range such as 4-6%\n"
       "1 error\n"},
      {"a range downwards", {{"harms.csv", chain_with("r,x,,5-2%,,,,,,,,")}},
       "harms.csv:3:4: error[order]: \"5-2%\" runs from 0.05 down to 0.02; write the lower number first\n"
       "1 error\n"},
      {"a range with two readings", {{"harms.csv", chain_with("r,x,,2-500%,,,,,,,,")}},
       "harms.csv:3:4: error[ambiguous]: \"2-500%\" can be read as from 0.02 to 5 or from 2 to 5; write the unit at each number\n"
       "1 error\n"},
      {"a value outside its range", {{"harms.csv", chain_with("r,x,,7% (2-5),,,,,,,,")}},
       "harms.csv:3:4: error[outside]: \"7% (2-5)\": 0.07 is not between 0.02 and 0.05; the number before the parentheses must be inside the range\n"
       "1 error\n"},
      {"a share of 5", {{"harms.csv", chain_with("r,x,,5,,,,,,,,")}},
       "harms.csv:3:4: error[probability]: \"5\" is given, but a share must be in [0, 1]; for a percentage write 5%, which is 0.05\n"
       "1 error\n"},
      {"a share below 0", {{"harms.csv", chain_with("r,x,,-0.1,,,,,,,,")}},
       "harms.csv:3:4: error[negative]: \"-0.1\" is given, but \"x\" cannot be negative\n"
       "1 error\n"},
      {"a share a hair above 1", {{"harms.csv", chain_with("r,x,,1.0000001,,,,,,,,")}},
       "harms.csv:3:4: error[probability]: \"1.0000001\" is given, but a share must be in [0, 1]; for a percentage write 1.0000001%, which is 0.010000001\n"
       "1 error\n"},
      {"a share of 500%", {{"harms.csv", chain_with("r,x,,500%,,,,,,,,")}},
       "harms.csv:3:4: error[probability]: \"500%\" is given, but a share must be in [0, 1]\n"
       "1 error\n"},
      {"a share of 500", {{"harms.csv", chain_with("r,x,,500,,,,,,,,")}},
       "harms.csv:3:4: error[probability]: \"500\" is given, but a share must be in [0, 1]\n"
       "1 error\n"},
      {"more errors than are shown", {{"harms.csv", refund_chain + "refund,s0,x,\nrefund,s1,x,\nrefund,s2,x,\nrefund,s3,x,\nrefund,s4,x,\nrefund,s5,x,\nrefund,s6,x,\nrefund,s7,x,\nrefund,s8,x,\nrefund,s9,x,\nrefund,s10,x,\nrefund,s11,x,\nrefund,s12,x,\nrefund,s13,x,\nrefund,s14,x,\nrefund,s15,x,\nrefund,s16,x,\nrefund,s17,x,\nrefund,s18,x,\nrefund,s19,x,\nrefund,s20,x,\nrefund,s21,x,\nrefund,s22,x,\nrefund,s23,x,\nrefund,s24,x,\n"}},
       "harms.csv:4:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:5:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:6:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:7:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:8:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:9:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:10:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:11:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:12:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:13:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:14:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:15:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:16:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:17:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:18:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:19:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:20:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:21:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:22:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "harms.csv:23:3: error[number]: \"x\" is not a number; write one such as 0.05, 5%, 18M or 2-5%, or ? for unknown\n"
       "first 20 shown, 25 errors\n"},
  });
}
