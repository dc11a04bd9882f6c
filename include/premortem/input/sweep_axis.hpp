#pragma once
#include <string>
#include <vector>

#include "premortem/models/sweep_axis.hpp"

namespace premortem {

/// What `--vary` says: `NAME=lo:hi:count`, `NAME=log(lo,hi,count)`, `NAME=a,b,c` (numbers, dates or words) or
/// multiples of what the case states, `NAME=x0.5,x1,x2` or `NAME=x0.5:x2:4`; without its count a range is one to be drawn from. Numbers
/// as people write them: `5%`, `18M`, `$3M`.
/// Refused: a count that is not a whole number from 2 to 2^53, low >= high, the logarithm of what is not above 0, multiples
/// among values, a value that is empty, stands twice or is a piece of a number with thousands separators, more points
/// than there are numbers between the ends.
/// @throws UsageError with the whole text, the part at fault and its place in it, and a hint
SweepAxis parse_sweep_axis(const std::string& text);

/// Several, in their order. @throws UsageError, also where one name is given twice, in whatever spelling
std::vector<SweepAxis> parse_sweep_axes(const std::vector<std::string>& texts);

}  // namespace premortem
