#pragma once
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <vector>

namespace premortem {

/// One call of in_parallel: the indices that are left, and what the calls of `work` have thrown.
class ParallelCall {
 public:
  using Work = std::function<void(std::size_t, std::size_t)>;

  ParallelCall(std::size_t count, std::size_t workers, const Work& work);

  std::size_t workers() const { return failures_.size(); }
  bool has_left() const { return next_ < count_; }
  /// Works as this worker until no index is left. One thread a worker.
  void take(std::size_t worker);
  /// When all is done. @throws what was thrown at the lowest index
  void rethrow_first() const;

 private:
  struct Failure {
    std::size_t at;
    std::exception_ptr what;
  };

  std::size_t count_;
  const Work& work_;
  std::atomic<std::size_t> next_{0};
  std::vector<Failure> failures_;  // by worker, each its first
};

}  // namespace premortem
