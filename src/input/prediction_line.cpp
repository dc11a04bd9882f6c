#include "input/prediction_line.hpp"

#include <chrono>
#include <limits>

#include "input/short_decimal.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

std::string_view between(const char* from, const char* to) { return {from, static_cast<std::size_t>(to - from)}; }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

bool PlainPredictionReader::can_read() const { return std::string_view(",;\t|").find(delimiter_) != std::string_view::npos; }

inline const char* PlainPredictionReader::cell_end(const char* at) const {
  while (!ends_cell(*at)) ++at;
  return at;
}

inline const char* PlainPredictionReader::read_number(const char* at, double& value) const {
  if (const char* end = read_short_decimal(at, value); end && ends_cell(*end)) return end;
  return read_long_number(at, value);
}

const char* PlainPredictionReader::read_long_number(const char* at, double& value) const {
  const char* end = cell_end(at);
  const auto plain = plain_number(between(at, end));
  if (!plain) return nullptr;
  value = *plain;
  return end;
}

inline const char* PlainPredictionReader::read_amount(const char* at, bool zero_too, double& value) const {
  const char* end = read_number(at, value);
  const bool in_range = value == 0 ? zero_too : value >= smallest_amount && value <= largest_amount;
  return end && in_range ? end : nullptr;
}

inline const char* PlainPredictionReader::read_label(const char* at, std::uint8_t& label) const {
  if ((*at == '0' || *at == '1') && ends_cell(at[1])) {
    label = static_cast<std::uint8_t>(*at - '0');
    return at + 1;
  }
  const char* end = cell_end(at);
  const auto value = zero_or_one(between(at, end));
  if (!value) return nullptr;
  label = *value;
  return end;
}

const char* PlainPredictionReader::read_day(const char* at, std::int32_t& day) const {
  const char* end = cell_end(at);
  const auto date = parse_date(between(at, end));
  if (!date.value) return nullptr;
  day = static_cast<std::int32_t>(std::chrono::sys_days(*date.value).time_since_epoch().count());
  return end;
}

inline const char* PlainPredictionReader::read_name(const char* at, std::string_view& name) const {
  const char* end = cell_end(at);
  if (end != at && (is_blank(*at) || is_blank(end[-1]))) return nullptr;
  name = between(at, end);
  return end;
}

inline const char* PlainPredictionReader::read_cell(PredictionColumn column, const char* at, PlainPrediction& row) const {
  const auto is_absent = [&](const char* end) { return is_missing(between(at, end)); };
  switch (column) {
    case PredictionColumn::score: return read_number(at, row.score);
    case PredictionColumn::label: return read_label(at, row.label);
    case PredictionColumn::cohort: return read_name(at, row.cohort);
    case PredictionColumn::arm: return read_name(at, row.arm);
    case PredictionColumn::value: return read_amount(at, true, row.value);
    case PredictionColumn::weight: return read_amount(at, false, row.weight);
    case PredictionColumn::baseline_score: return read_number(at, row.baseline_score);
    case PredictionColumn::date: return read_day(at, row.date);
    case PredictionColumn::count:  // never read here
    case PredictionColumn::ignored: return cell_end(at);
    case PredictionColumn::outcome:
      row.outcome = std::numeric_limits<double>::quiet_NaN();
      return is_absent(cell_end(at)) ? cell_end(at) : read_number(at, row.outcome);
    case PredictionColumn::label_second:
      row.label_second = 2;
      return is_absent(cell_end(at)) ? cell_end(at) : read_label(at, row.label_second);
    case PredictionColumn::label_date:
      row.label_date = no_day;
      return is_absent(cell_end(at)) ? cell_end(at) : read_day(at, row.label_date);
  }
  return nullptr;
}

const char* PlainPredictionReader::read(const char* at, PlainPrediction& row) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    at = read_cell(columns_[i], at, row);
    if (!at || *at != (i + 1 < columns_.size() ? delimiter_ : '\n')) return nullptr;
    ++at;
  }
  return at;
}

}  // namespace premortem
