#include "cli/presets.hpp"

#include <fmt/format.h>

#include "cli/latency_preset_texts.hpp"
#include "premortem/core/diagnostic.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"

namespace premortem::cli {
namespace {

std::vector<LatencyPreset> read() {
  Diagnostics diagnostics;
  auto presets = read_latency_presets(latency_preset_texts(), diagnostics);
  if (diagnostics.has_errors()) throw InputError(diagnostics);
  return presets;
}

}  // namespace

const std::vector<LatencyPreset>& presets() {
  static const std::vector<LatencyPreset> all = read();
  return all;
}

LatencyPreset preset_named(const std::string& name, bool other_population_accepted) {
  const auto* found = find_preset(presets(), name);
  if (!found) {
    std::vector<std::string> names;
    for (const auto& p : presets()) names.push_back(p.name);
    const auto near = nearest_name(name, names);
    throw UsageError(fmt::format("--preset: nothing is named \"{}\"; {}", printable(name), near ? "did you mean \"" + *near + "\"?" : std::string("--preset list shows them")));
  }
  const auto why = preset_refusal(*found, other_population_accepted);
  if (!why.empty()) throw Refusal(why);
  return *found;
}

}  // namespace premortem::cli
