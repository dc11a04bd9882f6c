#pragma once
#include <optional>
#include <string>
#include <vector>

#include "models/path_filter.hpp"

namespace premortem {

/// Why a series that swings about its line is one that no trend can be read from; absent: it does not.
/// Either it turns more often than independent values do (turning points, p < 0.01: values that take turns), or one cycle, seen at least
/// twice, holds 60% of the squared distances from the line, more than it could of independent values (Fisher's g, p < 0.01).
/// Source: Kendall & Stuart (1976), The Advanced Theory of Statistics 3, 45.18; Fisher (1929), Proc. R. Soc. A 125.
std::optional<std::string> oscillation(const NoisyPath& path);

/// Lag-1 autocorrelation of the distances from the least-squares line; absent where there are none.
std::optional<double> line_autocorrelation(const NoisyPath& path);

/// Correlation of the size of a change with the level at which it is; absent under twenty values, or where nothing varies.
std::optional<double> scatter_with_level(const NoisyPath& path);

}  // namespace premortem
