#include "models/sorted_records.hpp"

#include <algorithm>
#include <cmath>

#include "core/in_parallel.hpp"

namespace premortem {
namespace {

constexpr std::size_t few = 24;        // of which insertion is the quickest order
constexpr int deepest = 8;             // how often a stretch is cut again
constexpr std::size_t most_stretches = std::size_t{1} << 16;

bool is_before(const ScoreRecord& a, const ScoreRecord& b) { return a.score > b.score; }

void insert_in_order(std::span<ScoreRecord> records) {
  for (std::size_t i = 1; i < records.size(); ++i) {
    const ScoreRecord record = records[i];
    std::size_t to = i;
    for (; to > 0 && is_before(record, records[to - 1]); --to) records[to] = records[to - 1];
    records[to] = record;
  }
}

/// Shares the records out among stretches. @return the end of each stretch
std::vector<std::uint32_t> share_out(std::span<ScoreRecord> records, const ScoreStretches& stretches, std::size_t count) {
  std::vector<std::uint32_t> at(count + 1, 0);
  for (const auto& r : records) ++at[stretches.of(r.score) + 1];
  for (std::size_t s = 1; s <= count; ++s) at[s] += at[s - 1];
  const auto shared = std::make_unique_for_overwrite<ScoreRecord[]>(records.size());
  for (const auto& r : records) shared[at[stretches.of(r.score)]++] = r;
  std::copy_n(shared.get(), records.size(), records.begin());
  at.pop_back();
  return at;
}

void sort_records(std::span<ScoreRecord> records, int depth) {
  if (records.size() <= few) return insert_in_order(records);
  const auto [last, first] = std::minmax_element(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
  if (last->score == first->score) return;
  const auto count = std::min(records.size(), most_stretches);
  const ScoreStretches stretches(last->score, first->score, count);
  if (depth == deepest || !stretches.cuts()) return std::sort(records.begin(), records.end(), is_before);
  std::size_t begin = 0;
  for (const std::size_t end : share_out(records, stretches, count)) {
    if (end > begin + 1) sort_records(records.subspan(begin, end - begin), depth + 1);
    begin = end;
  }
}

struct Range {
  double low, high;
};

Range range_of(const std::vector<double>& scores, int jobs) {
  const auto parts = static_cast<std::size_t>(std::max(jobs, 1));
  std::vector<Range> ranges(parts, {scores.front(), scores.front()});
  in_parallel(parts, jobs, [&](std::size_t part, std::size_t) {
    auto [low, high] = ranges[part];
    for (auto i = scores.size() * part / parts; i < scores.size() * (part + 1) / parts; ++i) low = std::min(low, scores[i]), high = std::max(high, scores[i]);
    ranges[part] = {low, high};
  });
  Range all = ranges.front();
  for (const auto& r : ranges) all = {std::min(all.low, r.low), std::max(all.high, r.high)};
  return all;
}

double amount_of(const ScoredRows& rows, std::size_t i) { return rows.weight.empty() ? rows.value[i] : rows.weight[i] * rows.value[i]; }

}  // namespace

ScoreStretches::ScoreStretches(double low, double high, std::size_t count) : top_(high / 2) {  // halves, because the difference of two finite numbers need not be finite
  const double width = top_ - low / 2;
  scale_ = width > 0 ? static_cast<double>(count - 1) / width : 0;
  if (!std::isfinite(scale_)) scale_ = 0;
}

void sort_records(std::span<ScoreRecord> records) { sort_records(records, 0); }

SortedRecords::SortedRecords(const ScoredRows& rows, const FixedPoint& amounts, int jobs, std::size_t parts)
    : size_(rows.rows()) {
  const auto [low, high] = range_of(rows.score, jobs);
  const ScoreStretches cut(low, high, stretches);
  const auto shares = jobs <= 1 ? std::size_t{1} : 4 * static_cast<std::size_t>(jobs);  // several a thread, for they need not take the same time
  std::vector<Counts> counts(shares, Counts{});  // by share of the rows
  in_parallel(shares, jobs, [&](std::size_t w, std::size_t) {
    const auto [begin, end] = share(w, shares);
    for (auto i = begin; i < end; ++i) ++counts[w][cut.of(rows.score[i])];
  });
  auto places = place(counts, parts);
  in_parallel(shares, jobs, [&](std::size_t w, std::size_t) {
    const auto [begin, end] = share(w, shares);
    for (auto i = begin; i < end; ++i) {
      const std::uint32_t cohort = rows.cohort.empty() ? 0 : rows.cohort.index[i];
      *places[w][cut.of(rows.score[i])]++ = {rows.score[i] + 0.0, rows.value.empty() ? 0 : amounts.fixed(amount_of(rows, i)), static_cast<std::uint32_t>(i), cohort * 2 + rows.label[i]};
    }
  });
}

std::vector<SortedRecords::Places> SortedRecords::place(const std::vector<Counts>& counts, std::size_t parts) {
  for (std::size_t s = 0; s < stretches; ++s) {
    firsts_[s + 1] = firsts_[s];
    for (const auto& count : counts) firsts_[s + 1] += count[s];
  }
  cut_parts(parts);
  std::vector<Places> places(counts.size());
  for (std::size_t part = 0; part < this->parts(); ++part) {
    auto* at = records_.emplace_back(std::make_unique_for_overwrite<ScoreRecord[]>(firsts_[parts_[part + 1]] - firsts_[parts_[part]])).get();
    for (auto s = parts_[part]; s < parts_[part + 1]; ++s)
      for (std::size_t w = 0; w < counts.size(); ++w) places[w][s] = at, at += counts[w][s];
  }
  return places;
}

void SortedRecords::cut_parts(std::size_t parts) {
  for (std::size_t s = 0, part = 0; s < stretches; ++s)
    if (firsts_[s] >= size_ * part / parts && part < parts) {
      parts_.push_back(s);
      while (part < parts && firsts_[s] >= size_ * part / parts) ++part;
    }
  parts_.push_back(stretches);
}

void SortedRecords::sort(int jobs, const Visit& visit) {
  in_parallel(parts(), jobs, [&](std::size_t part, std::size_t) {
    auto* at = records_[part].get();
    for (auto s = parts_[part]; s < parts_[part + 1]; ++s) {
      const std::span<ScoreRecord> records(at, firsts_[s + 1] - firsts_[s]);
      sort_records(records, 0);
      visit(part, records);
      at += records.size();
    }
  });
}

}  // namespace premortem
