#pragma once
#include <initializer_list>
#include <optional>
#include <span>

#include "input/leaf_row.hpp"
#include "input/override.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// Turns the checked tables of a case into its values; every finding goes to the context's diagnostics.
void read_feature(const Table& table, Feature& feature, Diagnostics& diagnostics);
void read_assumptions(const Table& table, Case& subject, RowContext& context);
void read_harms(const Table& table, Case& subject, RowContext& context);
/// Reports what only a whole chain shows: stages that may not stand together.
void check_chain(const FailureMode& mode, const Case& subject, Diagnostics& diagnostics);
/// Reports failure modes and options whose titles are the same words, and populations that count per another period than
/// feature.csv says.
void check_case(const Case& subject, Diagnostics& diagnostics);
void read_failure_modes(const Table& table, Case& subject, RowContext& context);
void read_gates(const Table& table, Case& subject, Diagnostics& diagnostics);
/// The options of the case: options.csv, or the names that harms.csv gives in its column option.
void read_options(const Table* options, const Table* harms, Case& subject, RowContext& context);
void read_mitigations(const Table& table, Case& subject, RowContext& context);
void read_rollout(const Table& table, Case& subject, RowContext& context);
void read_monitors(const Table& table, Case& subject, RowContext& context);
/// Sorted by date; rows of one metric and cohort on one date are an error.
/// @param as_of  ISO date that no row may pass
void read_history(const Table& table, const std::optional<std::string>& as_of, Case& subject, RowContext& context);

/// Sorted by date; one row a date.
void read_demand(const Table& table, Case& subject, RowContext& context);
/// Sorted by examples; errors are shares.
void read_learning(const Table& table, Case& subject, RowContext& context);
/// @param as_of  ISO date that no cell checked may pass
void read_hypotheses(const Table& table, const std::optional<std::string>& as_of, Case& subject, RowContext& context);
/// Sorted by date; a feature that was treated the same way twice on one date is an error.
void read_interventions(const Table& table, Case& subject, RowContext& context);

/// At most one floor and one ceiling of a metric and cohort. Warns of a metric that nearly is one of the history, which is read
/// before.
void read_floors(const Table& table, Case& subject, RowContext& context);
/// Sorted by date; dates may lie in the future. An event that stands twice on one date is an error.
void read_events(const Table& table, Case& subject, RowContext& context);
/// Sorted by epoch; one row an epoch.
void read_training(const Table& table, Case& subject, RowContext& context);

/// Quantities in any order; names are replaced by what they stand for in the case as read so far. Outputs of models that formulas
/// name become leaves without a value. @throws LimitError for a formula that nests too deep or has too many steps
void read_quantities(const Table& table, Case& subject, RowContext& context);
/// Between estimates, which may be named by quantities. A pair of which --set makes one a single value is left out.
void read_correlations(const Table& table, Case& subject, RowContext& context);

/// The failure modes of a name, one an option where it has options; none, and reported, if there is none.
std::vector<FailureMode*> modes_named(const TableCell& name, Case& subject, Diagnostics& diagnostics);

/// True, and reported, if a cell of one of these columns is empty.
bool lacks(const TableRow& row, std::initializer_list<const char*> columns, Diagnostics& diagnostics);

/// Reports a cell that is filled and no ISO date.
void check_date(const TableCell& cell, Diagnostics& diagnostics);

/// Position of the cell's text among the choices; absent (and reported) if it is none; `fallback` if empty.
std::optional<std::size_t> read_choice(const TableCell& cell, const char* what, std::span<const std::string> choices,
                                       std::optional<std::size_t> fallback, Diagnostics& diagnostics);

}  // namespace premortem
