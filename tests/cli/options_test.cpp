#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

struct Misuse {
  std::vector<std::string> words;
  std::string error;  ///< after `premortem: `
};

void check_misuses(const std::vector<Misuse>& table) {
  const Workplace place(Files{{"harms.csv", refund_chain}});
  for (const auto& misuse : table) {
    const auto outcome = run(place, misuse.words);
    CHECK(outcome.err == "premortem: " + misuse.error + "\n");
    CHECK(outcome.code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.unchanged);
  }
}

}  // namespace

TEST_CASE("a verb or option that does not exist gets one suggestion and is never corrected") {
  check_misuses({
      {{"hram", "case"}, "unknown verb \"hram\"; did you mean harm?"},
      {{"xyzzy"}, "unknown verb \"xyzzy\"; premortem help lists the verbs"},
      {{"--hlep"}, "unknown option \"--hlep\"; did you mean --help?"},
      {{"-V"}, "unknown option \"-V\"; premortem help lists the verbs"},
      {{"help", "hram"}, "unknown verb \"hram\"; did you mean harm?"},
      {{"harm", "case", "--fromat", "json"}, "harm has no option --fromat; did you mean --format?"},
      {{"harm", "case", "--form", "json"}, "harm has no option --form; did you mean --format?"},
      {{"harm", "case", "--sampels=5"}, "harm has no option --sampels; did you mean --samples?"},
      {{"init", "case", "--set=a=1"}, "init has no option --set; premortem help init lists them"},
      {{"harm", "case", "-x"}, "harm has no option -x; premortem help harm lists them"},
      {{"check", "case", "--gate"}, "check has no option --gate; premortem help check lists them"},
      {{"selftest", "--set", "a=1"}, "selftest has no option --set; premortem help selftest lists them"},
  });
}

TEST_CASE("words and options that do not go together are refused") {
  check_misuses({
      {{"harm"}, "which case? usage: premortem harm <case>"},
      {{"harm", ""}, "which case? usage: premortem harm <case>"},
      {{"report"}, "which case? usage: premortem report <case>"},
      {{"check"}, "which case? usage: premortem check <case>"},
      {{"harm", "case", "extra"}, "unexpected word \"extra\"; usage: premortem harm <case>"},
      {{"harm", "case", "--set", "a=1", "b=2"}, "unexpected word \"b=2\"; usage: premortem harm <case>"},
      {{"selftest", "case"}, "unexpected word \"case\"; usage: premortem selftest"},
      {{"help", "harm", "report"}, "unexpected word \"report\" after harm"},
      {{"--version", "harm"}, "unexpected word \"harm\" after --version"},
      {{"harm", "case", "--people", "5", "--chain", "1%"}, "a case and --people/--chain exclude each other"},
      {{"harm", "--people", "5"}, "--people and --chain go together: --people 10M --chain 0.1%,5%,10%"},
      {{"harm", "--chain", "5%"}, "--people and --chain go together: --people 10M --chain 0.1%,5%,10%"},
      {{"harm", "--people", "", "--chain", "5%"}, "--people is empty, expected how many, such as 10M"},
      {{"harm", "--people", "5", "--chain", "5%,,6%"}, "--chain is \"5%,,6%\", in which share 2 is empty; expected shares such as 0.1%,5%,10%"},
      {{"harm", "case", "--confidence", "0.9", "--confidence", "0.8"}, "--confidence is given twice; give it once"},
      {{"harm", "case", "--quiet=1"}, "--quiet takes no value"},
      {{"harm", "case", "--format"}, "--format needs a value"},
      {{"harm", "case", "--format="}, "--format needs a value"},
      {{"harm", "case", "-o", ""}, "-o needs a file"},
      {{"check", "case", "--explain", "x"}, "check computes no number to explain; give --explain to harm or report"},
      {{"report", "case", "--explain", "x", "--format", "html"}, "--explain has no html form; use table, md, csv or json"},
      {{"report", "case", "--gate=foo"}, "--gate is \"foo\", expected --gate or --gate=bound"},
  });
}

TEST_CASE("a number outside what an option takes is refused with what it takes") {
  const std::string confidence = ", expected a number from 1e-9 to 0.999999999";
  const std::string samples = ", expected a whole number from 1 to 1000000000000";
  const std::string jobs = ", expected a whole number from 1 to 1024";
  const std::string seed = ", expected a whole number from 0 to 9007199254740992";
  const std::string scale = ", expected a number above 0 and up to 1e9";
  check_misuses({
      {{"harm", "case", "--confidence", "95"}, "--confidence is \"95\"" + confidence + "; for 95% write 0.95"},
      {{"harm", "case", "--confidence", "1"}, "--confidence is \"1\"" + confidence + "; for 95% write 0.95"},
      {{"harm", "case", "--confidence", "0.9999999991"}, "--confidence is \"0.9999999991\"" + confidence + "; for 95% write 0.95"},
      {{"latency", "case", "--confidence", "9e-10"}, "--confidence is \"9e-10\"" + confidence + "; for 95% write 0.95"},
      {{"harm", "case", "--confidence", "0"}, "--confidence is \"0\"" + confidence + "; for 95% write 0.95"},
      {{"harm", "case", "--confidence", "95%"}, "--confidence is \"95%\"" + confidence + "; write 0.95"},
      {{"harm", "case", "--confidence", "0,95"}, "--confidence is \"0,95\"" + confidence + "; write 0.95"},
      {{"harm", "case", "--confidence", "nan"}, "--confidence is \"nan\"" + confidence},
      {{"harm", "case", "--samples", "0"}, "--samples is \"0\"" + samples},
      {{"harm", "case", "--samples", "1.5"}, "--samples is \"1.5\"" + samples},
      {{"harm", "case", "--samples", "-1"}, "--samples is \"-1\"" + samples},
      {{"harm", "case", "--samples", "1e13"}, "--samples is \"1e13\"" + samples},
      {{"harm", "case", "--samples", "1e400"}, "--samples is \"1e400\"" + samples},
      {{"harm", "case", "--samples", "many"}, "--samples is \"many\"" + samples},
      {{"harm", "case", "--jobs", "0"}, "--jobs is \"0\"" + jobs},
      {{"harm", "case", "--jobs", "2000"}, "--jobs is \"2000\"" + jobs},
      {{"harm", "case", "--seed", "-1"}, "--seed is \"-1\"" + seed},
      {{"harm", "case", "--seed", "9007199254740993"}, "--seed is \"9007199254740993\"" + seed},
      {{"harm", "case", "--scale", "0"}, "--scale is \"0\"" + scale},
      {{"harm", "case", "--scale", "-1"}, "--scale is \"-1\"" + scale},
      {{"harm", "case", "--scale", "nan"}, "--scale is \"nan\"" + scale},
      {{"harm", "case", "--scale", "1e308"}, "--scale is \"1e308\"" + scale},
  });
}

TEST_CASE("an option outside its list is refused with the list, also by a verb without use for it") {
  check_misuses({
      {{"harm", "case", "--format", "jsn"}, "--format is \"jsn\", expected table, json, csv, md; did you mean json?"},
      {{"harm", "case", "--format", "html"}, "--format is \"html\", expected table, json, csv, md"},
      {{"harm", "case", "--color", "red"}, "--color is \"red\", expected auto, always or never"},
      {{"harm", "case", "--delimiter", "ab"}, "--delimiter is \"ab\", expected tab, or one mark such as ; or |"},
      {{"harm", "case", "--delimiter", "a"}, "--delimiter is \"a\", expected tab, or one mark such as ; or |"},
      {{"harm", "case", "--delimiter", "\n"}, "--delimiter is \"<U+000A>\", expected tab, or one mark such as ; or |"},
      {{"harm", "case", "--as-of", "2026-02-30"}, "--as-of: \"2026-02-30\" is not a date: that month has 28 days"},
      {{"harm", "case", "--as-of", "tomorrow"}, "--as-of: \"tomorrow\" is not a date; write dates as 2026-02-28"},
      {{"harm", "case", "--as-of", "03/04/2026"}, "--as-of: \"03/04/2026\" can be read as 2026-03-04 or 2026-04-03; write the one that is meant"},
      {{"check", "case", "--samples", "0"}, "--samples is \"0\", expected a whole number from 1 to 1000000000000"},
      {{"selftest", "--confidence", "95"}, "--confidence is \"95\", expected a number from 1e-9 to 0.999999999; for 95% write 0.95"},
  });
}

TEST_CASE("terminal escapes in a word of the command line are shown as code points") {
  check_misuses({{{"\x1b[31m"}, "unknown verb \"<U+001B>[31m\"; premortem help lists the verbs"},
                 {{"harm", "case", "--\x1b]0;x"}, "harm has no option --<U+001B>]0;x; premortem help harm lists them"},
                 {{"harm", "case", "a\xE2\x80\xAE" "b"}, "unexpected word \"a<U+202E>b\"; usage: premortem harm <case>"}});
}

TEST_CASE("report explains the numbers of every part that the page shows, and answers where there is no failure mode") {
  const Files options{{"options.csv", "option,recall,cost_per_year\na,0.9,100\nb,0.95,900\n"},
                      {"assumptions.csv", "name,best\nvolume_per_day,1000\npositive_rate,0.01\ncost_per_false_negative,5\n"}};
  const auto total = run(options, {"report", "case", "--quiet", "--explain", "tradeoff.options.a.total_per_year"});
  CHECK(total.code == 0);
  CHECK(total.out == run(options, {"tradeoff", "case", "--quiet", "--explain", "options.a.total_per_year"}).out);
  CHECK(run(options, {"report", "case", "--quiet", "--explain", "options.a.total_per_year"}).out == total.out);
  const auto slip = run(options, {"report", "case", "--quiet", "--explain", "tradeoff.options.a.total_per_yaer"});
  CHECK(slip.code == 2);
  CHECK(slip.err == "premortem: --explain: nothing is named \"tradeoff.options.a.total_per_yaer\"; did you mean \"tradeoff.options.a.total_per_year\"?\n");
  const Files gates{{"gates.csv", "gate,verdict\nlegal,pass\n"}};
  const auto none = run(gates, {"report", "case", "--quiet", "--explain", "harm.x.harmed.point"});
  CHECK(none.code == 2);
  CHECK(none.err == "premortem: --explain: nothing is named \"harm.x.harmed.point\"; nothing of this case can be explained\n");
}

TEST_CASE("an unknown name to explain is answered with the nearest one") {
  const auto near = run(Files{{"harms.csv", refund_chain}}, {"harm", "case", "--explain", "harm.refund.harmed.bound.hgh"});
  CHECK(near.code == 2);
  CHECK(near.err == refund_echo + "premortem: --explain: nothing is named \"harm.refund.harmed.bound.hgh\"; did you mean \"harm.refund.harmed.bound.high\"?\n");
  const auto far = run(Files{{"harms.csv", refund_chain}}, {"harm", "case", "--explain", "x"});
  CHECK(far.code == 2);
  CHECK(far.err == refund_echo + "premortem: --explain: nothing is named \"x\"; names look like \"harm.refund.harmed.point\"\n");
}
