#pragma once
#include <string>
#include <vector>

#include "premortem/report/run.hpp"
#include "report/text_table.hpp"

namespace premortem {

/// The words of `harm`, before any form is given to them.
struct HarmWords {
  std::string title;
  TextTable table;
  struct Section {
    std::string heading;
    std::vector<std::string> lines;
  };
  std::vector<Section> sections;
};

HarmWords harm_words(const HarmResult& result);

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
