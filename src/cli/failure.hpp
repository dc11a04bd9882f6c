#pragma once
#include <exception>
#include <string>
#include <utility>

namespace premortem::cli {

/// How a run ends that cannot go on: the exit code, and what stands on standard error.
struct Failure {
  int code = 0;
  std::string line;  ///< without its line end; an input error has several lines
};

/// A failure that another process had.
class RemoteFailure : public std::exception {
 public:
  explicit RemoteFailure(Failure failure) : failure_(std::move(failure)) {}
  const char* what() const noexcept override { return failure_.line.c_str(); }
  const Failure& failure() const { return failure_; }

 private:
  Failure failure_;
};

/// What is told of an exception.
Failure failure_of(const std::exception_ptr& thrown);

}  // namespace premortem::cli
