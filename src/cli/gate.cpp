#include "cli/gate.hpp"

#include "cli/exit_code.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {

std::optional<Gating> gating_of(const Arguments& a) {
  if (a.values.count("gate") == 0) return std::nullopt;
  const auto gate = a.values["gate"].as<std::string>();
  if (gate == "point") return Gating::point;
  if (gate == "bound") return Gating::bound;
  throw UsageError("--gate is \"" + printable(gate) + "\", expected --gate or --gate=bound");
}

int gate_code(const std::optional<Gating>& gating, Verdict verdict) {
  if (!gating) return done;
  const bool fails = verdict == Verdict::stop || (*gating == Gating::bound && verdict == Verdict::hold);
  return fails ? gate_failed : done;
}

}  // namespace premortem::cli
