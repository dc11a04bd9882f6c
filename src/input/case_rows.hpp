#pragma once
#include "input/leaf_row.hpp"
#include "input/override.hpp"
#include "premortem/models/case.hpp"

namespace premortem {

/// Turns the checked tables of a case into its values; every finding goes to the context's diagnostics.
void read_feature(const Table& table, Feature& feature, Diagnostics& diagnostics);
void read_assumptions(const Table& table, Case& subject, RowContext& context);
void read_harms(const Table& table, Case& subject, RowContext& context);
void read_failure_modes(const Table& table, Case& subject, RowContext& context);
void read_gates(const Table& table, Case& subject, Diagnostics& diagnostics);

}  // namespace premortem
