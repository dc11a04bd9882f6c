#pragma once
#include <array>
#include <functional>
#include <span>

namespace premortem {

/// Up to five functions that are averaged together, since they share most of their work.
using AveragedTerms = std::array<double, 5>;

/// Integrals of f(z) phi(z), phi the standard normal density, from the first to the last break. Between neighbouring breaks f
/// must be smooth; a stretch is halved until Gauss-Legendre rules of 10 and of 16 nodes agree to 1e-10 of it or 1e-14 of all, when that
/// of 16 nodes is good to about 1e-13, or until five halvings on the way left their difference as it was, which is then the rounding of f. Nothing depends on what was integrated before.
/// @param breaks  ascending, at least two; equal neighbours are one
AveragedTerms normal_average(std::span<const double> breaks, const std::function<AveragedTerms(double)>& f);

}  // namespace premortem
