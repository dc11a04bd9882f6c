#include "premortem/report/tradeoff_report.hpp"
#include "report/estimate_json.hpp"
#include "report/json_text.hpp"
#include "report/tradeoff_difference.hpp"
#include "report/tradeoff_part_json.hpp"
#include "report/tradeoff_words.hpp"
#include "report/verb_json.hpp"

namespace premortem {
namespace {

Json point_json(const OperatingPoint& p) {
  Json out;
  put(out, "threshold", p.threshold, "nothing is flagged");
  out["tp"] = p.counts.tp, out["fp"] = p.counts.fp, out["tn"] = p.counts.tn, out["fn"] = p.counts.fn;
  put_estimate(out, "precision", p.precision);
  put_estimate(out, "recall", p.recall);
  put_estimate(out, "value_recall", p.value_recall);
  put_estimate(out, "share_flagged", p.share_flagged);
  put_estimate(out, "live_precision", p.live_precision);
  put(out, "live_share_flagged", p.live_share_flagged, "no positive_rate is stated, or the rows are all of one label");
  put(out, "operating_cost_per_year", p.operating_cost_per_year, "it takes volume_per_day and what an action or an error costs");
  put(out, "cost_per_year", p.cost_per_year, "it takes volume_per_day, what a miss costs and what a false alarm costs");
  out["on_frontier"] = p.on_frontier;
  return out;
}

Json recommended_json(const Recommendation& r) {
  if (!r.exists) return nullptr;
  Json out;
  put(out, "threshold", r.threshold, r.band ? "nothing is acted on without a review" : "nothing is acted on");
  const char* no_band = "no cost_per_review is stated, or no band keeps min_recall and min_precision";
  put(out, "review_low", r.review_low, r.band ? "everything passes" : no_band);
  put(out, "review_high", r.review_high, r.band ? "nothing is acted on without a review" : no_band);
  out["why"] = r.why;
  const char* no_cost = "it takes volume_per_day and the costs of errors";
  put(out, "cost_per_year", r.cost_per_year, no_cost);
  put(out, "operating_cost_per_year", r.operating_cost_per_year, no_cost);
  put(out, "operating_cost_per_year_high", r.operating_cost_high, "bounded where only reviews, or only actions, cost, the rows are not weighted and positive_rate is not stated");
  put(out, "elkan_threshold", r.elkan_threshold, r.elkan_why);
  put(out, "shadow_price_per_hour", r.shadow_price_per_hour, "it takes a review band, review_minutes and a capacity");
  out["text"] = r.text;
  if (r.band) {
    put_estimate(out, "recall_after_review", r.recall_after_review);
    out["shares"] = {{"acted", r.shares.acted}, {"reviewed", r.shares.reviewed}, {"passed", r.shares.passed}};
    put(out, "precision_after_review", r.shares.precision, "nothing is flagged");
    out["weighted_shares"] = nullptr;
    if (r.weighted) {
      Json weighted{{"acted", r.band->acted_share()}, {"reviewed", r.band->reviewed_share()}, {"passed", r.band->passed.all() / r.band->items()}};
      put(weighted, "recall", r.band->recall, "no row is positive");
      out["weighted_shares"] = std::move(weighted);
    } else {
      out["weighted_shares_why"] = "all rows stand for as many items";
    }
    out["stale"] = nullptr;
    if (r.stale) {
      Json stale{{"share", r.stale->share}, {"counted", r.stale->all_day}};
      put(stale, "recall_all_day", r.stale->recall, "no row is positive");
      put(stale, "cost_per_year_all_day", r.stale->cost_per_year, no_cost);
      out["stale"] = std::move(stale);
    } else {
      out["stale_why"] = "nothing goes stale: it takes review_patience_minutes, reviewers, review_minutes and volume_per_day";
    }
    put(out, "value_recall_after_review", r.band->value_recall, "the rows have no value");
  }
  if (r.bootstrap) {
    Json b;
    put(b, "low", finite(r.bootstrap->low), "nothing is acted on");
    put(b, "high", finite(r.bootstrap->high), "nothing is acted on");
    put(b, "optimism_per_year", r.optimism_per_year, "no volume_per_day is stated");
    out["bootstrap"] = std::move(b);
  } else {
    out["bootstrap"] = nullptr, out["bootstrap_why"] = r.bootstrap_why;
  }
  out["point"] = point_json(r.point);
  return out;
}

Json certified_json(const CertifiedReading& c) {
  if (!c.asked) return nullptr;
  Json out;
  put(out, "min_recall", c.min_recall, "not stated");
  put(out, "min_precision", c.min_precision, "not stated");
  put(out, "threshold", c.threshold, c.why);
  out["method"] = c.method;
  out["sentence"] = c.threshold ? c.sentence : "No threshold is certified: " + c.why + ".";
  return out;
}

Json steps_json(const std::vector<PricedStep>& steps) {
  Json out = Json::array();
  for (const auto& s : steps) {
    Json step{{"from", s.from}, {"to", s.to}, {"points", s.points}, {"cost_per_point", s.cost_per_point}};
    put(step, "misses_avoided", s.misses_avoided, "it takes recall, volume_per_day and positive_rate");
    put(step, "cost_per_miss", s.cost_per_miss, "it takes recall, volume_per_day and positive_rate");
    out.push_back(std::move(step));
  }
  return out;
}

Json queue_json(const QueueReading& q) {
  if (!q.why.empty()) return nullptr;
  Json out{{"items_per_day", q.items_per_day}, {"items_per_hour", q.items_per_hour}, {"minutes_per_item", q.minutes_per_item}, {"reviewers", q.reviewers}, {"load", q.load}, {"overloaded", q.overloaded},
           {"backlog_per_day", q.backlog_per_day}};
  const char* no_state = "more comes than can be done: there is no steady state";
  put(out, "wait_probability", q.wait_probability, no_state);
  put(out, "mean_wait_minutes", q.mean_wait_minutes, no_state);
  put(out, "within_target", q.within_target, no_state);
  put(out, "abandoned", q.abandoned, "no review_patience_minutes is stated");
  put(out, "target_minutes", q.target_minutes, "not stated");
  put(out, "service_level", q.service_level, "not stated");
  put(out, "reviewers_needed", q.needed, "not computed");
  put(out, "most_per_day", q.most_per_day, "not computed");
  return out;
}

Json options_json_of(const TradeoffResult& result, const OptionsReading& o) {
  Json out = Json::array();
  for (const auto& p : o.options) {
    const auto& option = result.subject.options[p.option];
    Json entry{{"option", option.name}};
    Json metrics = Json::object();
    for (const auto& [name, value] : option.metrics) metrics[name] = value;
    entry["metrics"] = std::move(metrics);
    put(entry, "review_share", option.review_share, "not stated");
    put(entry, "cost_per_year", p.cost_per_year, "not stated");
    put(entry, "next_point_costs", p.next_point_costs, "nothing better is stated");
    put(entry, "misses_per_year", p.misses_per_year, "it takes recall, volume_per_day and positive_rate");
    put(entry, "false_positives_per_year", p.false_positives_per_year, "it takes precision, recall, volume_per_day and positive_rate");
    put(entry, "total_per_year", p.total_per_year, p.total_why.empty() ? "no error has a cost" : p.total_why);
    put(entry, "delay_weeks", p.delay_weeks, "not stated");
    put(entry, "within_budget", p.within_budget, "no budget_per_year, or no cost, is stated");
    entry["against"] = p.against;
    entry["dominated"] = p.dominated;
    entry["chosen"] = p.chosen;
    out.push_back(std::move(entry));
  }
  return out;
}

Json choice_json(const TradeoffResult& result, const OptionsReading& o) {
  const auto name = [&](std::size_t i) { return result.subject.options[o.options[i].option].name; };
  Json out{{"metric", o.metric}};
  put(out, "option", o.chosen ? std::optional(name(*o.chosen)) : std::nullopt, o.why);
  out["why"] = o.why;
  const auto range = [&](const char* key, const std::optional<Interval>& r) {
    if (!r) return put(out, key, std::optional<double>(), "it takes the costs of errors, or the value of a point");
    Json interval{{"low", r->low}};
    put(interval, "high", finite(r->high), "no upper end");
    out[key] = std::move(interval);
  };
  range("right_while_miss_costs", o.right_while_miss_costs);
  range("right_while_point_worth", o.right_while_point_worth);
  out["flips"] = Json::array();
  for (const auto& f : o.flips) {
    Json flip{{"against", name(f.other)}};
    put(flip, "cost_ratio", f.ratio, f.why);
    put(flip, "false_positive_cost", f.false_positive_cost, f.why);
    put(flip, "false_negative_cost", f.false_negative_cost, "at no cost of a miss");
    flip["chosen_above"] = f.chosen_above;
    out["flips"].push_back(std::move(flip));
  }
  return out;
}

Json learning_json(const TradeoffAssessment& a) {
  if (!a.learning) return nullptr;
  const auto& c = *a.learning;
  Json out{{"c", c.c}, {"a", c.a}, {"b", c.b}};
  put(out, "c_low", c.c_interval ? std::optional(c.c_interval->low) : std::nullopt, c.why_no_interval);
  put(out, "c_high", c.c_interval ? std::optional(c.c_interval->high) : std::nullopt, c.why_no_interval);
  put(out, "target_accuracy", a.target_accuracy, "no option states an accuracy");
  put(out, "examples", a.target ? a.target->examples : std::nullopt, a.target ? a.target->why : "no target");
  out["verdict"] = !a.target ? "no target" : a.target->verdict == TargetVerdict::reachable ? "reachable" : a.target->verdict == TargetVerdict::unreachable ? "unreachable" : "not_shown_reachable";
  return out;
}

Json perfection_json(const Perfection& p) {
  if (!p.why.empty()) return nullptr;
  Json out{{"at", p.at}};
  put(out, "threshold", p.threshold, "not stated");
  put(out, "cost_per_year", p.cost_per_year, "it takes volume_per_day and the costs of errors");
  put(out, "extra_cost", p.extra_cost, "it takes volume_per_day and the costs of errors");
  out["sentence"] = p.sentence;
  return out;
}

Json ship_json(const std::vector<ShipReading>& ship) {
  if (ship.empty()) return nullptr;
  Json out = Json::array();
  for (const auto& s : ship) out.push_back({{"plan", s.plan}, {"npv", s.npv}, {"best", s.best}});
  return out;
}

void put_rows(Json& out, const TradeoffAssessment& a) {
  const std::string no_rows = "there is no predictions.csv";
  if (!a.rows) {
    for (const auto* name : {"rows", "positives", "auc", "average_precision"}) out[name] = nullptr, out[std::string(name) + "_why"] = no_rows;
    out["operating_points"] = Json::array(), out["cohorts"] = Json::array();
    put_part(out, "recommended", nullptr, no_rows);
    put_part(out, "certified", nullptr, no_rows);
    return;
  }
  const auto& rows = *a.rows;
  out["rows"] = rows.rows, out["positives"] = rows.positives;
  put_estimate(out, "auc", rows.auc);
  put(out, "average_precision", rows.average_precision, "no row is positive");
  out["operating_points"] = Json::array();
  for (const auto& p : rows.points) out["operating_points"].push_back(point_json(p));
  out["cohorts"] = Json::array();
  for (const auto& c : rows.cohorts) {
    Json cohort{{"cohort", c.cohort}};
    cohort.update(point_json(c.point));
    out["cohorts"].push_back(std::move(cohort));
  }
  put_part(out, "recommended", recommended_json(rows.recommended), rows.recommended.why);
  put_part(out, "certified", certified_json(rows.certified), rows.certified.why);
}

}  // namespace

Json tradeoff_part_json(const TradeoffResult& result) {
  const auto& a = result.assessment;
  Json out;
  put_rows(out, a);
  const bool steps_of_options = a.options && !a.options->marginal.empty();
  out["marginal"] = steps_json(steps_of_options ? a.options->marginal : a.rows ? a.rows->marginal : std::vector<PricedStep>());
  put_part(out, "perfection", perfection_json(a.perfection), a.perfection.why);
  put_part(out, "queue", queue_json(a.queue), a.queue.why);
  out["options"] = a.options ? options_json_of(result, *a.options) : Json::array();
  put_part(out, "choice", a.options ? choice_json(result, *a.options) : Json(nullptr), "there is no options.csv");
  put_part(out, "ship", ship_json(a.ship), a.ship_why);
  put_part(out, "learning", learning_json(a), a.learning_why);
  out["findings"] = findings_json(a.findings);
  out["cautions"] = a.cautions;
  put_decision(out, a.decision);
  return out;
}

std::string tradeoff_json(const TradeoffOutcome& outcome, const Run& run) {
  const auto& settings = outcome.changed.assessment.settings;
  return seeded_json(run, outcome.changed.subject, settings.confidence, settings.seed, what_if_json(outcome, run, "tradeoff", tradeoff_part_json, tradeoff_differences));
}

}  // namespace premortem
