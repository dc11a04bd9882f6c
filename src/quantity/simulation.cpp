#include "premortem/quantity/simulation.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <exception>
#include <thread>

#include "premortem/core/error.hpp"
#include "premortem/core/vector_clones.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/quantity/streaming_summary.hpp"
#include "premortem/random/philox.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {
namespace {

constexpr std::size_t block_size = 1024;
// Samples are cut into the same parts whatever the number of threads, and parts are merged in order.
constexpr std::uint64_t parts = 64;

using Op = ExpressionNode::Op;
using Block = std::array<double, block_size>;

PREMORTEM_VECTOR_CLONES
void multiply(double* x, const double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] *= y[i];
}

PREMORTEM_VECTOR_CLONES
void divide(double* x, const double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] /= y[i];
}

PREMORTEM_VECTOR_CLONES
void multiply_by(double* x, double factor, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] *= factor;
}

/// The share x touched so far grows by those of the rest that y touches too: x + (1 - x) y / whole, without the
/// cancellation of 1 - (1 - x)(1 - y / whole). y counts at most the whole; nobody of nobody is no share.
PREMORTEM_VECTOR_CLONES
void unite(double* x, const double* y, const double* whole, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const double share = whole[i] > y[i] ? y[i] / whole[i] : (y[i] == 0.0 ? 0.0 : 1.0 + y[i] * 0.0);
    x[i] += share * (1.0 - x[i]);
  }
}

PREMORTEM_VECTOR_CLONES
std::uint64_t count_above(const double* x, double limit, std::size_t n) {
  std::uint64_t above = 0;
  for (std::size_t i = 0; i < n; ++i) above += x[i] > limit ? 1U : 0U;
  return above;
}

/// A leaf as the sampler sees it: a constant, or a stream and its inversion.
struct Variable {
  std::optional<double> constant;
  StreamKey key;
  std::unique_ptr<LeafSampler> sampler;
};

/// Everything threads share, read-only.
struct Plan {
  std::vector<Variable> variables;  // by leaf number; unused leaves are empty
  std::vector<std::size_t> drawn;   // leaves that vary
  std::span<const SimulatedOutput> outputs;
  SimulationSettings settings;
  std::uint64_t part_size;
};

std::vector<std::size_t> used_leaves(std::span<const SimulatedOutput> outputs) {
  std::vector<std::size_t> used;
  for (const auto& output : outputs) {
    for (const auto& e : output.expressions)
      for (const auto leaf : leaves_of(e)) used.push_back(leaf);
    if (output.population) used.push_back(*output.population);
    if (output.price) used.push_back(*output.price);
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

Plan make_plan(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs, const SimulationSettings& settings) {
  if (settings.samples == 0) throw DomainError("a simulation needs at least one sample");
  Plan plan{std::vector<Variable>(leaves.size()), {}, outputs, settings, 0};
  for (const auto i : used_leaves(outputs)) {
    plan.variables[i].constant = constant_of(leaves[i]);
    if (plan.variables[i].constant) continue;
    plan.variables[i].key = {settings.seed, variable_id(leaves[i].name)};
    plan.variables[i].sampler = make_sampler(leaves[i]);
    plan.drawn.push_back(i);
  }
  const std::uint64_t blocks = (settings.samples + block_size - 1) / block_size;
  plan.part_size = (blocks + parts - 1) / parts * block_size;
  return plan;
}

/// One thread's working memory.
class Worker {
 public:
  explicit Worker(const Plan& plan)
      : plan_(plan), columns_(plan.variables.size()), histograms_(plan.outputs.size()), above_(plan.outputs.size(), 0) {
    for (const auto leaf : plan.drawn) columns_[leaf] = std::make_unique<Block>();
  }

  std::vector<Moments> run_part(std::uint64_t part) {
    std::vector<Moments> moments(plan_.outputs.size());
    const std::uint64_t begin = part * plan_.part_size;
    const std::uint64_t end = std::min(begin + plan_.part_size, plan_.settings.samples);
    for (std::uint64_t first = begin; first < end; first += block_size)
      run_block(first, static_cast<std::size_t>(std::min<std::uint64_t>(block_size, end - first)), moments);
    return moments;
  }

  const LogHistogram& histogram(std::size_t output) const { return histograms_[output]; }
  std::uint64_t above(std::size_t output) const { return above_[output]; }

 private:
  void run_block(std::uint64_t first, std::size_t n, std::vector<Moments>& moments) {
    for (const auto leaf : plan_.drawn) {
      const std::span<double> column(columns_[leaf]->data(), n);
      fill_uniform(plan_.variables[leaf].key, first, column);
      plan_.variables[leaf].sampler->apply(column);
    }
    for (std::size_t i = 0; i < plan_.outputs.size(); ++i) {
      compute(plan_.outputs[i], n);
      const std::span<const double> values(result_.data(), n);
      histograms_[i].add(values);
      moments[i].merge(moments_of(values));
      if (plan_.outputs[i].limit) above_[i] += count_above(result_.data(), *plan_.outputs[i].limit, n);
    }
  }

  /// Leaves the output's values for the block in result_.
  void compute(const SimulatedOutput& output, std::size_t n) {
    if (output.expressions.size() == 1 && !output.population) {
      product(output.expressions.front(), result_, n);
      return;
    }
    whole_.fill(output.population_scale);
    multiply_leaf(whole_, *output.population, n);
    result_.fill(0);
    for (const auto& e : output.expressions) {
      product(e, term_, n);
      unite(result_.data(), term_.data(), whole_.data(), n);
    }
    multiply(result_.data(), whole_.data(), n);
    if (output.price) multiply_leaf(result_, *output.price, n);
  }

  void multiply_leaf(Block& into, std::size_t leaf, std::size_t n) {
    const Variable& v = plan_.variables[leaf];
    if (v.constant) multiply_by(into.data(), *v.constant, n);
    else multiply(into.data(), columns_[leaf]->data(), n);
  }

  /// Expressions that reach the simulation are products and quotients of constants and leaves.
  void product(const Expression& e, Block& into, std::size_t n) {
    into.fill(constant_factor(e, e.nodes.size() - 1, false));
    multiply_variables(e, e.nodes.size() - 1, false, into, n);
  }

  double constant_factor(const Expression& e, std::size_t at, bool inverse) {
    const auto& node = e.nodes[at];
    const auto own = [inverse](double x) { return inverse ? 1 / x : x; };
    switch (node.op) {
      case Op::constant: return own(node.value);
      case Op::leaf: return own(plan_.variables[node.a].constant.value_or(1));
      case Op::product: return constant_factor(e, node.a, inverse) * constant_factor(e, node.b, inverse);
      case Op::quotient: return constant_factor(e, node.a, inverse) * constant_factor(e, node.b, !inverse);
      default: break;
    }
    throw DomainError("an unknown overlap cannot be simulated");
  }

  void multiply_variables(const Expression& e, std::size_t at, bool inverse, Block& into, std::size_t n) {
    const auto& node = e.nodes[at];
    if (node.op == Op::product || node.op == Op::quotient) {
      multiply_variables(e, node.a, inverse, into, n);
      multiply_variables(e, node.b, inverse != (node.op == Op::quotient), into, n);
    }
    if (node.op != Op::leaf || plan_.variables[node.a].constant) return;
    if (inverse) divide(into.data(), columns_[node.a]->data(), n);
    else multiply(into.data(), columns_[node.a]->data(), n);
  }

  const Plan& plan_;
  std::vector<std::unique_ptr<Block>> columns_;
  std::vector<LogHistogram> histograms_;
  std::vector<std::uint64_t> above_;
  Block result_{}, term_{}, whole_{};
};

QuantileEstimate estimate(const LogHistogram& h, double p) {
  const double rank_error = std::sqrt(p * (1 - p) / static_cast<double>(h.count()));
  const double low = h.quantile(std::max(0.0, p - rank_error)), high = h.quantile(std::min(1.0, p + rank_error));
  return {h.quantile(p), (high - low) / 2};
}

Simulated summarise(const LogHistogram& h, const Moments& m, std::uint64_t above, bool limited) {
  if (!std::isfinite(h.max()) || !std::isfinite(m.mean)) throw Refusal("the simulated values pass the largest number");
  const bool constant = h.min() == h.max();
  const double variance = m.count > 1 ? m.squared_deviations / (m.count - 1) : 0;
  return {constant ? h.min() : m.mean,
          constant ? 0 : std::sqrt(variance / m.count),
          estimate(h, 0.05), estimate(h, 0.50), estimate(h, 0.95),
          limited ? std::optional<double>(static_cast<double>(above) / m.count) : std::nullopt,
          h.count()};
}

}  // namespace

std::vector<Simulated> simulate(std::span<const Leaf> leaves, std::span<const SimulatedOutput> outputs,
                                const SimulationSettings& settings) {
  const Plan plan = make_plan(leaves, outputs, settings);
  std::vector<std::vector<Moments>> part_moments(parts);
  std::vector<std::unique_ptr<Worker>> workers;
  for (int j = 0; j < std::max(1, settings.jobs); ++j) workers.push_back(std::make_unique<Worker>(plan));
  std::atomic<std::uint64_t> next{0};
  std::vector<std::exception_ptr> failures(workers.size());
  const auto work = [&](std::size_t j) {
    try {
      for (std::uint64_t part = next++; part < parts; part = next++) part_moments[part] = workers[j]->run_part(part);
    } catch (...) {
      failures[j] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t j = 1; j < workers.size(); ++j) threads.emplace_back(work, j);
    work(0);
  }
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
  std::vector<Simulated> results;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    LogHistogram histogram;
    Moments moments;
    std::uint64_t above = 0;
    for (const auto& worker : workers) {
      histogram.merge(worker->histogram(i));
      above += worker->above(i);
    }
    for (const auto& part : part_moments) moments.merge(part[i]);
    results.push_back(summarise(histogram, moments, above, outputs[i].limit.has_value()));
  }
  return results;
}

}  // namespace premortem
