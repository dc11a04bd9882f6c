#pragma once
#include <string>
#include <vector>

#include "premortem/analysis/incident.hpp"
#include "premortem/report/run.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// The words of `harm`, before any form is given to them.
struct HarmWords {
  std::string title;
  TextTable table;
  struct Table {
    std::string heading;
    TextTable table;
    std::string after;  ///< a sentence below it
  };
  std::vector<Table> tables;
  struct Section {
    std::string heading;
    std::vector<std::string> lines;
  };
  std::vector<Section> sections;
};

HarmWords harm_words(const HarmResult& result);

/// What each mitigation does and costs; no rows where there is none.
TextTable mitigation_table(const HarmResult& result);
/// The harm of each option beside its metrics.
TextTable option_table(const HarmResult& result);
/// The bound at each stage of exposure, for the chosen option.
TextTable rollout_table(const HarmResult& result);
/// Harmed so far and in one more hour.
TextTable incident_table(const HarmResult& result, const Incident& incident);

/// How far the rollout may go and what the next stage needs; empty without one.
std::string rollout_words(const HarmResult& result);
/// "1,437 more trials of "x" without an event, about 6 days if every one is checked".
std::string evidence_words(const EvidenceNeeded& needed, const Case& subject);
/// "$85 (60 to 120)": a value and its limits in money.
std::string money_estimate(const Estimate& e, const std::string& currency);

/// Base, changed and difference of the readings that moved or could have.
TextTable difference_table(const HarmResult& base, const HarmResult& changed);

/// One compared number, for JSON and CSV.
struct Difference {
  std::string failure_mode, quantity;
  std::optional<double> base, changed;
};
std::vector<Difference> differences(const HarmResult& base, const HarmResult& changed);

/// "cannot be undone", "partly undone", "can be undone", or empty.
std::string undo_words(Reversible reversible);

/// "yes", "may be", "no" for whether the cap is passed.
std::string cap_words(const CapReading& cap);

}  // namespace premortem
