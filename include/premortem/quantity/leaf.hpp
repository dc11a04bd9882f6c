#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/core/interval.hpp"
#include "premortem/core/place.hpp"

namespace premortem {

/// The form in which a value and its uncertainty are stated. Cells used by each:
/// point: best; range, uniform: low high; triangular, pert: low best high; normal, lognormal: low high as
/// 5th and 95th percentile; beta: k n as Beta(k, n-k); count: k of n; rate: k events in exposure n;
/// sample: a column of values. pool: what several experts say; no cell names it.
enum class Shape { point, range, uniform, triangular, pert, normal, lognormal, beta, count, rate, sample, pool };

enum class Evidence { unstated, measured, benchmark, expert, guess };

/// What values a leaf may take: a share lies in [0, 1], a factor is >= 0, an amount is any number.
enum class UnitKind { share, factor, amount };

/// What may be claimed from a leaf (mathematics, section 1): an exact constant, a single guessed value, data,
/// stated limits, or somebody's distribution.
enum class LeafKind { exact, guess, sampled, limits, belief };

/// The cell a number was read from: its place and its text as written.
struct CellOrigin {
  Place place;
  std::string text;
  bool operator==(const CellOrigin&) const = default;
};

/// An uncertain quantity with its evidence: a row of assumptions.csv, a stage of harms.csv, a unit cost.
struct Leaf {
  std::string name;   ///< identity; also keys its random stream: "users", "wrong refund/exposed"
  std::string label;  ///< what a reader calls it: "exposed"
  Shape shape = Shape::point;
  Evidence evidence = Evidence::unstated;
  UnitKind unit_kind = UnitKind::amount;
  std::string unit;  ///< as written, e.g. "users per year"
  std::optional<double> low, best, high, k, n;
  std::vector<double> values;  ///< sample: ascending
  std::string expert;          ///< who said it
  std::vector<Leaf> experts;   ///< pool: one a row, each in the form its expert chose
  std::string expires;         ///< ISO date after which the evidence no longer counts; empty: never
  bool unknown = false;        ///< `?`: no value is stated; a share is then anywhere in [0, 1]
  double multiplier = 1;       ///< from `--set NAME*=2`: scales every reading, keeps the evidence
  std::string source;
  Place place;                              ///< the row
  std::map<std::string, CellOrigin> cells;  ///< by column name
  bool operator==(const Leaf&) const = default;
};

std::string_view name_of(Shape shape);
std::string_view name_of(Evidence evidence);
std::string_view name_of(UnitKind kind);
std::optional<Shape> shape_named(std::string_view name);
std::optional<Evidence> evidence_named(std::string_view name);

/// True if the evidence is more than somebody's opinion: measured, or a benchmark.
bool is_vouched(const Leaf& leaf);

/// By shape; but a point is exact only if it is a vouched amount (a share or a factor has a sampling error, which a
/// single value hides), and counts that an expert or a guess supplies are a belief, not data. Several experts are a
/// belief if one of them is, else limits.
LeafKind kind_of(const Leaf& leaf);

/// The value taken in the `point` reading, and by which rule: "best", "k/n", "mode", "median", "mean".
struct LeafPoint {
  double value;
  std::string_view rule;
};

/// `best` beside any shape; else k/n (count, rate), the mode (triangular, pert), the median (uniform, normal,
/// lognormal, beta) or the mean (sample, whose bound is on its mean; of several experts' points, if all state one).
/// Absent for an unknown, for a range unless its limits are one value, and for a share that would pass 100%.
std::optional<LeafPoint> point_of(const Leaf& leaf);

/// Why a leaf has no point; empty if it has one.
std::string why_no_point(const Leaf& leaf);

/// The interval taken in the `bound` reading at error `alpha` (two-sided, alpha/2 in each tail).
/// count: Clopper-Pearson; rate: Garwood; sample: Anderson's bound of the mean within low and high (a share:
/// within [0, 1]); limits: their limits; belief: its quantiles at alpha/2 and 1 - alpha/2; unknown share: [0, 1];
/// several experts: the envelope of what each of them says.
/// What a rate or a belief puts above 1 is cut off for a share, which cannot be there.
/// @throws Refusal where no interval exists: an unknown amount, a sample without hard limits, a share that lies
///         above 1 altogether or is scaled above it
Interval bound_of(const Leaf& leaf, double alpha);

/// How bound_of came to its interval, for --explain: "Clopper-Pearson, 97.5%".
std::string bound_method(const Leaf& leaf, double alpha);

}  // namespace premortem
