#pragma once
#include <memory>

namespace premortem {

/// What simulations of one thread need not do again: the tables that leaves are drawn from, and the results of products that
/// differ in constants and multipliers alone. It changes no bit of any result. Kept to about 64 MiB: what is beyond is forgotten.
///
/// A product's constants and multipliers are one factor, which moves its mean and quantiles exactly; so a sweep over such
/// estimates simulates once an octave of the factor, and not once a point.
class SimulationMemory {
 public:
  SimulationMemory();
  ~SimulationMemory();
  SimulationMemory(SimulationMemory&&) noexcept;
  SimulationMemory& operator=(SimulationMemory&&) noexcept;

  struct Kept;
  Kept& kept() { return *kept_; }

 private:
  std::unique_ptr<Kept> kept_;
};

}  // namespace premortem
