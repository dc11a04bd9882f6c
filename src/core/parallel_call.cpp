#include "core/parallel_call.hpp"

#include <algorithm>

namespace premortem {

ParallelCall::ParallelCall(std::size_t count, std::size_t workers, const Work& work) : count_(count), work_(work), failures_(workers, {count, nullptr}) {}

void ParallelCall::take(std::size_t worker) {
  for (std::size_t i = next_++; i < count_; i = next_++) {
    try {
      work_(i, worker);
    } catch (...) {
      if (!failures_[worker].what) failures_[worker] = {i, std::current_exception()};
    }
  }
}

void ParallelCall::rethrow_first() const {
  const auto first = std::min_element(failures_.begin(), failures_.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  if (first->what) std::rethrow_exception(first->what);
}

}  // namespace premortem
