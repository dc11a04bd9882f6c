#include <boost/program_options.hpp>

#include "cli/arguments.hpp"
#include "cli/case_run.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "premortem/core/error.hpp"
#include "premortem/report/memo.hpp"

namespace premortem::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description o("Options of memo");
  o.add_options()("scale", po::value<std::string>()->default_value("1"), "multiply every population");
  return o;
}

std::string render(const HarmOutcome& outcome, const Run& run, const std::string& format) {
  if (format == "json") return memo_json(outcome, run);
  if (format == "csv") return memo_csv(outcome);
  if (format == "md") return memo_markdown(outcome, run);
  if (format == "html") return memo_html(outcome, run);
  return memo_terminal(outcome, run);
}

int run_memo(const Arguments& a) {
  const std::string format = format_of(a);
  const Run run = run_of(a);
  if (a.values.count("explain") > 0) throw UsageError("memo computes no number of its own; give --explain to harm or report");
  const Output output(a);
  const auto outcome = harm_outcome(a, Exposure::recommended);
  if (!outcome.changed.tradeoff) throw Refusal("a memo needs options to compare: " + outcome.changed.tradeoff_why);
  output.write(render(outcome, dated(run, outcome.changed.subject), format));
  return done;
}

}  // namespace

Verb memo_verb() {
  Verb verb{"memo", "<case>", "decision memo: options, trade-offs, hypotheses",
          "The options side by side with what each costs and misses, the one to take and the sentence to say aloud, up to where\n"
          "it stays right, why the others were rejected, what is given up, protected and bet on, and how it will be judged.",
          "to decide and to doubt", {"table", "md", "html", "json", "csv"}, true, options, run_memo};
  verb.explains = false;
  return verb;
}

}  // namespace premortem::cli
