#pragma once
#include <string>
#include <utility>
#include <vector>

#include "premortem/report/run.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// What was not chosen, and why.
struct Rejected {
  std::string option, why;
};

/// The memo as words, before any form is given to them.
struct MemoWords {
  std::string title, meta, verdict, decision, question;
  std::string metric;       ///< what the table is about: "recall; 30M items a year; ..."
  TextTable table;
  std::string say_it;       ///< to be read aloud
  double seconds = 0;       ///< that takes, at 150 words a minute
  std::vector<std::string> stop_rules;
  std::vector<Rejected> rejected;
  std::vector<std::string> plans;       ///< now or later, and what each is worth
  std::string giving_up, protecting, betting_on;
  std::vector<std::string> harm;        ///< the limits of the failures to fear most
  std::vector<std::string> hypotheses;  ///< "Check by 2026-03-31: contained >= 97% (I say 90%)"
  std::vector<std::string> cautions, missing;
  std::string evidence, command;
};

MemoWords memo_words(const HarmOutcome& outcome, const Run& run);

/// Seconds that a text takes aloud, at 150 words a minute. Source: National Center for Voice and Speech: English is spoken at
/// about 150 words a minute.
double seconds_aloud(const std::string& text);

}  // namespace premortem
