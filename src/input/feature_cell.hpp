#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace premortem {

/// A cell of a feature in 8 bytes, before it is known whether its column holds numbers or words: missing, a number, or the
/// position of a word in a list that is kept elsewhere. A short number is kept as it is written, so that a code 007 among
/// words stays 007. What is no finite number stands in the bits that a double leaves to NaN.
class FeatureCell {
 public:
  static FeatureCell missing() { return FeatureCell(nan_bits); }
  static FeatureCell word(std::uint32_t index) { return FeatureCell(nan_bits | word_tag | index); }
  /// A number in plain notation, as parse_number takes it; absent for anything else.
  static std::optional<FeatureCell> number(std::string_view text);

  bool is_missing() const { return bits_ == nan_bits; }
  bool is_word() const { return (bits_ & tags) == (nan_bits | word_tag); }
  std::uint32_t word() const { return static_cast<std::uint32_t>(bits_); }
  /// Of a cell that is a number, the value that parse_number gives; NaN for a missing one.
  double value() const;
  /// Of a cell that is a number, what was written; with more than 12 digits or an exponent its shortest notation.
  std::string text() const;

 private:
  // A quiet NaN: the exponent and the topmost bit of the fraction. Below it two bits say what the rest holds.
  static constexpr std::uint64_t nan_bits = 0x7FF8'0000'0000'0000, word_tag = std::uint64_t{1} << 49, short_tag = std::uint64_t{1} << 50;
  static constexpr std::uint64_t tags = nan_bits | word_tag | short_tag;

  explicit FeatureCell(std::uint64_t bits) : bits_(bits) {}
  static std::optional<FeatureCell> short_number(std::string_view text);
  bool is_short() const { return (bits_ & tags) == (nan_bits | short_tag); }

  std::uint64_t bits_;
};

}  // namespace premortem
