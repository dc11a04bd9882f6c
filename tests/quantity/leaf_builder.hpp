#pragma once
#include <string>
#include <vector>

#include "premortem/quantity/leaf.hpp"

namespace premortem::testing {

inline Leaf blank_leaf(const std::string& name, Shape shape, UnitKind kind) {
  Leaf leaf;
  leaf.name = leaf.label = name;
  leaf.shape = shape;
  leaf.unit_kind = kind;
  return leaf;
}

inline Leaf point_leaf(const std::string& name, double best, UnitKind kind = UnitKind::share) {
  Leaf leaf = blank_leaf(name, Shape::point, kind);
  leaf.best = best;
  return leaf;
}

/// A stated, exact amount: it needs no condition in a sentence.
inline Leaf exact_leaf(const std::string& name, double best, UnitKind kind = UnitKind::amount) {
  Leaf leaf = point_leaf(name, best, kind);
  leaf.evidence = Evidence::measured;
  return leaf;
}

inline Leaf counted_leaf(const std::string& name, double k, double n, Shape shape = Shape::count) {
  Leaf leaf = blank_leaf(name, shape, UnitKind::share);
  leaf.k = k, leaf.n = n;
  return leaf;
}

/// range, uniform, normal, lognormal
inline Leaf between_leaf(const std::string& name, Shape shape, double low, double high, UnitKind kind = UnitKind::share) {
  Leaf leaf = blank_leaf(name, shape, kind);
  leaf.low = low, leaf.high = high;
  return leaf;
}

/// triangular, pert
inline Leaf peaked_leaf(const std::string& name, Shape shape, double low, double best, double high,
                        UnitKind kind = UnitKind::share) {
  Leaf leaf = between_leaf(name, shape, low, high, kind);
  leaf.best = best;
  return leaf;
}

inline Leaf unknown_leaf(const std::string& name, UnitKind kind = UnitKind::share) {
  Leaf leaf = blank_leaf(name, Shape::point, kind);
  leaf.unknown = true;
  return leaf;
}

inline Leaf sample_leaf(const std::string& name, std::vector<double> ascending, UnitKind kind = UnitKind::share) {
  Leaf leaf = blank_leaf(name, Shape::sample, kind);
  leaf.values = std::move(ascending);
  return leaf;
}

inline Leaf at(Leaf leaf, const std::string& file, long line) {
  leaf.place = {file, line, 0};
  return leaf;
}

}  // namespace premortem::testing
