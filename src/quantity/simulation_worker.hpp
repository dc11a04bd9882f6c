#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "premortem/quantity/streaming_summary.hpp"
#include "quantity/block_evaluator.hpp"
#include "quantity/simulation_plan.hpp"

namespace premortem {

/// What one slice of the samples came to, for one output.
struct SliceResult {
  std::vector<Moments> moments;  ///< as MomentsBySlice wants them
  std::uint64_t undefined = 0;  ///< samples in which it has no value
  std::string why_undefined;    ///< in the first of them
};

/// One thread's working memory.
class SimulationWorker {
 public:
  explicit SimulationWorker(const SimulationPlan& plan);

  /// @return by output
  std::vector<SliceResult> run(const SampleSlice& slice);

  LogHistogram take_histogram(std::size_t output) { return std::move(histograms_[output]); }
  std::uint64_t above(std::size_t output) const { return above_[output]; }
  /// Every value of an output, in the order of the slices that were run; empty unless the plan keeps them.
  const std::vector<double>& values(std::size_t output) const { return values_[output]; }

 private:
  void run_block(std::uint64_t first, std::size_t n, std::vector<SliceResult>& results);
  void count_distances(std::size_t output, std::size_t n);
  void draw(std::uint64_t first, std::size_t n);
  void compute(std::size_t output, std::size_t n);
  void evaluate(std::size_t output, std::size_t expression, std::span<double> out);
  void note_undefined(std::size_t output, std::span<const double> values, SliceResult& result) const;

  const SimulationPlan& plan_;
  std::vector<std::unique_ptr<Block>> blocks_;         // by leaf number: draws without their factor
  std::vector<std::unique_ptr<Block>> scaled_blocks_;  // times it, where another than a product wants them
  std::vector<LeafColumn> columns_;                    // what has its factor
  std::vector<LeafColumn> product_columns_;
  std::vector<std::vector<std::unique_ptr<BlockEvaluator>>> evaluators_;  // by output and expression; null for products
  std::vector<LogHistogram> histograms_;
  std::vector<std::uint64_t> above_;
  std::vector<std::vector<double>> values_;
  std::vector<Block> scores_;
  Block result_{}, term_{}, whole_{};
};

}  // namespace premortem
