#include "cli/gate.hpp"

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

}  // namespace premortem::cli
