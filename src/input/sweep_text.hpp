#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace premortem {

/// A part of a `--vary` and where it begins, in bytes.
struct SweepPiece {
  std::string text;
  std::size_t at = 0;
};

/// The parts between the marks, without the blanks around them.
std::vector<SweepPiece> split(const SweepPiece& piece, char mark);

/// `NAME=VALUES`, with what is needed to say where in it something is wrong.
class SweepText {
 public:
  /// @throws UsageError where there is no name or nothing to the right of the sign
  explicit SweepText(std::string whole);

  const std::string& name() const { return name_; }
  const SweepPiece& value() const { return value_; }

  /// `--vary "NAME=VALUES": "piece" at character N what; hint`. What already begins with the piece in quotes is not
  /// given it twice. @throws UsageError
  [[noreturn]] void fail(const SweepPiece& piece, const std::string& what, const std::string& hint) const;

 private:
  std::string whole_;
  std::string name_;
  SweepPiece value_;
};

}  // namespace premortem
