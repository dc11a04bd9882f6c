#pragma once
#include <string>
#include <vector>

#include "made_cases.hpp"

namespace premortem::testing {

/// A delay experiment in two cohorts: nobody minds up to about 800 ms, then ever more leave.
inline const std::string made_arms =
    "latency_ms,sessions,abandoned,cohort\n200,1000,41,new\n400,1000,39,new\n600,1000,43,new\n800,1000,40,new\n1000,1000,56,new\n1500,1000,103,new\n2000,1000,146,new\n3000,1000,226,new\n"
    "200,1000,41,old\n400,1000,39,old\n600,1000,42,old\n800,1000,40,old\n1000,1000,56,old\n1500,1000,102,old\n2000,1000,145,old\n3000,1000,226,old\n";

/// 400 people in two cohorts who wait up to two minutes, a third of whom give up, and two of whom did not have to wait.
inline std::string made_quits() {
  std::string text = "latency_s,outcome,cohort\n0,abandoned,new\n0,served,old\n";
  for (int i = 0; i < 400; ++i) text += std::to_string(1 + i * 37 % 120) + "." + std::to_string(i * 7 % 10) + (i % 3 == 0 ? ",abandoned," : ",served,") + (i % 5 < 2 ? "new\n" : "old\n");
  return text;
}

/// 400 sessions that were shown one of four delays, of whom 5%, 10%, 20% and 40% left.
inline std::string made_sessions() {
  constexpr int delay_ms[]{300, 900, 1800, 3000}, of_20_left[]{1, 2, 4, 8};
  std::string text = "latency_ms,abandoned\n";
  for (int i = 0; i < 400; ++i) text += std::to_string(delay_ms[i % 4]) + (i / 4 % 20 < of_20_left[i % 4] ? ",1\n" : ",0\n");
  return text;
}

/// 600 rows as a log has them whose latency is when the session ended: those who gave up did so before the others were served.
inline std::string made_log() {
  std::string text = "latency_ms,abandoned\n";
  for (int i = 0; i < 600; ++i) text += i % 3 == 0 ? std::to_string(500 + i * 7 % 2000) + ",1\n" : std::to_string(2000 + i * 11 % 6000) + ",0\n";
  return text;
}

/// 400 requests of "measured", of which 8 failed, and three of "few".
inline std::string made_requests() {
  std::string text = "option,latency_ms,ok\nfew,900,1\nfew,950,1\nfew,1000,1\n";
  for (int i = 0; i < 400; ++i) text += "measured," + std::to_string(200 + i * 37 % 700) + (i % 50 == 0 ? ",0\n" : ",1\n");
  return text;
}

/// Stated with and without the last percent, from a cache, streamed, measured elsewhere, and rejected.
inline const std::string timed_options =
    "option,accuracy,latency_p50_ms,latency_p90_ms,latency_p95_ms,latency_p99_ms,cached_p50_ms,cached_p99_ms,cache_hit,tokens,ms_per_token,cost_per_year,rejected_because\n"
    "small,90%,300,,500,800,,,,,,$100K,\ncached,92%,700,1000,1200,2000,20,60,40%,,,$200K,\nstreaming,95%,400,700,900,1500,,,,300,20,$300K,\nmeasured,93%,,,,,,,,,,,\nslow,96%,1200,,2000,,,,,,,$1M,too slow\n";
inline const std::string two_options = "option,accuracy,latency_p50_ms,latency_p95_ms\nlarge,95%,1200,2000\nsmall,90%,300,500\n";

inline const std::string session_money = "name,best\nsessions_per_day,50K\nvalue_per_session,$2\nerror_cost_per_session,$0.50\n";
inline const std::string session_loyalty = "retention,74%\nchurn_per_abandonment,75%\nmargin,$48\ndiscount_rate,10%\n";

/// Cases of `latency` that bring out every part of its document, present and absent; the last one has all of them.
inline const std::vector<MadeCase> made_latencies{
    {"arms alone", {{"latency.csv", "latency_s,sessions,abandoned\n0.2,2000,82\n0.8,2000,80\n1.5,2000,205\n3,2000,452\n"}}},
    {"arms in two cohorts, no option", {{"latency.csv", made_arms}, {"assumptions.csv", "name,best\nmax_abandonment,6%\n"}}},
    {"a cohort that leaves far more, over the limit",
     {{"latency.csv", "latency_ms,sessions,abandoned,cohort\n300,4000,80,one\n1000,4000,200,one\n2000,4000,420,one\n3000,4000,610,one\n300,500,60,two\n1000,500,110,two\n2000,500,190,two\n3000,500,260,two\n"},
      {"options.csv", two_options}, {"assumptions.csv", "name,best\nmax_abandonment,8%\n"}}},
    {"arms that scatter more than chance",
     {{"latency.csv", "latency_ms,sessions,abandoned\n200,5000,150\n400,5000,390\n600,5000,210\n800,5000,520\n1000,5000,340\n1500,5000,800\n2000,5000,610\n3000,5000,1500\n"}, {"options.csv", two_options},
      {"assumptions.csv", session_money}}},
    {"no effect of latency is shown, a limit is stated",
     {{"latency.csv", "latency_ms,sessions,abandoned\n200,1000,50\n600,1000,48\n1200,1000,51\n2400,1000,49\n"}, {"options.csv", two_options}, {"assumptions.csv", session_money + "max_abandonment,10%\n"}}},
    {"nobody left", {{"latency.csv", "latency_ms,sessions,abandoned\n200,100,0\n600,100,0\n1200,100,0\n2400,100,0\n"}, {"options.csv", two_options}, {"assumptions.csv", "name,best\nmax_abandonment,5%\n"}}},
    {"one latency alone", {{"latency.csv", "latency_ms,sessions,abandoned\n500,1000,50\n"}, {"options.csv", two_options}}},
    {"people who gave up or were served, in two cohorts", {{"latency.csv", made_quits()}, {"options.csv", "option,latency_p50_ms,latency_p99_ms\nfast,6000,60000\nslow,30000,90000\n"}, {"assumptions.csv", session_money + "max_abandonment,20%\n"}}},
    {"single rows that were shown a delay", {{"latency.csv", made_sessions()}, {"options.csv", two_options}, {"assumptions.csv", session_money + session_loyalty}}},
    {"single rows that look like moments of giving up", {{"latency.csv", made_log()}, {"options.csv", two_options}, {"assumptions.csv", "name,best\nmax_abandonment,50%\n"}}},
    {"requests alone, of which too few bound a limit", {{"latency_samples.csv", made_requests()}, {"assumptions.csv", "name,best\nmax_latency_ms,1000\n"}}},
    {"every request failed", {{"latency_samples.csv", "option,latency_ms,ok\ndown,5000,0\ndown,NA,1\ndown,0,1\n"}}},
    {"options alone, and a limit of latency", {{"options.csv", timed_options}, {"assumptions.csv", "name,best\nmax_latency_ms,900\n"}}},
    {"options alone, and a limit that takes a curve", {{"options.csv", two_options}, {"assumptions.csv", session_money + "max_abandonment,5%\n"}}},
    {"options of which one quantile is stated, and an answer that streams", {{"options.csv", "option,latency_p50_ms,latency_p99_ms,tokens,ms_per_token\nhalf,300,,,\nwords,300,900,200,15\n"}}},
    {"no option keeps the limits", {{"latency.csv", made_arms}, {"options.csv", two_options}, {"assumptions.csv", "name,best\nmax_latency_ms,500\nmax_abandonment,3%\n"}}},
    {"errors cost money, right answers are worth none", {{"latency.csv", made_arms}, {"options.csv", two_options}, {"assumptions.csv", "name,best\nerror_cost_per_session,$3\nmax_abandonment,9%\n"}}},
    {"options with harm of their own, a limit of latency and a gate that failed",
     {{"harms.csv", "failure_mode,stage,option,best\nspill,people,,1000\nspill,hurt,large,1%\nspill,hurt,small,2%\n"}, {"failure_modes.csv", "failure_mode,harm_cap\nspill,50\n"}, {"latency.csv", made_arms}, {"options.csv", two_options},
      {"assumptions.csv", "name,best\nmax_latency_ms,900\n"}, {"gates.csv", "gate,verdict\nprivacy,fail\nconsent,unknown\n"}}},
    {"arms in two cohorts, options of every kind, both limits, money and loyalty",
     {{"latency.csv", made_arms}, {"latency_samples.csv", made_requests()}, {"options.csv", timed_options}, {"assumptions.csv", session_money + session_loyalty + "max_latency_ms,3000\nmax_abandonment,8%\n"}}},
};

}  // namespace premortem::testing
