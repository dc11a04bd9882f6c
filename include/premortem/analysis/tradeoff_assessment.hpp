#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/analysis/harm_assessment.hpp"
#include "premortem/models/case.hpp"
#include "premortem/models/certified_threshold.hpp"
#include "premortem/models/learning_curve.hpp"
#include "premortem/models/marginal_cost.hpp"
#include "premortem/models/option_choice.hpp"
#include "premortem/models/delay_value.hpp"
#include "premortem/models/review_band.hpp"
#include "premortem/models/review_queue.hpp"
#include "premortem/models/score_curve.hpp"

namespace premortem {

struct TradeoffSettings {
  double confidence = 0.95;
  std::uint64_t seed = 1;
  int jobs = 1;                    ///< threads; the result has the same bits for any number
  std::vector<double> thresholds;  ///< operating points asked for; empty: the frontier
  std::optional<std::string> as_of = {};
};

/// A number with its limits, or why there are none.
struct LimitedEstimate {
  std::optional<double> value;
  std::optional<Interval> limits;
  std::string why;
};

/// What one threshold does, by the rows.
struct OperatingPoint {
  std::string text;                      ///< the threshold as a person writes it, see threshold_text
  std::optional<double> threshold;  ///< absent: nothing is flagged
  Confusion counts;
  LimitedEstimate precision, recall, value_recall, share_flagged;
  LimitedEstimate live_precision;               ///< at the stated positive_rate
  std::optional<double> live_share_flagged;     ///< likewise
  std::optional<double> cost_per_year;   ///< operating cost and harm together
  std::optional<double> operating_cost_per_year;
  bool on_frontier = false;              ///< cheapest for some ratio of costs
};

struct CohortPoint {
  std::string cohort;
  OperatingPoint point;
};

/// Something the aggregate hides, or an assumption that the rows contradict.
struct Finding {
  std::string kind;    ///< stable: "hidden_misses", "simpson", "one_cohort", "calibration", ...
  std::string cohort;  ///< empty: all rows
  std::string message;
  std::vector<std::pair<std::string, double>> numbers;  ///< by the name they have in JSON
  bool is_alarm = false;  ///< it changes how the table should be read
};

/// What a review band does with the rows, each counted once as in the operating points beside it; at the stated positive_rate
/// where there is one. What people see counts as flagged.
struct BandShares {
  double acted = 0, reviewed = 0, passed = 0;
  std::optional<double> recall, precision;  ///< of what stands after reviews; absent without positives, or where nothing is flagged
};

/// What goes stale of the items that a band sends to review, in the busiest hour.
struct StaleReviews {
  double share = 0;
  bool all_day = false;  ///< no hour is busier than another: so much goes stale all day, and the band counts it
  std::optional<double> recall, cost_per_year;  ///< of the band, were it so all day
};

/// Where to act by the rows and the costs, or why nothing is recommended.
struct Recommendation {
  std::string why;  ///< what made it the one; where there is none, why not
  bool exists = false;
  std::optional<double> threshold;        ///< act from here on; absent: never
  std::optional<double> review_low, review_high;  ///< only with a review band
  std::string text, low_text, high_text;  ///< the same as a person writes them
  OperatingPoint point;                   ///< of `threshold`, or of the band's lower end where there is one
  std::optional<ReviewBand> band;
  BandShares shares;                      ///< of rows; only with a band
  std::optional<StaleReviews> stale;      ///< only with a band, review_patience_minutes and volume_per_day
  bool weighted = false;                  ///< rows stand for unlike numbers of items, whose shares are those of `band`
  LimitedEstimate recall_after_review;    ///< only with a band
  CostParts cost;                         ///< over the items of the rows
  std::optional<double> cost_per_year, operating_cost_per_year, operating_cost_high;
  std::optional<double> elkan_threshold;
  std::string elkan_why;
  std::optional<double> shadow_price_per_hour;  ///< what one more reviewer hour a day saves a year, less nothing
  std::optional<Interval> bootstrap;      ///< of the threshold, over resampled rows; nominal
  std::string bootstrap_why;
  std::optional<double> optimism_per_year; ///< by how much its cost on other rows like these is higher on average, for having been chosen here
};

struct CertifiedReading {
  bool asked = false;
  std::optional<double> min_recall, min_precision, threshold;
  std::vector<double> all;  ///< with a precision: every threshold that is certified, together; `threshold` is the lowest
  std::string text;  ///< the threshold as a person writes it
  std::string method, sentence, why;
};

/// The people who look at what is sent to review.
struct QueueReading {
  std::string why;  ///< not empty: there is none
  double items_per_day = 0, items_per_hour = 0, minutes_per_item = 0;
  int reviewers = 0;
  double load = 0;           ///< in Erlang
  bool overloaded = false;
  double backlog_per_day = 0;
  std::optional<double> wait_probability, mean_wait_minutes, within_target, abandoned;
  std::optional<double> target_minutes, service_level;
  std::optional<int> needed;  ///< reviewers that keep the service level
  std::optional<double> most_per_day;  ///< items that the reviewers there are keep it for
};

/// One step between neighbours in cost: the price of a point of the metric.
struct PricedStep {
  std::string from, to;
  double points = 0;
  double cost_per_point = 0;
  std::optional<double> misses_avoided, cost_per_miss;
};

struct Perfection {
  std::string why;  ///< not empty: not computed
  std::string at;   ///< the option or threshold at (or nearest) perfection
  std::optional<double> threshold;
  std::optional<double> cost_per_year, extra_cost;
  std::optional<std::size_t> option;  ///< position in OptionsReading::options; absent: of the rows
  std::optional<double> misses_avoided, cost_per_miss;  ///< with the false alarms that come with it
  std::string sentence;
};

struct ShipReading {
  std::string plan;
  double npv = 0;
  bool best = false;
  std::optional<std::size_t> waits_for = {};  ///< number in Case::options, where the plan is to wait for it
};

/// One stated option beside the others.
struct OptionPoint {
  std::size_t option = 0;  ///< number in Case::options
  std::optional<double> metric;           ///< the one the trade-off is in
  std::optional<double> cost_per_year;    ///< as stated, else by cost_per_point
  std::optional<double> delay_weeks;      ///< as stated, else by weeks_per_point
  std::optional<double> misses_per_year, false_positives_per_year;
  std::optional<double> total_per_year;   ///< with the harm of misses and false positives
  std::string total_why;
  std::optional<double> net_per_year;     ///< value_per_year less cost_per_year
  std::optional<bool> within_budget;
  std::vector<std::string> against;       ///< why it cannot be chosen
  bool dominated = false;
  bool chosen = false;
  std::optional<double> next_point_costs; ///< of one more point, to the next option
};

/// At which ratio of the cost of a false positive to that of a miss the choice between two options flips.
struct FlipReading {
  std::size_t other = 0;        ///< position in OptionsReading::options
  std::optional<double> ratio;  ///< cost of a false positive over that of a miss, the miss as stated
  std::optional<double> false_positive_cost, false_negative_cost;
  bool chosen_above = false;    ///< the chosen one is cheaper where false positives cost more
  std::string why;
};

/// By which rule an option was chosen: the first that the case states enough for.
enum class ChosenBy { errors, points, value, budget, plan };

struct OptionsReading {
  ChosenBy by = ChosenBy::errors;  ///< only where one is chosen
  std::optional<double> budget_per_year;
  bool false_alarms_cost = false;  ///< so that a miss avoided has more than its running cost
  std::string metric;  ///< "recall", "accuracy", ...
  std::vector<OptionPoint> options;
  std::optional<std::size_t> chosen;  ///< position in options
  std::string why;                    ///< what made it the one; where there is none, why not
  std::optional<std::size_t> best_within_budget;  ///< where nothing prices an error: the best the budget allows
  std::vector<PricedStep> marginal;
  std::string marginal_why;
  std::vector<FlipReading> flips;
  std::optional<Interval> right_while_miss_costs;   ///< the chosen stays right while a miss costs between these
  std::optional<Interval> right_while_point_worth;
};

struct RowsReading {
  std::uint64_t rows = 0, positives = 0;
  LimitedEstimate auc;
  std::optional<double> average_precision;
  std::vector<OperatingPoint> points;
  std::size_t frontier_size = 0;
  std::vector<CohortPoint> cohorts;
  Recommendation recommended;
  CertifiedReading certified;
  std::vector<PricedStep> marginal;
  std::optional<OperatingPoint> today;  ///< at decision_threshold, where it is stated and no baseline_score is what is in use
};

struct TradeoffAssessment {
  TradeoffSettings settings;
  std::optional<RowsReading> rows;        ///< absent without predictions.csv
  std::optional<OptionsReading> options;  ///< absent without options.csv
  QueueReading queue;
  Perfection perfection;
  std::vector<ShipReading> ship;
  std::string ship_why, ship_sentence;
  std::optional<LearningCurve> learning;
  std::string learning_why;
  std::optional<double> target_accuracy;  ///< the best that an option states
  std::optional<TargetReach> target;
  std::vector<Finding> findings;
  std::vector<std::string> cautions;
  std::vector<std::size_t> used;  ///< assumptions, positions in Case::leaves
  Decision decision;
};

/// The option that is chosen; null where there is none.
const CaseOption* chosen_option(const Case& subject, const TradeoffAssessment& assessment);

/// "from score 0.804 on", "above score 0.5", of what threshold_text gives.
std::string from_score(const std::string& threshold_text);

/// @throws Refusal if the case has neither scored rows nor options
TradeoffAssessment assess_tradeoff(const Case& subject, const TradeoffSettings& settings);

}  // namespace premortem
