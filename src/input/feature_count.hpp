#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace premortem {

enum class FeatureKind { numbers, words, mixed };

/// What the cells of a feature are, as far as they were read.
struct FeatureCount {
  std::uint64_t numbers = 0, words = 0;
  long first_line = 0;             ///< of the first word
  std::string first_word;
  bool has_real_word = false;      ///< neither a number as people write it, nor a way to say that there is none
  bool has_written_number = false;  ///< as people write it: `5%`, `$5`, `18M`, `1,234`

  /// @param fresh  whether it was not among the words before
  void add_word(std::string_view word, long line, bool fresh);
  /// Of rows that come later in the file.
  void join(const FeatureCount& later);

  /// Whether these are numbers that row data may not hold, for it takes them in plain notation only.
  bool is_badly_written() const { return words > 0 && !has_real_word && (numbers > 0 || has_written_number); }

  /// Numbers if no cell is a word, words if more than half of the cells are, else neither.
  FeatureKind kind() const {
    if (words == 0) return FeatureKind::numbers;
    return numbers >= words ? FeatureKind::mixed : FeatureKind::words;
  }
};

}  // namespace premortem
