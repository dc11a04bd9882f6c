#include <fmt/format.h>

#include <cmath>

#include "premortem/report/trigger_report.hpp"
#include "report/escape.hpp"
#include "report/trigger_words.hpp"

namespace premortem {

std::string trigger_csv(const TriggerOutcome& outcome) {
  std::string text = "monitor,metric,cohort,rule,audited,arl0,false_alarms_per_quarter,probability_false_per_quarter,delay_days_mean,delay_days_p50,delay_days_p90,delay_days_p95,"
                     "rollback_days_mean,rollback_days_p95,harm_mean,harm_p95,worst_shift_level,worst_shift_mean,noticed_by_us,value_per_year,alarms,fires_now,sentence\n";
  const auto& result = outcome.changed;
  const auto number = [](double x) { return std::isfinite(x) ? fmt::format("{}", x) : std::string(); };
  for (const auto& r : result.assessment.triggers) {
    const Monitor& m = r.watched;
    std::vector<std::string> cells{m.name, m.metric, m.cohort};
    if (r.rule) {
      const auto& f = r.rule->false_alarms;
      for (auto cell : {text_of(r.rule->rule), std::string(r.audited ? "yes" : "no"), number(f.arl0), number(f.per_quarter), number(f.any_in_quarter), number(r.detection.mean), number(r.detection.p50),
                        number(r.detection.p90), number(r.detection.p95), number(r.rollback.mean), number(r.rollback.p95), r.harm ? number(r.harm->mean) : "", r.harm ? number(r.harm->p95) : "",
                        r.harm ? number(r.harm->worst.level) : "", r.harm ? number(r.harm->worst.mean) : "", r.noticed_by_us ? number(*r.noticed_by_us) : "",
                        r.value.per_year ? number(*r.value.per_year) : "", r.replay ? std::to_string(r.replay->alarms.size()) : "", r.replay ? std::string(r.replay->fires_now ? "yes" : "no") : ""})
        cells.push_back(std::move(cell));
    }
    cells.resize(22);
    cells.push_back(trigger_sentence(result.subject, r, result.assessment.settings));
    text += csv_row(cells);
  }
  return text;
}

}  // namespace premortem
