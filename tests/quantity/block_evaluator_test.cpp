#include "quantity/block_evaluator.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;

double value_of(const Expression& e, const std::vector<double>& leaves) {
  std::vector<LeafColumn> columns;
  for (const double x : leaves) columns.push_back({nullptr, x});
  double out = 0;
  BlockEvaluator(e).evaluate(columns, {&out, 1});
  return out;
}

double applied(Op op, double a, double b = 0, double c = 0) {
  Expression e;
  const auto x = e.leaf(0), y = e.leaf(1), z = e.leaf(2);
  e.apply(op, x, y, z);
  return value_of(e, {a, b, c});
}

std::string why(Op op, double a, double b = 0) {
  Expression e;
  const auto x = e.leaf(0), y = e.leaf(1);
  e.apply(op, x, y);
  const std::vector<LeafColumn> columns{{nullptr, a}, {nullptr, b}};
  return BlockEvaluator(e).why_undefined(columns, 0);
}

TEST_CASE("each operation is what it is by hand") {
  CHECK(applied(Op::product, 3, -2) == -6);
  CHECK(applied(Op::quotient, 3, -2) == -1.5);
  CHECK(applied(Op::sum, 3, -2) == 1);
  CHECK(applied(Op::difference, 3, -2) == 5);
  CHECK(applied(Op::power, 3, -2) == 1.0 / 9);
  CHECK(applied(Op::negative, 3) == -3);
  CHECK(applied(Op::minimum, 3, -2) == -2);
  CHECK(applied(Op::maximum, 3, -2) == 3);
  CHECK(applied(Op::absolute, -3) == 3);
  CHECK(applied(Op::exponential, 1) == Approx(2.718281828459045).epsilon(1e-15));
  CHECK(applied(Op::logarithm, 10) == Approx(2.302585092994046).epsilon(1e-15));
  CHECK(applied(Op::square_root, 2.25) == 1.5);
  CHECK(applied(Op::sine, 1) == Approx(.8414709848078965).epsilon(1e-15));
  CHECK(applied(Op::cosine, 1) == Approx(.5403023058681398).epsilon(1e-15));
  CHECK(applied(Op::conjunction, .7, .8) == Approx(.56).epsilon(1e-15));
  CHECK(applied(Op::disjunction, .7, .8) == Approx(.94).epsilon(1e-15));
  CHECK(applied(Op::choice, 2, 7, 8) == 7);
  CHECK(applied(Op::choice, 0, 7, 8) == 8);
}

TEST_CASE("comparisons are 1 or 0") {
  const auto all = [](double a, double b) {
    return std::vector<double>{applied(Op::less, a, b),    applied(Op::less_equal, a, b),
                               applied(Op::greater, a, b), applied(Op::greater_equal, a, b),
                               applied(Op::equal, a, b),   applied(Op::not_equal, a, b)};
  };
  CHECK(all(1, 2) == std::vector<double>{1, 1, 0, 0, 0, 1});
  CHECK(all(2, 1) == std::vector<double>{0, 0, 1, 1, 0, 1});
  CHECK(all(2, 2) == std::vector<double>{0, 1, 0, 1, 1, 0});
}

TEST_CASE("what is undefined is named, whatever is made of it") {
  CHECK(why(Op::quotient, 1, 0) == "a division by zero");
  CHECK(why(Op::logarithm, 0) == "the logarithm of a number that is not positive");
  CHECK(why(Op::square_root, -1) == "the square root of a negative number");
  CHECK(why(Op::power, -8, 1.0 / 3).find("a power of 0") == 0);
  CHECK(why(Op::power, 0, -1).find("a power of 0") == 0);
  CHECK(why(Op::disjunction, .5, 1.5) == "`or` of a number that is no probability (0 to 1)");
  CHECK(why(Op::difference, INFINITY, INFINITY) == "a calculation with a value beyond the largest number");
  CHECK(why(Op::sum, 1, 2).empty());
  for (const Op op :
       {Op::minimum, Op::maximum, Op::less, Op::equal, Op::not_equal, Op::sum, Op::power, Op::conjunction}) {
    CHECK(std::isnan(applied(op, NAN, .5)));
    CHECK(std::isnan(applied(op, .5, NAN)));
  }
  CHECK(std::isnan(applied(Op::choice, NAN, 1, 1)));
}

TEST_CASE("a choice passes over what is undefined in the branch that is not taken") {
  Expression e;  // if(x > 0, log(x), -1)
  const auto x = e.leaf(0);
  e.apply(Op::choice, e.apply(Op::greater, x, e.constant(0)), e.apply(Op::logarithm, x), e.constant(-1));
  CHECK(value_of(e, {-3}) == -1);
  CHECK(value_of(e, {1}) == 0);
}

TEST_CASE("an unknown overlap and an empty expression have no evaluator") {
  Expression e;
  CHECK_THROWS_AS(BlockEvaluator(e), DomainError);
  e.both(e.leaf(0), e.leaf(1));
  CHECK_THROWS_AS(BlockEvaluator(e), DomainError);
}

Op binary_op(int which) {
  constexpr Op ops[] = {Op::sum,     Op::difference, Op::product, Op::minimum,
                        Op::maximum, Op::less,       Op::choice,  Op::absolute};
  return ops[which];
}

double by_hand(const ExpressionNode& node, const std::vector<double>& v) {
  const double a = v[node.a], b = v[node.b], c = v[node.c];
  switch (node.op) {
    case Op::sum:
      return a + b;
    case Op::difference:
      return a - b;
    case Op::product:
      return a * b;
    case Op::minimum:
      return std::min(a, b);
    case Op::maximum:
      return std::max(a, b);
    case Op::less:
      return a < b ? 1 : 0;
    case Op::choice:
      return a != 0 ? b : c;
    default:
      return std::abs(a);
  }
}

TEST_CASE("blocks that are used again give the bits of an evaluation that keeps every step") {
  CHECK(holds_for_all([] {
    Expression e;
    for (std::size_t i = 0; i < 3; ++i) e.leaf(i);
    e.constant(*rc::gen::inRange(-5, 5));
    const int steps = *rc::gen::inRange(1, 30);
    for (int s = 0; s < steps; ++s) {
      const auto any = [&] { return *rc::gen::inRange<std::size_t>(0, e.nodes.size()); };
      const auto a = any(), b = any(), c = any();
      e.apply(binary_op(*rc::gen::inRange(0, 8)), a, b, c);
    }
    const std::vector<double> x{0.5, -1.25, 3}, y{2, 0, -7.5};
    const std::vector<LeafColumn> columns{{x.data(), 0}, {nullptr, 0.75}, {y.data(), 0}};
    std::vector<double> out(3);
    BlockEvaluator(e).evaluate(columns, out);
    for (std::size_t i = 0; i < 3; ++i) {
      std::vector<double> values{x[i], 0.75, y[i], e.nodes[3].value};
      for (std::size_t j = 4; j < e.nodes.size(); ++j) values.push_back(by_hand(e.nodes[j], values));
      RC_ASSERT(out[i] == values.back() || std::isinf(values.back()) || std::isnan(values.back()));
    }
  }));
}

}  // namespace
}  // namespace premortem
