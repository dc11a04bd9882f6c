#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace premortem {

/// Why a cell was not understood: a stable code, what is wrong with the offending text quoted, what to do.
/// Codes: `missing` (empty, `NA`), `number`, `count`, `date`, `ambiguous` (two readings, both shown), `order`
/// (low above high), `outside` (best not between low and high), `currency`, `spreadsheet` (`#REF!`, a formula).
struct CellProblem {
  std::string code;
  std::string message;
  std::string hint;
};

template <class T>
struct Parsed {
  std::optional<T> value;
  CellProblem problem;  ///< set when value is not
  explicit operator bool() const { return value.has_value(); }
};

/// A finite number in plain notation, as row data must write it: `12`, `-0.5`, `1e-3`; ASCII blanks around
/// it are ignored. Everything else is refused with its reason: `1,234`, `0,95`, `$5`, `5 ms`, `5%`, `1_000`,
/// `0x1p3`, `1e`, `--1`, `NaN`, `Inf`, `1e400` (never infinity), `1e-400` (never silently 0), full-width
/// digits and blanks other than ASCII (code point shown).
Parsed<double> parse_number(std::string_view cell);

/// What parse_number gives for most cells, without what a refusal needs: for millions of them. Absent where it takes a closer
/// look, which parse_number then does.
std::optional<double> plain_number(std::string_view cell);

/// A whole number in [0, 2^53], also as `3.0` or `1e7`. Refused: `2.5`, `-1`, `9007199254740993`, and what
/// parse_number refuses. The text decides, not the rounded value: `0.99999999999999999999` is not whole.
Parsed<double> parse_count(std::string_view cell);

/// ISO 8601 calendar date, `2026-02-28`; refused with its reason: `2026-02-30`, `03/04/2026`, a date with a time.
Parsed<std::chrono::year_month_day> parse_date(std::string_view cell);

/// A number as people write it. One of: best alone; low and high (a range); all three; or unknown.
struct PeopleNumber {
  std::optional<double> low;
  std::optional<double> best;
  std::optional<double> high;
  bool unknown = false;   ///< `?` or `TBD`
  std::string reading;    ///< what it was taken for, to be echoed ("5% is 0.05"); empty for plain notation
};

/// Plain numbers and, where there is only one reading, what people write: `5%`, `18M`, `200K`, `1 in 1000`,
/// `$18,000,000` in the case's currency, ranges `2-5%`, `2% - 5%`, `2\u20135%`, `3% (2-5)`, `?`, `TBD`.
/// Refused with both readings shown: a lone `1,234`. Refused with the reason: `0,95`, `5m` (milli or
/// million?), another currency, `<5%`, `~5`, `#REF!`, low > high (no swap), best outside its range.
/// @param currency  the case's currency as written in feature.csv (`USD`, `$`, `EUR`, ...); empty: a
///                  currency sign alone is accepted and echoed, a second currency is not this function's affair
/// A number without a unit beside one that has it takes the unit if that is the only reading in which low, best
/// and high are in order (`2-5%`, `18M (15-20)`); where both readings are (`2-5M`), both are shown and it is refused.
/// Values are the double nearest to what was written: `5%` is 0.05, `0.1%` is 0.001, `18M` is 18000000.
Parsed<PeopleNumber> parse_people_number(std::string_view cell, std::string_view currency = {});

}  // namespace premortem
