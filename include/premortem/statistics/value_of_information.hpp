#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace premortem {

/// What each decision is worth in each simulated world: by_option[d][i] is the net benefit of option d in sample i, in any unit.
struct NetBenefits {
  std::vector<std::vector<double>> by_option;
};

/// A value of information in the unit of the net benefits, with its standard error over simulated samples.
struct InformationValue {
  double value = 0;
  double standard_error = 0;
};

/// Expected value of perfect information: E[max_d NB_d] - max_d E[NB_d] (Raiffa & Schlaifer 1961), as the mean over the samples of
/// what the best option of each falls short by when the one best on average is taken. Never below 0.
/// The standard error is that of this mean, s / sqrt(n), for the one among the options within two standard errors of the best on average
/// that makes it largest. Samples are the same for both parts, so that where two options are equal on average the value is low by
/// about the standard error of their difference times 0.4 (Jensen).
/// All samples are in memory: 1e5 samples of 10 options are 8 MB.
/// The value has the same bits in any order of the options, with an option repeated, and times 2^k with benefits times 2^k.
/// @throws DomainError if there is no option, fewer than 2 samples, lists of different length, or a number is not finite
InformationValue perfect_information(const NetBenefits& benefits);

/// Expected value of partial perfect information, EVPPI: what it is worth to know one input exactly before deciding:
/// E_x[max_d E[NB_d | x]] - max_d E[NB_d]. E[NB_d | x] by regression of each option's difference to the one best on average
/// on the input (Strong, Oakley & Brennan 2014, Medical Decision Making 34:311-326) by least squares: the input itself, and a
/// natural cubic spline of its normal score, whose knots are quantiles in nested levels (constant, input, 3, 5, 9, 17 knots; an
/// input of at most 17 values has the exact mean at each). The level by Schwarz's criterion.
/// The standard error has two parts: that of the fitted surface, as in the paper by redrawing its coefficients (200 times) from their
/// covariance, at the finest level whatever was chosen; and that of the mean over the sampled inputs, as of perfect information.
///
/// Accuracy: within about three standard errors for a surface that 17 knots can follow. An input that explains less of the
/// variance than about log(n)/n (0.1% at 1e4 samples) comes out as 0, with a standard error that says so. Where two options
/// are nearly equal on average the value is low by up to one standard error, as that of perfect information is. The value is kept within
/// [0, EVPI of the same samples]. Same bits under the same changes as perfect_information.
/// @param input  the value of the input in each sample
/// @param seed   of the redrawn coefficients
/// @throws DomainError as perfect_information, or if the input has another length, or a number that is not finite
InformationValue partial_information(const NetBenefits& benefits, std::span<const double> input, std::uint64_t seed);

/// The same of two inputs known together, which can be worth more than both alone (and is never worth less than either):
/// products of both splines, to 5 knots each.
InformationValue partial_information(const NetBenefits& benefits, std::span<const double> first, std::span<const double> second,
                                     std::uint64_t seed);

/// Expected value of sample information of `trials` further trials of a share: EVSI = E_k[max_d E[NB_d | k]] - max_d E[NB_d], k the
/// events that will be seen, drawn for each sample from Binomial(trials, share in that sample), and the same regression on k
/// (Strong, Oakley, Brennan & Breeze 2015, Medical Decision Making 35:570-583).
/// @param share  the share in each sample, in [0, 1]
/// @throws DomainError as partial_information, or for trials that are no whole number >= 1, or a share outside [0, 1]
InformationValue sample_information(const NetBenefits& benefits, std::span<const double> share, double trials, std::uint64_t seed);

/// Unit normal loss L(a) = E[max(0, Z - a)] = phi(a) - a P(Z > a), Z standard normal (Schlaifer 1959): the value of perfect information
/// of a normal difference with mean m and standard deviation s is s L(|m|/s). Its two terms
/// cancel by a factor of about a^2: the relative error is below a^2 * 1e-12 for a from 1 to 30.
double unit_normal_loss(double a);

}  // namespace premortem
