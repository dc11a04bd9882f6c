#include <catch2/catch.hpp>

#include <array>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"
#include "quantity/box_builder.hpp"

namespace premortem {
namespace {

using namespace testing;

constexpr std::array numeric{Op::sum, Op::difference, Op::product, Op::quotient, Op::minimum, Op::maximum, Op::less, Op::less_equal, Op::equal, Op::not_equal, Op::greater, Op::greater_equal};

double value_of(Op op, double x, double y) {
  switch (op) {
    case Op::sum: return x + y;
    case Op::difference: return x - y;
    case Op::product: return x * y;
    case Op::quotient: return x / y;
    case Op::minimum: return std::min(x, y);
    case Op::maximum: return std::max(x, y);
    case Op::less: return x < y;
    case Op::less_equal: return x <= y;
    case Op::greater: return x > y;
    case Op::greater_equal: return x >= y;
    case Op::equal: return x == y;
    case Op::not_equal: return x != y;
    case Op::power: return std::pow(x, y);
    default: throw DomainError("value_of");
  }
}

std::mt19937_64 generator() { return std::mt19937_64(static_cast<std::uint64_t>(*rc::gen::arbitrary<std::uint32_t>())); }

std::size_t some_slices() { return *rc::gen::inRange<std::size_t>(1, 8); }

/// A divisor is not 0 for certain in any slice, and its member never 0.
ProbabilityBox without_zero_slices(ProbabilityBox box) {
  for (std::size_t i = 0; i < box.slices(); ++i)
    if (box.low[i] == 0 && box.high[i] == 0) box.high[i] = 1;
  for (std::size_t i = 1; i < box.slices(); ++i) box.high[i] = std::max(box.high[i], box.high[i - 1]);
  return box;
}

std::vector<double> without_zeros(std::vector<double> member, const ProbabilityBox& box) {
  const std::size_t fine = member.size() / box.slices();
  for (std::size_t r = 0; r < member.size(); ++r)
    if (member[r] == 0) member[r] = box.high[r / fine] > 0 ? 1e-3 : -1e-3;
  std::sort(member.begin(), member.end());
  return member;
}

struct Pair {
  ProbabilityBox a, b;
  std::vector<double> x, y;  ///< members of them
};

Pair random_pair(std::mt19937_64& random, Op op, std::size_t slices) {
  const int least = *rc::gen::element(-5, -5, 0, 1), width = *rc::gen::inRange(0, 4);
  Pair p{random_box(random, slices, *rc::gen::element(-5, 0, 1), 5, width), random_box(random, slices, least, 5, width), {}, {}};
  if (op == Op::quotient) p.b = without_zero_slices(p.b);
  p.x = member_of(random, p.a, 4), p.y = member_of(random, p.b, 4);
  if (op == Op::quotient) p.y = without_zeros(p.y, p.b);
  return p;
}

std::vector<double> joined(Op op, const Pair& pair, const std::vector<std::size_t>& partner) {
  std::vector<double> z;
  for (std::size_t r = 0; r < pair.x.size(); ++r) z.push_back(value_of(op, pair.x[r], pair.y[partner[r]]));
  return z;
}

TEST_CASE("whatever goes with whom, the result lies in the box of unknown dependence") {
  for (const Op op : numeric)
    CHECK(holds_for_all([op] {
      auto random = generator();
      const Pair pair = random_pair(random, op, some_slices());
      const auto box = combine(op, pair.a, pair.b, Dependence::unknown);
      RC_ASSERT(is_well_formed(box));
      for (int copula = 0; copula < 5; ++copula) RC_ASSERT(holds(box, joined(op, pair, random_partners(random, pair.x.size()))));
    }));
}

TEST_CASE("a stated dependence has what it states in its box, and its box within that of unknown dependence") {
  for (const Op op : numeric)
    CHECK(holds_for_all([op] {
      auto random = generator();
      const Pair pair = random_pair(random, op, some_slices());
      const auto boxed = [&](Dependence d) { return combine(op, pair.a, pair.b, d); };
      std::vector<std::size_t> partner(pair.x.size());
      std::iota(partner.begin(), partner.end(), std::size_t{0});
      RC_ASSERT(holds(boxed(Dependence::perfect), joined(op, pair, partner)));
      std::reverse(partner.begin(), partner.end());
      RC_ASSERT(holds(boxed(Dependence::opposite), joined(op, pair, partner)));
      std::vector<double> all;
      for (const double x : pair.x)
        for (const double y : pair.y) all.push_back(value_of(op, x, y));
      RC_ASSERT(holds(boxed(Dependence::independent), all));
      for (const auto d : {Dependence::perfect, Dependence::opposite, Dependence::independent}) {
        RC_ASSERT(is_well_formed(boxed(d)));
        RC_ASSERT(is_inside(boxed(d), boxed(Dependence::unknown)));
      }
    }));
}

/// The k-th smallest of a op b over every way to pair them: what it is least and most.
ProbabilityBox enumerated(Op op, const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<std::size_t> partner(a.size());
  std::iota(partner.begin(), partner.end(), std::size_t{0});
  ProbabilityBox box{std::vector<double>(a.size(), INFINITY), std::vector<double>(a.size(), -INFINITY)};
  do {
    std::vector<double> z;
    for (std::size_t i = 0; i < a.size(); ++i) z.push_back(value_of(op, a[i], b[partner[i]]));
    std::sort(z.begin(), z.end());
    for (std::size_t k = 0; k < z.size(); ++k) box.low[k] = std::min(box.low[k], z[k]), box.high[k] = std::max(box.high[k], z[k]);
  } while (std::next_permutation(partner.begin(), partner.end()));
  return box;
}

TEST_CASE("each end of the box of unknown dependence is reached by some pairing, as enumeration of all of them shows") {
  for (const Op op : {Op::sum, Op::difference, Op::product, Op::minimum, Op::maximum})
    CHECK(holds_for_all([op] {
      auto random = generator();
      const std::size_t n = *rc::gen::inRange<std::size_t>(1, 6);
      const auto a = random_box(random, n, *rc::gen::element(-5, 0), 5, 0), b = random_box(random, n, *rc::gen::element(-5, 0), 5, 0);
      const auto box = combine(op, a, b, Dependence::unknown), exact = enumerated(op, a.low, b.low);
      RC_ASSERT(box.low == exact.low);
      RC_ASSERT(box.high == exact.high);
    }));
}

TEST_CASE("three factors have the same box in every order, and hold every joint dependence of the three") {
  for (const Op op : {Op::sum, Op::product})
    CHECK(holds_for_all([op] {
      auto random = generator();
      const std::size_t n = some_slices();
      std::array<ProbabilityBox, 3> x;
      for (auto& box : x) box = random_box(random, n, op == Op::sum ? -5 : 0, 5, *rc::gen::inRange(0, 4));
      const auto chain = [&](std::size_t i, std::size_t j, std::size_t k) {
        return combine(op, combine(op, x[i], x[j], Dependence::unknown), x[k], Dependence::unknown);
      };
      const auto box = chain(0, 1, 2);
      for (const auto& other : {chain(1, 2, 0), chain(2, 0, 1), chain(0, 2, 1)}) RC_ASSERT((other.low == box.low && other.high == box.high));
      const auto a = member_of(random, x[0], 4), b = member_of(random, x[1], 4), c = member_of(random, x[2], 4);
      const auto second = random_partners(random, a.size()), third = random_partners(random, a.size());
      std::vector<double> z;
      for (std::size_t r = 0; r < a.size(); ++r) z.push_back(value_of(op, value_of(op, a[r], b[second[r]]), c[third[r]]));
      RC_ASSERT(holds(box, z, 1e-15));
    }));
}

TEST_CASE("a power holds its values whatever goes with whom") {
  CHECK(holds_for_all([] {
    auto random = generator();
    const std::size_t n = some_slices();
    const auto a = random_box(random, n, 0, 4, *rc::gen::inRange(0, 3)), b = random_box(random, n, -2, 3, *rc::gen::inRange(0, 3));
    RC_PRE(!(a.low.front() == 0 && (a.high.front() == 0 || b.low.front() < 0)));  // 0 to a power below 0 is not defined
    const auto box = combine(Op::power, a, b, Dependence::unknown);
    RC_ASSERT(is_well_formed(box));
    const Pair pair{a, b, member_of(random, a, 4), member_of(random, b, 4)};
    RC_ASSERT(holds(box, joined(Op::power, pair, random_partners(random, pair.x.size())), 1e-14));
  }));
}

TEST_CASE("two events have a probability in the box, however they and their estimates go together") {
  for (const Op op : {Op::conjunction, Op::disjunction, Op::both})
    CHECK(holds_for_all([op] {
      auto random = generator();
      const std::size_t n = some_slices();
      auto a = random_box(random, n, 0, 8, *rc::gen::inRange(0, 5)), b = random_box(random, n, 0, 8, *rc::gen::inRange(0, 5));
      for (auto* ends : {&a.low, &a.high, &b.low, &b.high})
        for (double& x : *ends) x /= 8;
      const auto box = combine(op, a, b, Dependence::unknown);
      const auto p = member_of(random, a, 4), q = member_of(random, b, 4);
      const auto partner = random_partners(random, p.size());
      std::vector<double> z;
      for (std::size_t r = 0; r < p.size(); ++r) {
        const double x = p[r], y = q[partner[r]], part = std::uniform_int_distribution<int>(0, 2)(random) / 2.0;
        const double least = std::max(0.0, x + y - 1), both = least + part * (std::min(x, y) - least);
        z.push_back(op == Op::disjunction ? x + y - both : both);
      }
      RC_ASSERT(is_well_formed(box));
      RC_ASSERT(holds(box, z, 1e-15));
      for (const auto d : {Dependence::independent, Dependence::perfect, Dependence::opposite}) RC_ASSERT(is_inside(combine(op, a, b, d), box));
    }));
}

TEST_CASE("a choice holds its value however the condition goes with what it chooses from") {
  CHECK(holds_for_all([] {
    auto random = generator();
    const std::size_t n = some_slices();
    const auto condition = random_box(random, n, 0, 1, *rc::gen::inRange(0, 2));
    const auto a = random_box(random, n, -5, 5, *rc::gen::inRange(0, 4)), b = random_box(random, n, -5, 5, *rc::gen::inRange(0, 4));
    auto when = member_of(random, condition, 4);
    for (double& x : when) x = x < .5 ? (x == 0 ? 0 : 1) : 1;
    const auto x = member_of(random, a, 4), y = member_of(random, b, 4);
    const auto first = random_partners(random, x.size()), second = random_partners(random, x.size());
    std::vector<double> z;
    for (std::size_t r = 0; r < x.size(); ++r) z.push_back(when[r] != 0 ? x[first[r]] : y[second[r]]);
    const auto box = choice(condition, a, b);
    RC_ASSERT(is_well_formed(box));
    RC_ASSERT(holds(box, z));
  }));
}

TEST_CASE("a function of one quantity holds its values, also where it turns") {
  for (const auto& [op, function] : {std::pair{Op::absolute, +[](double x) { return std::abs(x); }}, {Op::exponential, +[](double x) { return std::exp(x); }},
                                     {Op::sine, +[](double x) { return std::sin(x); }}, {Op::cosine, +[](double x) { return std::cos(x); }},
                                     {Op::negative, +[](double x) { return -x; }}})
    CHECK(holds_for_all([op = op, function = function] {
      auto random = generator();
      const auto a = random_box(random, some_slices(), -9, 9, *rc::gen::inRange(0, 9));
      auto z = member_of(random, a, 16);
      for (double& x : z) x = function(x);
      RC_ASSERT(is_well_formed(transform(op, a)));
      RC_ASSERT(holds(transform(op, a), z));
    }));
}

TEST_CASE("a factor of a power of two changes no digit") {
  CHECK(holds_for_all([] {
    const std::size_t n = *rc::gen::inRange<std::size_t>(1, 50);
    const int exponent = *rc::gen::inRange(-30, 30);
    const auto x = box_between(*rc::gen::inRange(-3, 1) / 3.0, 1 / 3.0, n), y = box_between(.1, .7, n, Shape::lognormal);
    const auto scaled = [&](ProbabilityBox box) {
      for (auto* ends : {&box.low, &box.high})
        for (double& end : *ends) end = std::ldexp(end, exponent);
      return box;
    };
    const auto product = scaled(combine(Op::product, x, y, Dependence::unknown)), of_scaled = combine(Op::product, scaled(x), y, Dependence::unknown);
    RC_ASSERT(product.low == of_scaled.low);
    RC_ASSERT(product.high == of_scaled.high);
  }));
}

}  // namespace
}  // namespace premortem
