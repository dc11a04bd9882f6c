#pragma once
#include "premortem/quantity/probability_box.hpp"

namespace premortem {

/// a op b by the images of pairs of slices, whether the operation rises, falls or does neither: each slice of a with its own of b
/// (perfect), with the one opposite, or with all (independent; n^2 images, of which every n-th end is kept). Nothing is assumed of
/// how the two go together inside a pair of slices.
ProbabilityBox slices_combined(ExpressionNode::Op op, const ProbabilityBox& a, const ProbabilityBox& b, Dependence dependence);

}  // namespace premortem
