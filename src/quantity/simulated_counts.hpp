#pragma once
#include <cstdint>

#include "premortem/quantity/simulation.hpp"
#include "premortem/quantity/streaming_summary.hpp"

namespace premortem {

/// The counts of an output, of its values or of their distances from a centre.
struct Counts {
  LogHistogram histogram;
  double centre = 0;

  double quantile(double p) const { return centre + histogram.quantile(p); }
};

/// What an output's counts and moments come to.
/// @param above     samples above its limit, where it is `limited`
/// @param constant  all samples are one value, which then has no error
Simulated summarise(const Counts& counts, const Moments& moments, std::uint64_t above, bool limited, bool constant);

/// A small spread about a large value falls into few bins, whose width is a part of the value. Such an output is counted once more, by
/// its distance from the middle, of which the bins are a part then.
bool is_coarse(const LogHistogram& histogram);

}  // namespace premortem
