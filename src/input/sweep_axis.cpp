#include "premortem/input/sweep_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "input/sweep_text.hpp"
#include "premortem/core/nearest_name.hpp"
#include "premortem/input/cell.hpp"

namespace premortem {
namespace {

using Pieces = std::vector<SweepPiece>;

double number_of(const SweepText& text, const SweepPiece& piece) {
  const auto parsed = parse_people_number(piece.text);
  if (!parsed.value) text.fail(piece, parsed.problem.message, parsed.problem.hint);
  if (!parsed.value->best || parsed.value->low) text.fail(piece, "is not one number", "write one such as 0.2, 5% or 18M");
  return *parsed.value->best;
}

std::uint64_t count_of(const SweepText& text, const SweepPiece& piece) {
  const auto parsed = parse_count(piece.text);
  if (!parsed.value) text.fail(piece, "is not a count of points", "write a whole number from 2 to 2^53, such as 11");
  if (*parsed.value < 2) text.fail(piece, "is too few points for a range", "write 2 or more; one value alone is NAME=V");
  return static_cast<std::uint64_t>(*parsed.value);
}

void check_range(const SweepText& text, const SweepAxis& axis, const Pieces& pieces) {
  if (axis.scale == SweepScale::logarithmic)
    for (std::size_t i = 0; i < 2; ++i)
      if (!((i == 0 ? axis.low : axis.high) > 0)) text.fail(pieces[i], "is not above 0 and has no logarithm", "write a range above 0, or a linear one: NAME=lo:hi:count");
  if (axis.low > axis.high) text.fail(pieces[0], "is above \"" + pieces[1].text + "\"", "write the lower number first");
  if (axis.low == axis.high) text.fail(pieces[0], "is \"" + pieces[1].text + "\" again, which leaves nothing to vary", "give two numbers that differ");
  const bool wide = axis.scale == SweepScale::logarithmic ? std::isinf(axis.high / axis.low) : std::isinf(axis.high - axis.low);
  if (wide) text.fail(pieces[1], "is too far from \"" + pieces[0].text + "\" to be computed with", "give a narrower range");
  if (points_coincide(axis)) text.fail(pieces[2], "is more points than there are numbers to tell apart", "give fewer points, or a wider range");
}

/// The number after the x of `x0.5`; absent where the text is no multiple.
std::optional<std::string> factor_of(const std::string& text) {
  const auto sign = std::string(text.starts_with("\u00D7") ? "\u00D7" : text.starts_with('x') || text.starts_with('X') ? text.substr(0, 1) : "");
  if (sign.empty() || text.size() == sign.size()) return std::nullopt;
  const char first = text[sign.size()];
  if ((first < '0' || first > '9') && first != '.' && first != '-' && first != '+') return std::nullopt;
  return text.substr(sign.size());
}

/// The ends of a range of multiples without their x; both ends or none are multiples.
Pieces ends_of(const SweepText& text, SweepAxis& axis, Pieces pieces) {
  axis.multiples = factor_of(pieces[0].text).has_value();
  for (std::size_t i = 0; i < 2; ++i) {
    const auto factor = factor_of(pieces[i].text);
    if (factor.has_value() != axis.multiples) text.fail(pieces[i], axis.multiples ? "is a value, and the range begins with a multiple" : "is a multiple, and the range begins with a value", "write both ends with x, or none");
    if (factor) pieces[i].at += pieces[i].text.size() - factor->size(), pieces[i].text = *factor;
  }
  return pieces;
}

SweepAxis range(const SweepText& text, SweepAxis axis, Pieces pieces) {
  const char* form = axis.scale == SweepScale::linear ? "lo:hi:count" : "log(lo,hi,count)";
  if (pieces.size() < 2 || pieces.size() > 3) text.fail(text.value(), "does not have two or three parts", fmt::format("write NAME={}", form));
  for (const auto& piece : pieces)
    if (piece.text.empty()) text.fail(piece, "is an empty part", fmt::format("write NAME={}", form));
  pieces = ends_of(text, axis, std::move(pieces));
  axis.low = number_of(text, pieces[0]), axis.high = number_of(text, pieces[1]);
  if (pieces.size() == 3) axis.count = count_of(text, pieces[2]);
  check_range(text, axis, pieces);
  if (axis.multiples && axis.low < 0) text.fail(pieces[0], "is a multiple below 0", "write x0 or more");
  return axis;
}

/// `1,000` would be taken for the values 1 and 000.
bool is_thousands_group(const Pieces& pieces, std::size_t i) {
  const auto& text = pieces[i].text;
  const bool three = text.size() >= 3 && std::all_of(text.begin(), text.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }) && (text.size() == 3 || text[3] == '.');
  if (i == 0 || !three) return false;
  const auto& before = pieces[i - 1].text;
  const bool after_currency = !before.empty() && (before[0] == '$' || static_cast<unsigned char>(before[0]) >= 0x80);
  return text[0] == '0' || after_currency;
}

void refuse_twice(const SweepText& text, const SweepAxis& axis, const SweepPiece& piece, const SweepValue& value) {
  for (const auto& earlier : axis.values) {
    const bool same = earlier.number && value.number ? *earlier.number == *value.number : folded_name(earlier.text) == folded_name(value.text);
    if (same) text.fail(piece, "is a value for the second time", "give each value once");
  }
}

/// The decision threshold may be named in short.
std::string identity_of(const SweepAxis& axis) {
  const auto name = folded_name(axis.name);
  return name == "threshold" ? "decision_threshold" : name;
}

SweepAxis list(const SweepText& text, SweepAxis axis, const Pieces& pieces) {
  axis.multiples = factor_of(pieces.front().text).has_value();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    if (piece.text.empty()) text.fail(piece, "is an empty value", "write a value between the commas");
    if (is_thousands_group(pieces, i)) text.fail(piece, "is a piece of a number with thousands separators", "commas part values here; write 1000 or 1K for 1,000");
    const auto factor = factor_of(piece.text);
    if (factor.has_value() != axis.multiples) text.fail(piece, axis.multiples ? "is a value among multiples" : "is a multiple among values", "write all of them with x, or none");
    SweepValue value{factor.value_or(piece.text), std::nullopt};
    if (factor) value.number = number_of(text, {value.text, piece.at});
    else if (const auto parsed = parse_people_number(piece.text); parsed.value && parsed.value->best && !parsed.value->low) value.number = parsed.value->best;
    if (factor && *value.number < 0) text.fail(piece, "is a multiple below 0", "write x0 or more");
    refuse_twice(text, axis, piece, value);
    axis.values.push_back(std::move(value));
  }
  return axis;
}

}  // namespace

SweepAxis parse_sweep_axis(const std::string& whole) {
  const SweepText text(whole);
  SweepAxis axis;
  axis.name = text.name();
  const auto value = text.value();
  if (value.text.starts_with("log(")) {
    if (!value.text.ends_with(')')) text.fail(value, "has no closing parenthesis", "write NAME=log(lo,hi,count)");
    axis.scale = SweepScale::logarithmic;
    return range(text, axis, split({value.text.substr(4, value.text.size() - 5), value.at + 4}, ','));
  }
  if (value.text.find(':') == std::string::npos) return list(text, axis, split(value, ','));
  axis.scale = SweepScale::linear;
  return range(text, axis, split(value, ':'));
}

std::vector<SweepAxis> parse_sweep_axes(const std::vector<std::string>& texts) {
  std::vector<SweepAxis> axes;
  for (const auto& whole : texts) {
    auto axis = parse_sweep_axis(whole);
    const auto same = [&](const SweepAxis& a) { return identity_of(a) == identity_of(axis); };
    if (std::any_of(axes.begin(), axes.end(), same)) SweepText(whole).fail({axis.name, 0}, "is varied twice", "give each name once, with all its values");
    axes.push_back(std::move(axis));
  }
  return axes;
}

}  // namespace premortem
