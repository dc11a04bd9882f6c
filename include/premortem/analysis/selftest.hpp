#pragma once
#include <string>
#include <vector>

namespace premortem {

/// One reference number computed on this machine. Exact ones agree to `digits`; simulated ones are compared in
/// standard errors.
struct SelftestCase {
  std::string name;
  std::string origin;  ///< who could check it
  double expected = 0, computed = 0;
  double allowed = 0;       ///< largest difference that passes: relative, or in standard errors if simulated
  bool simulated = false;
  double difference = 0;    ///< relative, or in standard errors
  bool passed = false;
  /// Decimal digits of agreement, at most 16; for simulated ones those of the difference.
  double digits = 0;
};

/// Recomputes reference numbers of every model on this machine.
std::vector<SelftestCase> run_selftest(int jobs);

}  // namespace premortem
