#include "premortem/statistics/redrawn_rows.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "premortem/random/philox.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {

void redraw_rows(std::uint64_t seed, std::string_view name, std::uint64_t replicate, std::uint32_t rows, std::span<std::uint32_t> drawn) {
  require(rows >= 1, "redraw_rows", {{"rows", static_cast<double>(rows)}}, "there is no row to draw");
  const StreamKey key{seed, variable_id("rows of " + std::string(name) + " " + std::to_string(replicate))};
  std::array<double, 1024> uniform;
  for (std::size_t at = 0; at < drawn.size(); at += uniform.size()) {
    const auto count = std::min(uniform.size(), drawn.size() - at);
    fill_uniform(key, at, std::span(uniform).first(count));
    for (std::size_t i = 0; i < count; ++i) drawn[at + i] = std::min(static_cast<std::uint32_t>(uniform[i] * rows), rows - 1);  // a product may round up
  }
}

}  // namespace premortem
