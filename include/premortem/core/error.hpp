#pragma once
#include <stdexcept>

namespace premortem {

/// An argument is outside the domain of a formula; the message names the argument and its value.
struct DomainError : std::domain_error { using std::domain_error::domain_error; };
/// Valid input from which the model cannot compute what was asked (exit 4); the message says why.
struct Refusal : std::runtime_error { using std::runtime_error::runtime_error; };
/// The command line is wrong (exit 2).
struct UsageError : std::runtime_error { using std::runtime_error::runtime_error; };
/// A file or device failed (exit 5); the message carries the system's words.
struct FileError : std::runtime_error { using std::runtime_error::runtime_error; };
/// A stated limit would be passed (exit 6); the message says which and by what.
struct LimitError : std::runtime_error { using std::runtime_error::runtime_error; };

}  // namespace premortem
