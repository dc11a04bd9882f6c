#include "report/diagnosis_difference.hpp"

#include "report/diagnosis_words.hpp"

namespace premortem {
namespace {

NamedNumbers numbers_of(const DiagnosisResult& result) {
  NamedNumbers n;
  if (!result.assessment) return n;
  for (const auto& s : result.assessment->decomposition) {
    const std::string path = "decomposition." + s.metric + (s.by == "cohort" ? "" : "." + s.by) + ".";
    n[path + "change"] = s.change.value, n[path + "mix"] = s.mix.value, n[path + "within"] = s.within.value;
    n[path + "label_noise"] = s.label_noise.value, n[path + "decay"] = s.decay.value;
  }
  return n;
}

std::string verdict_of(const DiagnosisResult& result, const std::string& cause) {
  if (result.assessment)
    for (const auto& c : result.assessment->causes)
      if (c.cause == cause) return verdict_words(c.verdict);
  return "";
}

}  // namespace

std::vector<NumberDifference> diagnosis_differences(const DiagnosisResult& base, const DiagnosisResult& changed) { return number_differences(numbers_of(base), numbers_of(changed)); }

TextTable diagnosis_difference_table(const DiagnosisResult& base, const DiagnosisResult& changed) {
  std::vector<WordDifference> words{{"verdict", std::string(name_of(base.decision().verdict)), std::string(name_of(changed.decision().verdict))}};
  if (changed.assessment)
    for (const auto& c : changed.assessment->causes) words.push_back({c.title, verdict_of(base, c.cause), verdict_words(c.verdict)});
  return number_difference_table(words, diagnosis_differences(base, changed));
}

}  // namespace premortem
