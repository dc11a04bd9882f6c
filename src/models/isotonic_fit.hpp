#pragma once
#include <span>
#include <vector>

#include "premortem/models/delay_arms.hpp"

namespace premortem {

/// The nondecreasing values nearest to the given ones by weighted least squares, and of shares weighted by trials the most
/// likely ones.
/// @throws DomainError unless both are of one length and weights > 0
/// Source: Ayer, Brunk, Ewing, Reid & Silverman (1955), Annals of Mathematical Statistics 26 (pool adjacent violators).
std::vector<double> isotonic_means(std::span<const double> values, std::span<const double> weights);

/// fit_delay_curve of an isotonic curve, of merged arms.
CurveFit fit_isotonic(std::span<const DelayArm> merged, double confidence);

}  // namespace premortem
