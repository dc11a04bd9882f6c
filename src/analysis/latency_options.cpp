#include "analysis/latency_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/statistics/empirical_bounds.hpp"

namespace premortem {
namespace {

std::string about(double x) { return number_text(x, Rounding::nearest); }
std::string percent(double share, Rounding way = Rounding::nearest) { return percent_text(share, way); }

struct NamedQuantile {
  const char* name;
  double share;
  std::optional<double> ms;
};

/// The law through what is stated of one way of answering.
struct StatedLaw {
  std::optional<LatencyDistribution> law;
  std::string words, why;
};

std::vector<LatencyQuantile> quantiles_of(const std::vector<NamedQuantile>& stated) {
  std::vector<LatencyQuantile> quantiles;
  for (const auto& q : stated)
    if (q.ms) quantiles.push_back({q.share, *q.ms});
  return quantiles;
}

StatedLaw law_through(const std::vector<NamedQuantile>& stated) {
  const auto quantiles = quantiles_of(stated);
  std::vector<std::string> names;
  for (const auto& q : stated)
    if (q.ms) names.emplace_back(q.name);
  if (names.size() < 2) return {{}, "", names.empty() ? "no latency is stated" : fmt::format("{} alone says nothing of the slow requests; state another quantile, such as latency_p99_ms", names.front())};
  return {latency_from_quantiles(quantiles), fmt::format("{} {}", names.size() == 2 ? "lognormal through" : "a smooth curve through", fmt::join(names, names.size() == 2 ? " and " : ", ")), ""};
}

/// A cache in front of requests whose law is known. @pre a cache is stated
void put_cache_before(const OptionLatency& l, LatencyOption& o) {
  const double hit = *l.cache_hit;
  if (hit == 0) return;
  o.p999.reset(), o.p99_high_ms.reset();
  const auto fast = law_through({{"cached p50", 0.5, l.cached_p50}, {"cached p99", 0.99, l.cached_p99}});
  if (!fast.law || (!o.law && hit < 1)) {
    o.why = !fast.law ? "a cache takes cached_p50_ms and cached_p99_ms" : o.why;
    o.law.reset(), o.law_words.clear();
    return;
  }
  o.law_words = hit == 1 ? "from a cache, " + fast.words : fmt::format("{} from a cache ({}), the others {}", percent(hit), fast.words, o.law_words);
  o.law = hit == 1 ? *fast.law : latency_mixture(*fast.law, hit, *o.law);
  o.why.clear();
  if (o.requests > 0) o.p99_why = "a cache stands before the measured requests";
}

void take_stated(const OptionLatency& l, LatencyOption& o) {
  const std::vector<NamedQuantile> stated{{"p50", 0.5, l.p50}, {"p90", 0.9, l.p90}, {"p95", 0.95, l.p95}, {"p99", 0.99, l.p99}};
  const auto own = law_through(stated);
  o.law = own.law, o.law_words = own.words, o.why = own.why;
  if (own.law) o.p999 = tail_bracket(quantiles_of(stated));
}

/// The upper limit of p99 of measured requests, where there are enough of them.
void bound_p99(const std::vector<double>& ascending, double confidence, LatencyOption& o) {
  const auto rank = static_cast<std::size_t>(quantile_upper_rank(static_cast<long>(ascending.size()), 0.99, confidence));
  if (rank <= ascending.size()) o.p99_high_ms = ascending[rank - 1];
  else o.p99_why = fmt::format("{} cannot bound p99: it takes {} or more", count_text(ascending.size(), "request"), about(std::ceil(std::log(1 - confidence) / std::log(0.99))));
}

void take_sample(const LatencySample& sample, double confidence, LatencyOption& o) {
  o.requests = sample.latency_ms.size(), o.failed = sample.failed;
  o.p999.reset();
  if (sample.latency_ms.empty()) {
    o.law.reset(), o.law_words.clear();
    o.why = fmt::format("all {} failed", count_text(o.failed, "request"));
    return;
  }
  o.law = latency_from_samples(sample.latency_ms);
  o.why.clear();
  o.law_words = count_text(o.requests, "measured request");
  bound_p99(sample.latency_ms, confidence, o);
}

void read_quantiles(LatencyOption& o) {
  if (!o.law) return;
  o.p50_ms = latency_quantile(*o.law, 0.5), o.p95_ms = latency_quantile(*o.law, 0.95), o.p99_ms = latency_quantile(*o.law, 0.99);
}

void read_stream(const OptionLatency& l, LatencyOption& o) {
  if (!l.tokens || !l.ms_per_token || !o.law) return;
  const double rest = std::max(0.0, *l.tokens - 1) * *l.ms_per_token;
  o.whole_p50_ms = *o.p50_ms + rest, o.whole_p99_ms = *o.p99_ms + rest;
}

const LatencySample* sample_of(const Case& subject, const std::string& name) {
  if (!subject.latency_samples) return nullptr;
  const auto& all = *subject.latency_samples;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.option == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

LatencyTerms latency_terms(CaseAmounts& amounts) {
  LatencyTerms t;
  t.max_latency_ms = amounts.point("max_latency_ms");
  t.max_abandonment = amounts.share("max_abandonment");
  t.sessions_per_day = amounts.point("sessions_per_day");
  t.value_per_session = amounts.point("value_per_session");
  t.error_cost_per_session = amounts.point("error_cost_per_session");
  t.retention = amounts.share("retention");
  t.churn_per_abandonment = amounts.share("churn_per_abandonment");
  t.margin = amounts.point("margin");
  t.discount_rate = amounts.point("discount_rate");
  return t;
}

std::vector<LatencyOption> latency_options(const Case& subject, double confidence) {
  std::vector<LatencyOption> options;
  for (std::size_t i = 0; i < subject.options.size(); ++i) {
    const auto& stated = subject.options[i];
    LatencyOption o;
    o.name = stated.name, o.option = i, o.rejected_because = stated.rejected_because;
    o.accuracy = stated.metric("accuracy");
    take_stated(stated.latency, o);
    if (const auto* sample = sample_of(subject, stated.name)) take_sample(*sample, confidence, o);
    if (stated.latency.cache_hit) put_cache_before(stated.latency, o);
    read_quantiles(o);
    read_stream(stated.latency, o);
    options.push_back(std::move(o));
  }
  if (!subject.latency_samples) return options;
  for (const auto& sample : *subject.latency_samples) {
    if (std::any_of(options.begin(), options.end(), [&](const auto& o) { return o.name == sample.option; })) continue;
    LatencyOption o;
    o.name = sample.option;
    take_sample(sample, confidence, o);
    read_quantiles(o);
    options.push_back(std::move(o));
  }
  return options;
}

namespace {

LatencyCheck check_latency(double most, const LatencyOption& o) {
  const auto within = [&](double ms) { return ms <= most; };
  if (!within(*o.p99_ms)) return {"max_latency_ms", Kept::no, fmt::format("p99 is {} ms, over the {} ms allowed", about(*o.p99_ms), about(most))};
  if (o.requests == 0) return {"max_latency_ms", Kept::yes, fmt::format("p99 is {} ms, within {} ms", about(*o.p99_ms), about(most))};
  if (!o.p99_high_ms) return {"max_latency_ms", Kept::undecided, o.p99_why};
  if (!within(*o.p99_high_ms)) return {"max_latency_ms", Kept::undecided, fmt::format("p99 is {} ms, but may be up to {} ms, over the {} ms allowed", about(*o.p99_ms), number_text(*o.p99_high_ms, Rounding::up), about(most))};
  return {"max_latency_ms", Kept::yes, fmt::format("p99 is {} ms, at most {} ms, within {} ms", about(*o.p99_ms), number_text(*o.p99_high_ms, Rounding::up), about(most))};
}

constexpr double much_extrapolated = 0.05;  // of the requests: what is said of them rests on the form of the curve alone

LatencyCheck check_abandonment(double most, const LatencyOption& o) {
  const auto& a = o.abandonment;
  if (!a.value) return {"max_abandonment", Kept::undecided, "how many leave is not known: " + a.why};
  if (*a.value > most) return {"max_abandonment", Kept::no, fmt::format("{} leave, over the {} allowed", percent(*a.value), percent(most))};
  if (!o.abandonment_high) return {"max_abandonment", Kept::undecided, fmt::format("{} leave, within {}, but {}", percent(*a.value), percent(most), a.why)};
  if (*o.abandonment_high > most) return {"max_abandonment", Kept::undecided, fmt::format("{} leave, but that may be up to {}, over the {} allowed", percent(*a.value), percent(*o.abandonment_high, Rounding::up), percent(most))};
  if (o.extrapolated_share > much_extrapolated)
    return {"max_abandonment", Kept::undecided, fmt::format("{} leave, at most {}, but {} of the requests lie beyond every latency that was observed", percent(*a.value), percent(*o.abandonment_high, Rounding::up), percent(o.extrapolated_share))};
  return {"max_abandonment", Kept::yes, fmt::format("{} leave, at most {}, within {}", percent(*a.value), percent(*o.abandonment_high, Rounding::up), percent(most))};
}

}  // namespace

void check_limits(const LatencyTerms& terms, LatencyOption& o) {
  o.checks.clear();
  if (!terms.max_latency_ms && !terms.max_abandonment) {
    o.passes_why = "neither max_latency_ms nor max_abandonment is stated";
    return;
  }
  if (!o.law) {
    o.passes_why = o.why;
    return;
  }
  if (terms.max_latency_ms) o.checks.push_back(check_latency(*terms.max_latency_ms, o));
  if (terms.max_abandonment) o.checks.push_back(check_abandonment(*terms.max_abandonment, o));
  const auto any = [&](Kept kept) { return std::find_if(o.checks.begin(), o.checks.end(), [&](const auto& c) { return c.kept == kept; }); };
  if (any(Kept::no) != o.checks.end()) o.passes = false;
  else if (const auto open = any(Kept::undecided); open != o.checks.end()) o.passes_why = open->sentence;
  else o.passes = true;
}

}  // namespace premortem
