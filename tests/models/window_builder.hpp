#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "premortem/models/window_rows.hpp"

namespace premortem::testing {

inline NameColumn words_of(const std::vector<std::string>& values) {
  NameColumn column;
  column.names = values;
  std::sort(column.names.begin(), column.names.end());
  column.names.erase(std::unique(column.names.begin(), column.names.end()), column.names.end());
  for (const auto& v : values) column.index.push_back(static_cast<std::uint32_t>(std::lower_bound(column.names.begin(), column.names.end(), v) - column.names.begin()));
  return column;
}

inline void add_numbers(WindowRows& window, std::string name, std::vector<double> values) {
  window.rows = values.size();
  window.features.push_back({std::move(name), std::move(values), {}});
}

inline void add_words(WindowRows& window, std::string name, const std::vector<std::string>& values) {
  window.rows = values.size();
  window.features.push_back({std::move(name), {}, words_of(values)});
}

/// Uniforms on [0, 1) that do not depend on a standard library's distributions.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}
  double operator()() {  // splitmix64, Steele, Lea & Flood (2014)
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBULL;
    return static_cast<double>((z ^ z >> 31U) >> 11U) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

inline std::vector<double> uniforms(std::size_t rows, std::uint64_t seed, double from = 0, double width = 1) {
  Draws draw(seed);
  std::vector<double> values(rows);
  for (double& x : values) x = from + width * draw();
  return values;
}

}  // namespace premortem::testing
