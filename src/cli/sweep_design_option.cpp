#include "cli/sweep_design_option.hpp"

#include <fmt/format.h>

#include <vector>

#include "premortem/core/error.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/core/utf8.hpp"
#include "premortem/input/cell.hpp"

namespace premortem::cli {

SweepDesign parse_sweep_design(const std::string& text) {
  const auto colon = text.find(':');
  const auto kind = text.substr(0, colon);
  const auto shown = printable(shortened(text));
  if (kind == "grid") {
    if (colon != std::string::npos) throw UsageError(fmt::format("--design is \"{}\": a grid has as many points as its axes give; write grid", shown));
    return {};
  }
  SweepDesign design{kind == "lhs" ? SweepDesignKind::latin_hypercube : SweepDesignKind::sobol, 0};
  if (kind != "lhs" && kind != "sobol") {
    const std::vector<std::string> known{"grid", "lhs", "sobol"};
    const auto near = nearest_name(kind, known);
    throw UsageError(fmt::format("--design is \"{}\", expected grid, lhs:N or sobol:N{}", shown, near ? "; did you mean " + *near + "?" : ""));
  }
  const auto count = colon == std::string::npos ? Parsed<double>{} : parse_count(text.substr(colon + 1));
  if (!count.value || *count.value < 1) throw UsageError(fmt::format("--design is \"{}\", expected {}:N with the number of points, such as {}:1000 or {}:1e4", shown, kind, kind, kind));
  design.points = static_cast<std::uint64_t>(*count.value);
  return design;
}

}  // namespace premortem::cli
