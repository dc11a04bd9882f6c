#pragma once
#include <string>
#include <string_view>

namespace premortem {

/// The currency sign, currency code, or the case's own way to write its currency, with which the text begins;
/// empty if there is none.
std::string_view leading_currency(std::string_view text, std::string_view case_currency);

/// Whether two ways to write a currency can mean the same one: `$` and `USD`, `$` and `CAD`; not `$` and `EUR`.
bool same_currency(std::string_view a, std::string_view b);

}  // namespace premortem
