// The order of records by score, against std::sort, for scores as no sample has them too.
#include "models/sorted_records.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <span>
#include <vector>

#include "holds_for_all.hpp"

using namespace premortem;

namespace {

std::vector<ScoreRecord> records_of(const std::vector<double>& scores) {
  std::vector<ScoreRecord> records;
  for (std::size_t i = 0; i < scores.size(); ++i) records.push_back({scores[i] + 0.0, static_cast<std::int64_t>(i), static_cast<std::uint32_t>(i), 0});
  return records;
}

/// Whether these are the records, highest score first, none lost and none twice.
bool is_order_of(std::vector<double> scores, std::span<const ScoreRecord> records) {
  for (std::size_t i = 0; i < records.size(); ++i)
    if (records[i].score != scores[records[i].row] || static_cast<std::uint32_t>(records[i].amount) != records[i].row) return false;
  std::vector<std::uint32_t> rows;
  for (const auto& r : records) rows.push_back(r.row);
  std::sort(rows.begin(), rows.end());
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i] != i) return false;
  return rows.size() == scores.size() && std::is_sorted(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
}

/// Scores of one kind of spread, of which some are hard to share out evenly.
std::vector<double> spread(const std::string& kind, std::size_t n) {
  std::mt19937 generator(7);
  std::vector<double> scores(n);
  for (auto& s : scores) {
    const double u = std::ldexp(static_cast<double>(generator()), -32);
    if (kind == "uniform") s = u;
    if (kind == "few values") s = std::floor(u * 10) / 10;
    if (kind == "over many sizes") s = std::exp(1400 * (u - 0.5));
    if (kind == "ever closer") s = 1 - std::ldexp(1.0, -static_cast<int>(u * 54));
    if (kind == "both ends") s = u < 0.5 ? -1e308 : 1e308;
    if (kind == "least numbers") s = std::floor(u * 1000) * 5e-324;
    if (kind == "one") s = 0.25;
    if (kind == "one far off") s = &s == &scores.front() ? 1e300 : u;
  }
  return scores;
}

}  // namespace

TEST_CASE("records of scores of any spread are sorted, none lost") {
  for (const auto* kind : {"uniform", "few values", "over many sizes", "ever closer", "both ends", "least numbers", "one", "one far off"})
    for (const std::size_t n : {0U, 1U, 2U, 24U, 25U, 3000U, 70000U}) {
      INFO(kind << " " << n);
      const auto scores = spread(kind, n);
      auto records = records_of(scores);
      sort_records(records);
      CHECK(is_order_of(scores, records));
    }
}

TEST_CASE("any scores are sorted") {
  CHECK(holds_for_all([] {
    const auto scores = *rc::gen::container<std::vector<double>>(rc::gen::oneOf(rc::gen::element(0.0, -0.0, 5e-324, -5e-324, 1e308, -1e308, 0.5), rc::gen::arbitrary<double>()));
    std::vector<double> finite;
    for (const double s : scores)
      if (std::isfinite(s)) finite.push_back(s);
    auto records = records_of(finite);
    sort_records(records);
    RC_ASSERT(is_order_of(finite, records));
  }));
}

TEST_CASE("parts are the sorted rows cut where the score changes, for any number of threads and parts") {
  for (const auto* kind : {"uniform", "few values", "over many sizes", "one", "one far off"})
    for (const int jobs : {1, 2, 3, 8})
      for (const std::size_t parts : {1U, 2U, 7U, 64U}) {
        INFO(kind << " " << jobs << " " << parts);
        ScoredRows rows;
        rows.score = spread(kind, 5000);
        rows.label.assign(rows.score.size(), 1);
        for (std::size_t i = 0; i < rows.score.size(); ++i) rows.value.push_back(static_cast<double>(i));
        SortedRecords sorted(rows, FixedPoint(std::ldexp(1.0, 61)), jobs, parts);  // whole numbers stay what they are
        std::vector<std::size_t> shown(sorted.parts(), 0);
        sorted.sort(jobs, [&](std::size_t part, std::span<const ScoreRecord> records) { shown[part] += records.size(); });
        REQUIRE(sorted.parts() >= 1);
        REQUIRE(sorted.parts() <= parts);
        std::vector<ScoreRecord> all;
        for (std::size_t i = 0; i < sorted.parts(); ++i) {
          const auto part = sorted.part(i);
          CHECK(shown[i] == part.size());
          if (!all.empty() && !part.empty()) CHECK(all.back().score > part.front().score);
          all.insert(all.end(), part.begin(), part.end());
        }
        CHECK(is_order_of(rows.score, all));
      }
}

TEST_CASE("a sum of fixed-point numbers is the double nearest to the sum of the numbers") {
  for (const double largest : {5e-324, 1e-30, 0.1, 1.0, 1234.56, 1e60, 1e305}) {
    const FixedPoint point(largest);  // which 53 of the 61 bits hold whole
    FixedTotal total = 0;
    for (int i = 0; i < 1000; ++i) total += point.fixed(largest);
    CHECK(point.value(total) == 1000 * largest);
    CHECK(point.value(point.fixed(largest)) == largest);
  }
}
