#pragma once
#include <string>
#include <vector>

#include "made_cases.hpp"

namespace premortem::testing {

/// 200 scored rows in two cohorts and two arms: the score tells the labels apart in part, the baseline somewhat less.
inline std::string made_predictions() {
  std::string text = "score,label,cohort,value,weight,baseline_score,arm,outcome,date\n";
  for (int i = 0; i < 200; ++i) {
    const bool positive = i % 4 == 0;
    const int score = (positive ? 45 : 5) + (i * 37) % 55, baseline = (positive ? 35 : 10) + (i * 53) % 60;
    text += "0." + std::string(score < 10 ? "0" : "") + std::to_string(score) + (positive ? ",1," : ",0,") + (i % 3 == 0 ? "new" : "old") + "," + std::to_string(1 + i % 7) + "," + std::to_string(1 + i % 2) + ",0." +
            std::to_string(baseline) + (i % 2 == 0 ? ",off," : ",on,") + (i % 5 == 0 ? "NA" : i % 3 == 0 ? "1" : "0") + ",2026-03-" + std::to_string(10 + i % 20) + "\n";
  }
  return text;
}

inline const std::string error_costs = "name,best\ncost_per_false_positive,$5\ncost_per_false_negative,$60\nvolume_per_day,1000\n";
inline const std::string review_team = "cost_per_review,$2\nreviewer_sensitivity,90%\nreviewer_specificity,95%\nreviewers,2\nreview_minutes,3\nreview_hours_per_day,8\npeak_factor,1.5\n";
inline const std::string review_all_day = "cost_per_review,$2\nreviewer_sensitivity,90%\nreviewers,2\nreview_minutes,3\n";
inline const std::string priced_options =
    "option,recall,precision,accuracy,review_share,cost_per_year,value_per_year,delay_weeks,threshold,rejected_because\n"
    "small,80%,90%,80%,1%,$100K,$1M,0,0.5,\nlarge,92%,85%,88%,2%,$300K,$1.3M,20,0.4,\nperfect,100%,50%,99%,30%,$3M,$1.4M,60,0.1,\nlocal,85%,70%,,,$500K,,,,too slow\n";

/// Cases of `tradeoff` that bring out every part of its document, present and absent.
inline const std::vector<MadeCase> made_tradeoffs{
    {"rows alone, no costs", {{"predictions.csv", "score,label\n0.9,1\n0.7,0\n0.6,1\n0.2,0\n"}}},
    {"rows with all columns, costs and a band",
     {{"predictions.csv", made_predictions()}, {"assumptions.csv", error_costs + review_team + "confidence_limit,60%\nfewer_false_positives,15%\nextra_missed,1%\nbaseline_threshold,0.5\ndecision_threshold,0.4\n"}}},
    {"a band of which something goes stale, all day", {{"predictions.csv", made_predictions()}, {"assumptions.csv", error_costs + review_all_day + "review_patience_minutes,30\n"}}},
    {"a band of which something goes stale in the busiest hour", {{"predictions.csv", made_predictions()}, {"assumptions.csv", error_costs + review_team + "review_patience_minutes,30\n"}}},
    {"a band that its capacity and its budget limit",
     {{"predictions.csv", made_predictions()}, {"assumptions.csv", error_costs + "cost_per_review,$2\nreview_minutes,3\nreview_capacity_per_day,10\nbudget_per_year,$100K\n"}}},
    {"costs of actions, with limits of what it costs to run",
     {{"predictions.csv", "score,label\n0.9,1\n0.7,0\n0.6,1\n0.2,0\n"}, {"assumptions.csv", "name,low,best,high\ncost_per_action,$1,$2,$3\ncost_per_false_negative,,$60,\nvolume_per_day,900,1000,1100\nbudget_per_year,,$500K,\n"}}},
    {"costs without a volume, misses by value", {{"predictions.csv", made_predictions()}, {"assumptions.csv", "name,best\ncost_per_false_positive,5\nfalse_negative_cost_per_value,20\n"}}},
    {"a live mix and minima that are certified", {{"predictions.csv", made_predictions()}, {"assumptions.csv", error_costs + "positive_rate,2%\nmin_recall,60%\n"}}},
    {"minima that are not certified", {{"predictions.csv", made_predictions()}, {"assumptions.csv", "name,best\nmin_recall,99.9%\nmin_precision,99%\n"}}},
    {"a certified threshold without costs", {{"predictions.csv", made_predictions()}, {"assumptions.csv", "name,best\nmin_precision,20%\n"}}},
    {"positives only", {{"predictions.csv", "score,label\n0.9,1\n0.5,1\n"}, {"assumptions.csv", error_costs}}},
    {"negatives only, scores that are no probabilities", {{"predictions.csv", "score,label,value\n9,0,1\n-5,0,2\n"}, {"assumptions.csv", error_costs + "confidence_limit,60%\n"}}},
    {"all scores equal", {{"predictions.csv", "score,label\n0.5,1\n0.5,0\n0.5,0\n"}, {"assumptions.csv", error_costs}}},
    {"nobody can keep up", {{"options.csv", "option,recall,cost_per_year,review_share\na,90%,1000,50%\nb,80%,500,60%\n"}, {"assumptions.csv", error_costs + "positive_rate,2%\nreviewers,1\nreview_minutes,10\nvalue_per_point,$1K\n"}}},
    {"options alone, with demand and a learning curve",
     {{"options.csv", priced_options}, {"demand.csv", "date,volume\n2026-01-01,100K\n2026-04-01,300K\n2026-07-01,200K\n"}, {"learning.csv", "examples,error,n\n1000,30%,2000\n4000,22%,2000\n16000,18%,2000\n64000,15.5%,2000\n"},
      {"assumptions.csv", "name,best\nvalue_per_correct,$2\nloss_per_error,$5\nupgrade_cost,$50K\ndiscount_rate,8%\nvalue_per_point,$20K\ncost_per_week,$1K\nbudget_per_year,$1M\n"}}},
    {"options whose errors are priced, and a review that goes stale",
     {{"options.csv", priced_options}, {"assumptions.csv", error_costs + review_team + "review_patience_minutes,30\npositive_rate,2%\nbudget_per_year,$1M\nmin_recall,70%\n"}}},
    {"options without a cost", {{"options.csv", "option,recall,metric:F1\na,90%,0.8\nb,80%,0.9\n"}, {"assumptions.csv", "name,best\ncost_per_point,$10K\nweeks_per_point,2\n"}}},
    {"a metric that is no share", {{"options.csv", "option,metric:BLEU,cost_per_year\na,31,100\nb,33,200\n"}}},
    {"no option may be chosen, and the errors of the curve do not fall",
     {{"options.csv", "option,recall,cost_per_year\na,90%,100\n"}, {"learning.csv", "examples,error\n10,20%\n20,25%\n30,30%\n"}, {"assumptions.csv", "name,best\nbudget_per_year,50\n"}}},
    {"rows and options, and a gate that failed",
     {{"predictions.csv", made_predictions()}, {"options.csv", priced_options}, {"assumptions.csv", error_costs + review_team + "positive_rate,25%\n"}, {"gates.csv", "gate,verdict\nprivacy,fail\nconsent,unknown\n"}}},
};

}  // namespace premortem::testing
