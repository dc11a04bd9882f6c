#include "input/feature_count.hpp"

#include "input/cell_decimal.hpp"
#include "input/cell_reasons.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

/// A range such as an age of 18-24 is a name like any other.
bool is_written_number(std::string_view word) {
  const auto parsed = parse_people_number(word);
  if (!parsed.value) return parsed.problem.code == "ambiguous" || comma_number(word).has_value();
  return parsed.value->best && !parsed.value->low;
}

bool says_none(std::string_view word) {
  const auto lower = lower_case(word);
  return missing_value(word).has_value() || lower == "nan" || lower == "?";
}

}  // namespace

void FeatureCount::add_word(std::string_view word, long line, bool fresh) {
  if (words++ == 0) first_line = line, first_word = word;
  if (!fresh || has_real_word) return;  // most columns of words show it in their first cell
  const bool written = is_written_number(word);
  has_written_number = has_written_number || written;
  has_real_word = !written && !says_none(word);
}

void FeatureCount::join(const FeatureCount& later) {
  if (words == 0) first_line = later.first_line, first_word = later.first_word;
  numbers += later.numbers;
  words += later.words;
  has_real_word = has_real_word || later.has_real_word;
  has_written_number = has_written_number || later.has_written_number;
}

}  // namespace premortem
