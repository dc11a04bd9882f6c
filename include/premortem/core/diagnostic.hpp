#pragma once
#include <cstddef>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "premortem/core/place.hpp"

namespace premortem {

enum class Severity { error, warning };

/// One finding about the input: where, what kind, what is wrong (with the offending text), what to do.
struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string code;     ///< short stable name, e.g. "probability"
  std::string message;  ///< what, the offending text, what was expected
  std::string hint;     ///< what to do about it; may be empty
};

/// `file:line:column: error[code]: message; hint`. Control, bidi and zero-width characters of the input
/// are shown as code points, so that a message can be printed on any terminal.
std::string to_string(const Diagnostic& diagnostic);

/// Collects every finding of a run, so that a reader mends a file in one go.
class Diagnostics {
 public:
  void error(Place place, std::string code, std::string message, std::string hint = {});
  void warn(Place place, std::string code, std::string message, std::string hint = {});

  /// Takes over what another part of the same input was found to have, after what is here.
  void append(const Diagnostics& later);

  /// Adds to the hints of what was found since: what `more` says of a finding, if it says something.
  /// @param errors, warnings  how many were there before
  void add_to_hints(std::size_t errors, std::size_t warnings, const std::function<std::string(const Diagnostic&)>& more);

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  /// Errors are kept up to `kept_errors`; beyond that they are only counted.
  const std::vector<Diagnostic>& errors() const { return kept_; }
  const std::vector<Diagnostic>& warnings() const { return warnings_; }

  static constexpr std::size_t kept_errors = 20;

 private:
  std::vector<Diagnostic> kept_;
  std::vector<Diagnostic> warnings_;
  std::size_t errors_ = 0;
};

/// The input is not valid (exit 3). Carries all that was found.
class InputError : public std::exception {
 public:
  explicit InputError(Diagnostics found);
  const char* what() const noexcept override { return text_.c_str(); }
  const Diagnostics& diagnostics() const { return found_; }

 private:
  Diagnostics found_;
  std::string text_;
};

}  // namespace premortem
