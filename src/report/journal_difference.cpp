#include "premortem/core/number_text.hpp"
#include "report/journal_words.hpp"

namespace premortem {
namespace {

std::string text_of(const std::optional<double>& x) { return x ? number_text(*x, Rounding::nearest) : "?"; }

template <class Of>
std::optional<double> of_score(const JournalAssessment& a, Of of) {
  return a.score ? std::optional<double>(of(*a.score)) : std::nullopt;
}

std::optional<double> skill(const JournalAssessment& a) { return a.score ? a.score->skill : std::nullopt; }

}  // namespace

std::vector<JournalNumber> journal_numbers(const JournalOutcome& outcome) {
  const auto& base = outcome.base->assessment;
  const auto& changed = outcome.changed.assessment;
  const auto both = [&](const char* name, const char* label, auto of) { return JournalNumber{name, label, of_score(base, of), of_score(changed, of)}; };
  return {both("scored", "scored", [](const ForecastScore& s) { return static_cast<double>(s.n); }),
          both("held", "held", [](const ForecastScore& s) { return static_cast<double>(s.held); }),
          both("brier", "Brier score", [](const ForecastScore& s) { return s.brier; }),
          both("reference", "base rate's score", [](const ForecastScore& s) { return s.murphy.uncertainty; }),
          {"skill", "skill", skill(base), skill(changed)},
          both("mean_forecast", "said on average", [](const ForecastScore& s) { return s.mean_forecast; }),
          both("hit_rate", "share that held", [](const ForecastScore& s) { return s.hit_rate; })};
}

TextTable journal_difference_table(const JournalOutcome& outcome) {
  TextTable t{{{"quantity"}, {"base", Align::right}, {"changed", Align::right}, {"difference", Align::right}}, {}};
  for (const auto& n : journal_numbers(outcome)) {
    const auto difference = n.base && n.changed ? std::optional(*n.changed - *n.base) : std::nullopt;
    t.rows.push_back({n.label, text_of(n.base), text_of(n.changed), (difference && *difference > 0 ? "+" : "") + text_of(difference)});
  }
  return t;
}

}  // namespace premortem
