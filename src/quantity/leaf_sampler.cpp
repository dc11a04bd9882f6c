#include "quantity/leaf_sampler.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/vector_clones.hpp"
#include "premortem/quantity/quantile_table.hpp"

namespace premortem {
namespace {

PREMORTEM_VECTOR_CLONES
void scale(double* x, std::size_t n, double factor) {
  for (std::size_t i = 0; i < n; ++i) x[i] *= factor;
}

PREMORTEM_VECTOR_CLONES
void uniform_draws(double* u, std::size_t n, double low, double width) {
  for (std::size_t i = 0; i < n; ++i) u[i] = low + width * u[i];
}

PREMORTEM_VECTOR_CLONES
void keep_within_one(double* x, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const double floored = x[i] < 0.0 ? 0.0 : x[i];
    x[i] = floored > 1.0 ? 1.0 : floored;
  }
}

/// Inverse of the triangular cdf: low + sqrt(u (high-low)(mode-low)) below the mode, mirrored above.
PREMORTEM_VECTOR_CLONES
void triangular_draws(double* u, std::size_t n, double low, double mode, double high) {
  const double split = (mode - low) / (high - low);
  const double left = (high - low) * (mode - low);
  const double right = (high - low) * (high - mode);
  for (std::size_t i = 0; i < n; ++i) {
    const bool below = u[i] < split;
    const double root = std::sqrt((below ? u[i] : 1.0 - u[i]) * (below ? left : right));
    u[i] = below ? low + root : high - root;
  }
}

class UniformSampler final : public LeafSampler {
 public:
  UniformSampler(double low, double high) : low_(low), width_(high - low) {}
  void apply(std::span<double> u) const override { uniform_draws(u.data(), u.size(), low_, width_); }

 private:
  double low_, width_;
};

class TriangularSampler final : public LeafSampler {
 public:
  explicit TriangularSampler(const Leaf& leaf) : low_(*leaf.low), mode_(*leaf.best), high_(*leaf.high) {}
  void apply(std::span<double> u) const override { triangular_draws(u.data(), u.size(), low_, mode_, high_); }

 private:
  double low_, mode_, high_;
};

class EmpiricalSampler final : public LeafSampler {
 public:
  explicit EmpiricalSampler(const std::vector<double>& values) : values_(values) {}
  void apply(std::span<double> u) const override {
    const auto n = static_cast<double>(values_.size());
    for (double& x : u) x = values_[std::min(values_.size() - 1, static_cast<std::size_t>(x * n))];
  }

 private:
  const std::vector<double>& values_;
};

class TableSampler final : public LeafSampler {
 public:
  TableSampler(LeafDistribution distribution, int jobs) : table_(std::move(distribution), jobs) {}
  void apply(std::span<double> u) const override { table_.apply(u); }

 private:
  QuantileTable table_;
};

class ScaledSampler final : public LeafSampler {
 public:
  ScaledSampler(std::unique_ptr<LeafSampler> inner, double factor) : inner_(std::move(inner)), factor_(factor) {}
  void apply(std::span<double> u) const override {
    inner_->apply(u);
    scale(u.data(), u.size(), factor_);
  }

 private:
  std::unique_ptr<LeafSampler> inner_;
  double factor_;
};

/// The equal mixture of what several experts say. One uniform does both: its place among the experts says whose turn
/// it is, its place within that expert's part is the uniform of the draw.
class PoolSampler final : public LeafSampler {
 public:
  PoolSampler(const std::vector<Leaf>& experts, int jobs) {
    for (const auto& expert : experts) {
      constants_.push_back(constant_of(expert));
      samplers_.push_back(constants_.back() ? nullptr : make_sampler(expert, jobs));
    }
  }

  void apply(std::span<double> u) const override {
    const auto count = static_cast<double>(samplers_.size());
    std::vector<std::vector<std::size_t>> places(samplers_.size());
    for (std::size_t i = 0; i < u.size(); ++i) {
      const double part = u[i] * count;
      const auto whose = std::min(samplers_.size() - 1, static_cast<std::size_t>(part));
      u[i] = std::clamp(part - static_cast<double>(whose), smallest_uniform, 1 - smallest_uniform);
      places[whose].push_back(i);
    }
    for (std::size_t whose = 0; whose < samplers_.size(); ++whose) draw(whose, places[whose], u);
  }

 private:
  static constexpr double smallest_uniform = 0x1p-53;

  void draw(std::size_t whose, const std::vector<std::size_t>& places, std::span<double> u) const {
    std::vector<double> own;
    for (const auto i : places) own.push_back(u[i]);
    if (constants_[whose]) std::fill(own.begin(), own.end(), *constants_[whose]);
    else samplers_[whose]->apply(own);
    for (std::size_t i = 0; i < places.size(); ++i) u[places[i]] = own[i];
  }

  std::vector<std::optional<double>> constants_;
  std::vector<std::unique_ptr<LeafSampler>> samplers_;
};

/// Draws of a share that can come out above 1 or below 0; what lies beyond counts as everyone or nobody.
class ShareSampler final : public LeafSampler {
 public:
  explicit ShareSampler(std::unique_ptr<LeafSampler> inner) : inner_(std::move(inner)) {}
  void apply(std::span<double> u) const override {
    inner_->apply(u);
    keep_within_one(u.data(), u.size());
  }

 private:
  std::unique_ptr<LeafSampler> inner_;
};

bool may_leave_unit_interval(const Leaf& leaf) {
  return leaf.multiplier > 1 || leaf.shape == Shape::rate || leaf.shape == Shape::lognormal || leaf.shape == Shape::normal;
}

std::unique_ptr<LeafSampler> unscaled_sampler(const Leaf& leaf, int jobs) {
  switch (leaf.shape) {
    case Shape::uniform: return std::make_unique<UniformSampler>(*leaf.low, *leaf.high);
    case Shape::triangular: return std::make_unique<TriangularSampler>(leaf);
    case Shape::sample: return std::make_unique<EmpiricalSampler>(leaf.values);
    case Shape::pool: return std::make_unique<PoolSampler>(leaf.experts, jobs);
    default: return std::make_unique<TableSampler>(*distribution_of(leaf), jobs);
  }
}

}  // namespace

std::optional<double> constant_of(const Leaf& leaf) {
  if (leaf.unknown) return std::nullopt;
  if (leaf.shape == Shape::point) return *leaf.best * leaf.multiplier;
  const bool stated_between = leaf.low && leaf.high && leaf.shape != Shape::sample;
  if (stated_between && *leaf.low == *leaf.high) return *leaf.low * leaf.multiplier;
  return std::nullopt;
}

std::unique_ptr<LeafSampler> make_sampler(const Leaf& leaf, int jobs) {
  if (const auto why = why_not_drawn(leaf); !why.empty()) throw DomainError(why);
  auto sampler = unscaled_sampler(leaf, jobs);
  if (leaf.multiplier != 1) sampler = std::make_unique<ScaledSampler>(std::move(sampler), leaf.multiplier);
  if (leaf.unit_kind != UnitKind::share || !may_leave_unit_interval(leaf)) return sampler;
  return std::make_unique<ShareSampler>(std::move(sampler));
}

}  // namespace premortem
