#pragma once
#include <map>
#include <string>
#include <vector>

namespace premortem::testing {

inline const std::string chain = "failure_mode,stage,given,low,best,high,shape,k,n,unit,evidence,source\n";

using Files = std::map<std::string, std::string>;  ///< text by name

/// A case made to bring out what the samples do not: a reading that is absent, a limit that is passed.
struct MadeCase {
  const char* claim;
  Files files;
};

inline const std::vector<MadeCase> made_cases{
    {"the population alone", {{"harms.csv", "failure_mode,stage,best\nspill,people,1000\n"}}},
    {"data, a cost and a cap that holds",
     {{"harms.csv", chain + "spill,people,,,10000,,,,,people per year,measured,log\nspill,hurt,,,,,,0,1000,,measured,trial\n"},
      {"failure_modes.csv", "failure_mode,cost_per_harm,harm_cap,reversible,monitor\nspill,\"$1,200.00\",100,no,audit\n"}}},
    {"a cap that may be passed, more evidence would help",
     {{"harms.csv", chain + "spill,people,,,10000,,,,,people,measured,log\nspill,hurt,,,,,,0,1000,,measured,trial\n"},
      {"failure_modes.csv", "failure_mode,harm_cap\nspill,10\n"}}},
    {"a cap of zero, which holds at no exposure",
     {{"harms.csv", chain + "spill,people,,,10000,,,,,,,\nspill,hurt,,,,,,3,1000,,,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap\nspill,0\n"}}},
    {"a bound of zero, which no exposure raises",
     {{"harms.csv", chain + "spill,people,,,10000,,,,,,,\nspill,hurt,,,0,,,,,,,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5,10\n"}}},
    {"mitigations in place and planned, on a stage and on the whole",
     {{"harms.csv", chain + "spill,people,,,10000,,,,,people per month,measured,log\nspill,hurt,,,,,,3,1000,,measured,trial\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm,audit_every_days,telemetry\nspill,20,7,30,clicks\n"},
      {"mitigations.csv", "failure_mode,mitigation,stage,low,best,high,k,n,cost_per_year,status\nspill,net,hurt,,,,2,40,$5K,in place\n"
                          "spill,fence,,20%,,150%,,,$9K,planned\nspill,sign,people,,?,,,,,planned\n"}}},
    {"a rollout whose last stages do not hold",
     {{"harms.csv", chain + "spill,people,,,10000,,,,,people per month,measured,log\nspill,hurt,,,,,,0,1000,,measured,trial\n"},
      {"failure_modes.csv", "failure_mode,harm_cap\nspill,20\n"},
      {"rollout.csv", "stage,share,days,exit_rule\ncanary,1%,7,no case\nhalf,50%,,\nall,100%,,\n"}}},
    {"options of which one is rejected, with a rollout",
     {{"harms.csv", "failure_mode,stage,option,best,k,n\nspill,people,,10000,,\nspill,hurt,A,,9,1000\nspill,hurt,B,,1,1000\nburn,people,,10000,,\nburn,hurt,,,0,500\n"},
      {"failure_modes.csv", "failure_mode,harm_cap\nspill,20\nburn,50\n"},
      {"options.csv", "option,precision,metric:BLEU,cost_per_year,rejected_because\nA,0.9,31,$1M,\nB,0.8,,,too slow\n"},
      {"rollout.csv", "stage,share\ncanary,1%\nall,100%\n"}}},
    {"experts who contradict each other",
     {{"harms.csv", "failure_mode,stage,best,expert,evidence\nspill,people,10000,,\nspill,hurt,1% (0.5-2),ann,expert\nspill,hurt,8% (5-9),ben,expert\nspill,hurt,3-4%,cho,guess\n"}}},
    {"a gate alone",
     {{"harms.csv", "failure_mode,stage,best\nspill,people,10\n"}, {"gates.csv", "gate,verdict\nprivacy,unknown\n"}}},
    {"one row a risk", {{"risks.csv", "what breaks,people,hurt,votes,cap,cost per harm\nspill,10K,1% (0.5-2),3,300,$5\nburn,?,?,4,,\n"}}},
    {"gates that failed and gates that are open",
     {{"harms.csv", "failure_mode,stage,best\nspill,people,1000\n"},
      {"gates.csv", "gate,verdict,kind\nprivacy,fail,legal\nconsent,unknown,ethics\naudit,pass,\n"}}},
    {"shares of everyone, whose overlap is unknown",
     {{"harms.csv", chain + "spill,people,,,10M,,,,,,,\nspill,exposed,marginal,,5%,,,,,,,\nspill,hurt,marginal,,10%,,,,,,,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5000,7\n"}}},
    {"an unknown share and an unknown cost",
     {{"harms.csv", chain + "spill,people,,,10M,,,,,,,\nspill,exposed,,,?,,,,,,,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5000,TBD\n"}}},
    {"an unknown population, which has no limit",
     {{"harms.csv", chain + "spill,people,,,?,,,,,,,\nspill,exposed,,,1%,,,,,,,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5000,3\n"}}},
    {"ranges, which have neither point nor distribution",
     {{"harms.csv", chain + "spill,people,,1000,,2000,,,,,expert,\nspill,exposed,,1%,,5%,,,,,guess,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5000,3-5\n"}}},
    {"every shape of evidence",
     {{"harms.csv", chain + "a,people,,900,,1100,uniform,,,,,\na,one,,1%,2%,5%,triangular,,,,,\na,two,,1%,,4%,lognormal,,,,,\n" +
                        "b,people,,900,1000,1100,pert,,,,,\nb,one,,,,,beta,3,40,,expert,\nb,two,,,,,rate,3,1000,factor,measured,\n" +
                        "c,people,,900,,1100,lognormal,,,,,\nc,one,,,,,sample,,,,measured,seen.csv:share\n"},
      {"seen.csv", "id,share\n1,0.1\n2,0.3\n3,NA\n4,0.2\n"}}},
    {"end-to-end evidence beside a chain",
     {{"harms.csv", chain + "spill,people,,,10M,,,,,,measured,\nspill,exposed,,,,,,5,100,,measured,\n"
                            "spill,seen last year,incidents,,,,,0,5000000,,measured,\nspill,reported,noticed,20%,,60%,,,,,expert,\n"}}},
    {"end-to-end evidence of which nothing may have been noticed",
     {{"harms.csv", chain + "spill,people,,,10M,,,,,,measured,\nspill,seen last year,incidents,,,,,2,5000000,,measured,\n"
                            "spill,reported,noticed,,?,,,,,,expert,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5000,3\n"}}},
    {"a chain and incidents that contradict each other",
     {{"harms.csv", chain + "spill,people,,,10M,,,,,,measured,\nspill,exposed,,,,,,50,100,,measured,\n"
                            "spill,seen last year,incidents,,,,,0,5000000,,measured,\n"},
      {"failure_modes.csv", "failure_mode,harm_cap,cost_per_harm\nspill,5000,3\n"}}},
    {"more failure modes than the page shows, of different units",
     {{"harms.csv", "failure_mode,stage,best,unit\na,users,100,users\nb,orders,200,orders\nc,users,300,users\nd,users,400,users\n"
                    "e,users,500,users\n"}}},
    {"several failure modes of one population",
     {{"harms.csv", "failure_mode,stage,best,assumption\na,users,,users\na,hurt,1%,\nb,users,,users\nb,hurt,2%,\n"},
      {"assumptions.csv", "name,best,unit,evidence\nusers,10M,users per year,measured\n"}}},
    {"an empty row, a file that is not read, and hostile text",
     {{"harms.csv", "failure_mode,stage,best,note\n\"<b>\"\"&\u202e\",people,1000,x\n,,,\n"},
      {"scorecard.csv", "framework,criterion\n"},
      {"feature.csv", "key,value\nfeature,\"a \"\"b\"\" \\ c\"\nperiod,year\n"}}},
};

}  // namespace premortem::testing
