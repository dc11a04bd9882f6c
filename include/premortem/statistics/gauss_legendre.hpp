#pragma once
#include <vector>

namespace premortem {

struct QuadratureNode {
  double at = 0, weight = 0;
};

/// Gauss-Legendre nodes on [low, high], ascending: exact for polynomials up to degree 2 n - 1. Newton's method on the
/// recurrence of the Legendre polynomials.
std::vector<QuadratureNode> gauss_legendre(int n, double low, double high);

}  // namespace premortem
