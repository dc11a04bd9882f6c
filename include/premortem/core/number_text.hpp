#pragma once
#include <string>
#include <string_view>

namespace premortem {

/// Which way a number is rounded when it is shortened for reading, so that the printed words stay true:
/// "at most" rounds up, "at least" down, "about" to the nearest.
enum class Rounding { nearest, up, down };

/// Three significant digits below 1,000, whole numbers with thousands separators from there on:
/// `0.0307`, `69.1`, `10,000`. A relative excess below 1e-9 (the outward rounding of interval arithmetic) is
/// not rounded up to the next step. Not finite: `unlimited`.
std::string number_text(double value, Rounding rounding);

/// `$44.1K`, `$18.0M`, `EUR 950`: three significant digits and a suffix. Currency empty: no sign.
std::string money_text(double value, std::string_view currency, Rounding rounding);

/// `5%`, `0.307%`: three significant digits, trailing zeros dropped; more where a share that is "about" 100% is not all:
/// `99.97%`. Only what is within 1e-9 of 1 is read as 1.
std::string percent_text(double share, Rounding rounding);

/// A confidence as a percentage: `95%`, and as many digits as tell it from 100%: `99.999999%`.
std::string confidence_text(double confidence);

/// A count of rows: `1 row`, `412 rows`.
std::string count_text(std::size_t count, std::string_view singular);

}  // namespace premortem
