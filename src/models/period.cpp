#include "premortem/models/period.hpp"

#include <array>
#include <utility>

#include "premortem/core/nearest_name.hpp"

namespace premortem {

std::optional<double> days_in(std::string_view period) {
  std::string word = folded_name(period);
  for (const std::string_view article : {"per_", "a_", "one_"})
    if (word.starts_with(article)) word.erase(0, article.size());
  if (word.size() > 1 && word.ends_with('s')) word.pop_back();
  constexpr std::array<std::pair<std::string_view, double>, 8> known{{{"hour", 1.0 / 24},
                                                                      {"day", 1},
                                                                      {"week", 7},
                                                                      {"month", days_per_year / 12},
                                                                      {"quarter", days_per_year / 4},
                                                                      {"half_year", days_per_year / 2},
                                                                      {"year", days_per_year},
                                                                      {"fortnight", 14}}};
  for (const auto& [name, days] : known)
    if (word == name) return days;
  return std::nullopt;
}

}  // namespace premortem
