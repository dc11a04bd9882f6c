#pragma once
#include <vector>

namespace premortem {

/// Sorts numbers in ascending order by their bits (least significant digit first, eleven bits a pass, passes in which all agree
/// skipped): O(n), several times as fast as comparing. -0 becomes 0, so that equal numbers have equal bits and the result does
/// not depend on the order they came in. Room for as many numbers is kept in `room` for the next call.
/// @param numbers  no NaN; infinities are sorted too
/// @throws DomainError for a NaN
void sort_numbers(std::vector<double>& numbers, std::vector<double>& room);

}  // namespace premortem
