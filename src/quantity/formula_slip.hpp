#pragma once
#include <optional>

#include "quantity/formula_function.hpp"
#include "quantity/formula_token.hpp"

namespace premortem {

/// A token that stands where a value is expected.
[[noreturn]] void fail_formula_without_value(std::string_view formula, const FormulaToken& token);

/// A token after a complete value that does not continue it.
[[noreturn]] void fail_formula_going_on(std::string_view formula, const FormulaToken& token);

[[noreturn]] void fail_unknown_function(std::string_view formula, const FormulaToken& name);

/// @param comma  the last one between the arguments, which may have been meant as a decimal point
/// @throws FormulaFailure if the function takes another number of arguments
void check_arguments(std::string_view formula, const FormulaToken& name, const FormulaFunction& function, int given, const std::optional<FormulaToken>& comma);

}  // namespace premortem
