#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/models/abandonment_curve.hpp"

namespace premortem {

/// What a published study says of latency and abandonment. It was measured on other people than those of a case.
struct LatencyPreset {
  std::string name;
  std::string population;   ///< one of preset_populations()
  std::string measured;     ///< what was counted, in a few words
  std::string source;       ///< who, when, what, where
  std::string date;         ///< of the study: YYYY, YYYY-MM or YYYY-MM-DD
  std::string caveat;       ///< its limits, in a sentence or two
  bool randomised = false;  ///< whether the delays were assigned; only then may slowness itself be called the cause
  /// isotonic with LatencyData::published, without limits, where the study prints shares; else the fit of its data.
  std::optional<AbandonmentCurve> curve;
  std::string no_effect;    ///< why there is no curve; not empty exactly where there is none
  std::optional<double> low_ms, high_ms;  ///< the latencies that were studied; where there is a curve, those of the curve
  std::optional<std::uint64_t> sessions;  ///< how many sessions, calls or views were studied
  std::string entered;      ///< ISO date on which it was written down
};

/// "chat", "phone", "search", "video", "web": who waited.
std::span<const std::string> preset_populations();

/// "people waiting for a video to start", ...; the words for a population.
/// @throws DomainError if there is no such population
std::string population_words(std::string_view population);

/// The preset of a name, capitals and hyphens aside; null if there is none.
const LatencyPreset* find_preset(std::span<const LatencyPreset> presets, std::string_view name);

/// Why a preset may not stand for people who wait for an answer of an AI feature in a chat; empty where it may. A study without
/// a curve is refused whatever was accepted, one of another population until the caller says that it may stand in.
std::string preset_refusal(const LatencyPreset& preset, bool other_population_accepted);

}  // namespace premortem
