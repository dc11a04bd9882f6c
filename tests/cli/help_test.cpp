#include <catch2/catch.hpp>

#include <regex>
#include <set>
#include <sstream>

#include "cli/program.hpp"

using namespace premortem::test;

namespace {

const Workplace& anywhere() {
  static const Workplace place(Files{{"harms.csv", refund_chain}, {"quantities.csv", "name,formula\nboth,cost_per_false_positive+cost_per_false_negative\n"}, {"../part.csv", "id of 1 of sweep 0123456789abcdef,a,b\n0,1,2\n"}, {"monitors.csv", "monitor,metric,baseline,bad_level,sd\nm,m,1,2,0.5\n"}, {"predictions.csv", "score,label\n0.9,1\n0.2,0\n"}, {"latency.csv", "latency_ms,sessions,abandoned\n100,50,1\n900,50,9\n"}, {"history.csv", "date,metric,value\n2026-06-22,q,0.9\n2026-06-28,q,0.8\n"}, {"floors.csv", "metric,floor\nq,0.5\n"}, {"events.csv", "date,event,kind\n2026-07-10,new data,retrain\n"},
                               {"training.csv", "epoch,train_loss,valid_loss\n1,2,2\n2,1,1\n"}, {"assumptions.csv", "name,best\ncost_per_false_positive,1\ncost_per_false_negative,2\n"},
                               {"hypotheses.csv", "id,written,hypothesis,metric,direction,threshold,due,probability\nh,2026-06-29,t,m,at_most,1,2026-09-30,90%\n"}});
  return place;
}

/// The verbs that the overview lists.
std::vector<std::string> listed_verbs() {
  std::vector<std::string> verbs;
  std::istringstream lines(run(anywhere(), {"help"}).out);
  const std::regex entry("  ([a-z]+)( <[a-z. |]+>)?( \\[NAME\\.\\.\\.\\]| --vary \\.\\.\\.)? {2,}[a-z].*");
  std::smatch found;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_match(line, found, entry)) verbs.push_back(found[1]);
  return verbs;
}

/// The verb with what it needs to run.
std::vector<std::string> invocation_of(const std::string& verb) {
  if (verb == "selftest") return {verb};
  if (verb == "init") return {verb, "--list"};
  if (verb == "sweep") return {verb, "case", "--vary", "cost_per_false_positive=1,2"};
  if (verb == "merge") return {verb, "part.csv"};
  return {verb, "case"};
}

/// The long options that a verb's help lists, and whether they take a value.
std::map<std::string, bool> listed_options(const std::string& help) {
  std::map<std::string, bool> options;
  const std::regex entry("\n  (-[a-z] \\[ )?--([a-z-]+)( \\])?( arg| \\[=arg)?");
  for (std::sregex_iterator it(help.begin(), help.end(), entry), end; it != end; ++it) options[(*it)[2]] = (*it)[4].matched;
  return options;
}

}  // namespace

TEST_CASE("every verb that help lists has a help of its own and runs") {
  const auto verbs = listed_verbs();
  CHECK(verbs == std::vector<std::string>{"init", "round", "harm", "report", "tradeoff", "latency", "calendar", "trigger", "diagnose", "memo", "journal", "evaluate", "sweep", "merge", "check", "selftest"});
  for (const auto& verb : verbs) {
    INFO(verb);
    const auto help = run(anywhere(), {"help", verb});
    CHECK(help.code == 0);
    CHECK(help.err == "");
    CHECK_THAT(help.out, Catch::StartsWith("premortem " + verb));
    CHECK_THAT(help.out, Catch::Contains("--format") && Catch::Contains("--jobs") && Catch::Contains("Exit codes: 0 done"));
    CHECK(run(anywhere(), {verb, "--help"}).out == help.out);
    CHECK(run(anywhere(), invocation_of(verb)).code == 0);
  }
}

TEST_CASE("every option that a verb's help lists is known to the verb, and no other") {
  for (const auto& verb : listed_verbs()) {
    const auto options = listed_options(run(anywhere(), {"help", verb}).out);
    CHECK(options.size() >= 10);
    for (const auto& [option, takes_value] : options) {
      INFO(verb << " --" << option);
      const auto outcome = run(anywhere(), {verb, "--" + option, takes_value ? "\x01" : "a", "b", "c"});
      const bool takes_any_number = verb == "evaluate" || verb == "merge";
      CHECK(outcome.code == (takes_any_number ? outcome.code : 2));  // three words are too many for the others
      CHECK_THAT(outcome.err, !Catch::Contains("has no option"));
    }
  }
}

TEST_CASE("a verb that explains nothing does not offer to, and says who does where it is asked") {
  int refusing = 0;
  for (const auto& verb : listed_verbs()) {
    INFO(verb);
    const bool offers = listed_options(run(anywhere(), {"help", verb}).out).count("explain") > 0;
    auto words = invocation_of(verb);
    words.insert(words.end(), {"--explain", "x"});
    const auto outcome = run(anywhere(), words);
    if (offers || outcome.err.find("explain") == std::string::npos) continue;
    ++refusing;
    CHECK(outcome.code == 2);
  }
  for (const auto* verb : {"sweep", "check", "journal", "memo", "round"}) CHECK(listed_options(run(anywhere(), {"help", verb}).out).count("explain") == 0);
  CHECK(refusing >= 5);
}

TEST_CASE("every format that a verb's help lists is written, and its default is the first") {
  const std::regex formats("form of the output:\\s+([a-z, \\s-]+?)\n  -");
  for (const auto& verb : listed_verbs()) {
    INFO(verb);
    const auto help = run(anywhere(), {"help", verb}).out;
    std::smatch found;
    REQUIRE(std::regex_search(help, found, formats));
    std::istringstream names(std::regex_replace(found[1].str(), std::regex("[,\\s]+"), " "));
    std::string first;
    for (std::string name; names >> name;) {
      INFO(name);
      std::vector<std::string> words = invocation_of(verb);
      words.insert(words.end(), {"--samples", "1000", "--format", name});
      const auto outcome = run(anywhere(), words);
      CHECK(outcome.code == 0);
      CHECK(outcome.out != "");
      if (first.empty()) first = std::regex_replace(outcome.out, std::regex(" --format " + name), "");  // in the command it ends with
    }
    std::vector<std::string> plain = invocation_of(verb);
    plain.insert(plain.end(), {"--samples", "1000"});
    CHECK(run(anywhere(), plain).out == first);
  }
}

TEST_CASE("no word at all is a usage error that shows the overview") {
  const auto nothing = run(anywhere(), std::vector<std::string>{});
  CHECK(nothing.code == 2);
  CHECK(nothing.out == "");
  CHECK(nothing.err == run(anywhere(), {"help"}).out);
  CHECK(run(anywhere(), {"--help"}).out == nothing.err);
}

TEST_CASE("the version is one line") {
  const auto outcome = run(anywhere(), {"--version"});
  CHECK(outcome.code == 0);
  CHECK(std::regex_match(outcome.out, std::regex("premortem \\d+\\.\\d+\\.\\d+\n")));
}
