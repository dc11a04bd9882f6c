#include "premortem/models/latency_preset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"

namespace premortem {
namespace {

constexpr std::string_view own_population = "chat";

constexpr std::array<std::string_view, 5> words{"people waiting for an answer", "people waiting on the telephone", "people waiting for search results",
                                                "people waiting for a video to start", "people waiting for a page to load"};

}  // namespace

std::span<const std::string> preset_populations() {
  static const std::array<std::string, words.size()> names{"chat", "phone", "search", "video", "web"};
  return names;
}

std::string population_words(std::string_view population) {
  const auto names = preset_populations();
  const auto found = std::find(names.begin(), names.end(), population);
  if (found == names.end()) throw DomainError(fmt::format("no population is called \"{}\"", population));
  return std::string(words[static_cast<std::size_t>(found - names.begin())]);
}

const LatencyPreset* find_preset(std::span<const LatencyPreset> presets, std::string_view name) {
  const auto found = std::find_if(presets.begin(), presets.end(), [&](const auto& p) { return folded_name(p.name) == folded_name(name); });
  return found == presets.end() ? nullptr : &*found;
}

std::string preset_refusal(const LatencyPreset& preset, bool other_population_accepted) {
  if (!preset.curve)
    return fmt::format("{} has no curve: {}; delay a random part of your own sessions and count who leaves", preset.name,
                       preset.no_effect.empty() ? "its study gives none" : preset.no_effect);
  if (preset.population == own_population || other_population_accepted) return {};
  return fmt::format("{} was measured on {}, not on {}; to take it all the same add --other-population", preset.name,
                     population_words(preset.population), population_words(own_population));
}

}  // namespace premortem
