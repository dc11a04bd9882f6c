#pragma once
#include "premortem/input/latency_presets.hpp"

namespace premortem::cli {

/// The files of models/latency, compiled in.
LatencyPresetTexts latency_preset_texts();

}  // namespace premortem::cli
