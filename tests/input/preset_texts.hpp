#pragma once
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "premortem/input/latency_presets.hpp"

/// A small good set of preset files, that a test may spoil: p prints shares, f was fitted, n shows nothing.
struct PresetTexts {
  std::string presets =
      "preset,population,measured,randomised,effect,data,family,no_effect,low_ms,high_ms,sessions,date,entered,source,caveat\n"
      "p,video,m,no,points,,,,,,,2012,2026-01-02,s,c\n"
      "f,chat,m,yes,curve,quits,weibull,,10,900,50,1999-01,2026-01-02,s,c\n"
      "n,chat,m,yes,none,,,nobody left,,,,2018-03-04,2026-01-02,s,c\n";
  std::string points = "preset,latency_ms,abandonment\np,0,0\np,100,0.5\n";
  std::string parameters = "preset,parameter,with,value\nf,mu,,6\nf,sigma,,2\nf,mu,mu,.04\nf,sigma,mu,.01\nf,sigma,sigma,.09\n";
};

/// What the reader makes of them, with its errors as printed.
struct PresetReading {
  std::vector<premortem::LatencyPreset> presets;
  std::vector<std::string> errors, codes;
};

inline PresetReading read_presets(const PresetTexts& texts) {
  premortem::Diagnostics diagnostics;
  PresetReading reading;
  reading.presets = premortem::read_latency_presets({texts.presets, texts.points, texts.parameters}, diagnostics);
  for (const auto& d : diagnostics.errors()) {
    reading.errors.push_back(to_string(d));
    reading.codes.push_back(d.code);
  }
  return reading;
}

/// The studies that the program holds.
inline PresetReading read_shipped_presets() {
  const auto text = [](const std::string& file) {
    std::ifstream in(std::string(PREMORTEM_SOURCE_DIR) + "/models/latency/" + file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  };
  return read_presets({text("presets.csv"), text("points.csv"), text("parameters.csv")});
}
