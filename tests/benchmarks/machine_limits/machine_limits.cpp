// What the steps of the harm job cost one core: the job itself, block by block in the nearest memory, with a clock read between the
// steps, and nothing else: no files, threads, bounds or page. machine_limits [SAMPLES]
// Prints one line of JSON: nanoseconds a sample by step, in the fastest of some repetitions; memory read in GB/s; and the job's numbers.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "premortem/core/vector_clones.hpp"
#include "premortem/quantity/streaming_summary.hpp"
#include "premortem/random/philox.hpp"
#include "quantity/leaf_sampler.hpp"

namespace {

using namespace premortem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t block = 1024, factors = 4;
constexpr std::size_t steps = 8;
constexpr std::array<const char*, steps> step_names = {"uniforms", "beta", "pert", "lognormal", "triangular", "product", "histogram", "moments"};
using Nanoseconds = std::array<double, steps>;

struct Factor {
  StreamKey key;
  std::unique_ptr<LeafSampler> sampler;
};

Factor factor(const char* name, Leaf leaf) {
  leaf.unit_kind = UnitKind::factor;
  return {{1, variable_id(name)}, make_sampler(leaf)};
}

Leaf stated(Shape shape, double low, std::optional<double> best, double high) {
  Leaf leaf;
  leaf.shape = shape, leaf.low = low, leaf.best = best, leaf.high = high;
  return leaf;
}

/// The rows of tests/benchmarks/harm_job/case/assumptions.csv that vary.
std::vector<Factor> harm_job() {
  Leaf beta;
  beta.shape = Shape::beta, beta.k = 10, beta.n = 10000;
  std::vector<Factor> all;
  all.push_back(factor("high_risk", beta));
  all.push_back(factor("exposed", stated(Shape::pert, 0.02, 0.05, 0.10)));
  all.push_back(factor("irreversible", stated(Shape::lognormal, 0.0517923, std::nullopt, 0.1930788)));
  all.push_back(factor("scale", stated(Shape::triangular, 0.5, 1, 1.8)));
  return all;
}

PREMORTEM_VECTOR_CLONES
void multiply(const double* a, const double* b, const double* c, const double* d, double* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out[i] = 1e7 * a[i] * b[i] * c[i] * d[i];
}

PREMORTEM_VECTOR_CLONES
double sum_of(const double* x, std::size_t n) {
  double lane[32] = {};
  for (std::size_t i = 0; i + 32 <= n; i += 32)
    for (std::size_t j = 0; j < 32; ++j) lane[j] += x[i + j];
  return *std::max_element(lane, lane + 32);
}

struct Summary {
  LogHistogram histogram;
  Moments moments;
};

Nanoseconds run(const std::vector<Factor>& job, std::uint64_t samples, Summary& summary) {
  std::array<std::array<double, block>, factors> column{};
  std::array<double, block> product{};
  std::array<Clock::duration, steps> spent{};
  auto last = Clock::now();
  std::size_t step = 0;
  const auto done = [&] {
    const auto now = Clock::now();
    spent[step++] += now - last;
    last = now;
  };
  for (std::uint64_t first = 0; first < samples; first += block) {
    step = 0;
    for (std::size_t f = 0; f < factors; ++f) fill_uniform(job[f].key, first, column[f]);
    done();
    for (std::size_t f = 0; f < factors; ++f) job[f].sampler->apply(column[f]), done();
    multiply(column[0].data(), column[1].data(), column[2].data(), column[3].data(), product.data(), block);
    done();
    summary.histogram.add(product);
    done();
    summary.moments.merge(moments_of(product));
    done();
  }
  Nanoseconds each{};
  for (std::size_t s = 0; s < steps; ++s) each[s] = std::chrono::duration<double, std::nano>(spent[s]).count() / static_cast<double>(samples);
  return each;
}

double gigabytes_read_per_second() {
  const std::vector<double> much(std::size_t{1} << 25U, 1.0);  // 256 MiB: beyond any cache
  double best = 0;
  for (int repetition = 0; repetition < 4; ++repetition) {
    const auto began = Clock::now();
    const double sum = sum_of(much.data(), much.size());
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (sum > 0) best = std::max(best, static_cast<double>(much.size() * sizeof(double)) / seconds / 1e9);
  }
  return best;
}

}  // namespace

int main(int count, char** arguments) {
  constexpr int repetitions = 5;
  const auto samples = count > 1 ? static_cast<std::uint64_t>(std::atof(arguments[1])) : std::uint64_t{2'000'000};
  const std::uint64_t whole = std::max<std::uint64_t>(1, samples / repetitions / block) * block;
  const auto job = harm_job();
  Nanoseconds best{};
  Summary summary;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    Summary own;
    const auto each = run(job, whole, own);
    for (std::size_t s = 0; s < steps; ++s) best[s] = repetition == 0 ? each[s] : std::min(best[s], each[s]);
    if (repetition == 0) summary = std::move(own);
  }
  std::printf("{\"samples\": %llu", static_cast<unsigned long long>(whole));
  double sum = 0;
  for (std::size_t s = 0; s < steps; ++s) std::printf(", \"%s ns\": %.4f", step_names[s], best[s]), sum += best[s];
  std::printf(", \"sum ns\": %.4f, \"memory GB/s\": %.2f, \"mean\": %.9g, \"p05\": %.9g, \"p50\": %.9g, \"p95\": %.9g}\n", sum, gigabytes_read_per_second(),
              summary.moments.mean, summary.histogram.quantile(0.05), summary.histogram.quantile(0.5), summary.histogram.quantile(0.95));
}
