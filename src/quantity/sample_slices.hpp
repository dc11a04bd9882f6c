#pragma once
#include <cstdint>
#include <vector>

#include "premortem/quantity/streaming_summary.hpp"

namespace premortem {

/// Samples [first, end), which one thread simulates at a time.
struct SampleSlice {
  std::uint64_t first, end;
  bool starts_part;
};

/// All samples in order. They are cut into the same parts whatever the number of threads, so that moments are merged block by block
/// within a part and part by part, in one order. A part is one slice; but where several threads share the samples the last parts
/// are cut finely, so that no thread waits long for another's last slice.
std::vector<SampleSlice> sample_slices(std::uint64_t samples, int jobs);

/// The moments of all samples, from those of the slices in order: one of all its blocks of a slice that starts a part, of another
/// those of each of its blocks, since their bits depend on what they are merged into.
class MomentsBySlice {
 public:
  void add(const SampleSlice& slice, const std::vector<Moments>& moments);
  Moments all() const;

 private:
  Moments parts_, part_;
};

}  // namespace premortem
