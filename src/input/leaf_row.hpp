#pragma once
#include <optional>
#include <string>

#include "input/leaf_name.hpp"
#include "input/row_number.hpp"
#include "premortem/input/table.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem {

/// Reads the cells low, best, high, shape, k, n, unit, evidence, source of a row into a leaf and checks them.
/// @param default_unit  taken where the unit cell is empty: "share" or ""
/// @return absent if something was wrong (and reported)
std::optional<Leaf> read_leaf(const TableRow& row, const std::string& name, const std::string& label,
                              const std::string& default_unit, RowContext& context);

/// Reports what a leaf's values break of its unit's rule: a share in [0, 1], a factor >= 0.
bool check_unit(const Leaf& leaf, UnitKind kind, Diagnostics& diagnostics);

/// Reports what a leaf that counts or measures people cannot be: negative, or normal.
bool check_not_negative(const Leaf& leaf, Diagnostics& diagnostics);

UnitKind unit_kind_of(const std::string& unit);

/// The unit that was meant by one that is nearly it: `share` for `Share`, `shares`, `%` or `percent of users`, `factor` for `Factors`;
/// absent for one that is exactly it, and for an amount. As an amount such a number would be taken whole, 5 for 5%.
std::optional<std::string> meant_unit(const std::string& unit);

/// Which values the leaf, and each of its experts, may take.
void set_unit_kind(Leaf& leaf, UnitKind kind);

}  // namespace premortem
