#include "premortem/quantity/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numbers>
#include <set>
#include <span>
#include <utility>

#include "premortem/core/utf8.hpp"
#include "quantity/formula_slip.hpp"

namespace premortem {
namespace {

using Op = ExpressionNode::Op;
using Kind = FormulaToken::Kind;
using Symbols = std::span<const std::pair<std::string_view, Op>>;

constexpr std::array<std::pair<std::string_view, Op>, 6> comparisons{
    {{"<", Op::less}, {"<=", Op::less_equal}, {">", Op::greater}, {">=", Op::greater_equal}, {"==", Op::equal}, {"!=", Op::not_equal}}};
constexpr std::array<std::pair<std::string_view, Op>, 2> sums{{{"+", Op::sum}, {"-", Op::difference}}};
constexpr std::array<std::pair<std::string_view, Op>, 2> products{{{"*", Op::product}, {"/", Op::quotient}}};

/// Signs have one or two characters, which are compared sooner than the library's comparison is called.
bool is_same_sign(std::string_view a, std::string_view b) { return a.size() == b.size() && a[0] == b[0] && (a.size() == 1 || a == b); }

std::optional<Op> operation(const FormulaToken& token, Symbols symbols) {
  if (token.kind != Kind::symbol) return std::nullopt;
  const auto found = std::find_if(symbols.begin(), symbols.end(), [&](const auto& s) { return is_same_sign(s.first, token.text); });
  return found == symbols.end() ? std::nullopt : std::optional(found->second);
}

/// Recursive descent; how deep it goes is counted, so that no input exhausts the stack.
class FormulaReader {
 public:
  FormulaReader(std::string_view text, const NameMeaning& meaning) : text_(text), meaning_(meaning), next_(formula_token(text, 0)) {}

  Expression read() {
    if (next_.kind == Kind::end) fail(next_, "formula", "the formula is empty", "write one, such as users * share");
    comparison();
    if (next_.kind != Kind::end) fail_unexpected();
    return std::move(expression_);
  }

 private:
  /// One level deeper while it lives.
  class Level {
   public:
    explicit Level(FormulaReader& reader) : reader_(reader) {
      if (++reader_.depth_ > most_formula_depth)
        reader_.fail(reader_.next_, "depth", fmt::format("the formula nests deeper than {} levels", most_formula_depth), "make a part of it a quantity of its own");
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --reader_.depth_; }

   private:
    FormulaReader& reader_;
  };

  std::size_t comparison() {
    const std::size_t a = sum();
    const auto op = operation(next_, comparisons);
    if (!op) return a;
    advance();
    const std::size_t b = sum();
    if (operation(next_, comparisons)) fail_unexpected();
    return apply(*op, a, b);
  }

  std::size_t sum() {
    std::size_t value = product();
    while (const auto op = operation(next_, sums)) {
      advance();
      value = apply(*op, value, product());
    }
    return value;
  }

  std::size_t product() {
    std::size_t value = sign();
    while (const auto op = operation(next_, products)) {
      advance();
      value = apply(*op, value, sign());
    }
    return value;
  }

  std::size_t sign() {
    if (!is_symbol("-")) return power();
    const Level level(*this);
    advance();
    return apply(Op::negative, sign());
  }

  std::size_t power() {
    const std::size_t base = primary();
    if (!is_symbol("^")) return base;
    const Level level(*this);
    advance();
    return apply(Op::power, base, sign());
  }

  std::size_t primary() {
    if (next_.kind == Kind::number) return counted(expression_.constant(advance().value));
    if (is_symbol("(")) {
      const Level level(*this);
      const auto opening = advance();
      const std::size_t value = comparison();
      close(opening);
      return value;
    }
    if (next_.kind != Kind::name) fail_missing_value();
    const auto name = advance();
    if (is_symbol("(") && !name.quoted) return call(name);
    if (name.text == "pi" && !name.quoted) return counted(expression_.constant(std::numbers::pi));
    return named(name);
  }

  std::size_t named(const FormulaToken& name) {
    const auto position = meaning_(name.text, expression_);
    if (position) return counted(*position);
    const bool function = !name.quoted && function_named(name.text) != nullptr;
    fail(name, "name", fmt::format("nothing is named \"{}\"", shortened(name.text)), function ? fmt::format("its arguments stand in parentheses: {}(...)", name.text) : std::string());
  }

  std::size_t call(const FormulaToken& name) {
    const auto* function = function_named(name.text);
    if (function == nullptr) fail_unknown_function(text_, name);
    const Level level(*this);
    const auto opening = advance();
    std::array<std::size_t, 3> arguments{};
    int given = 0;
    std::optional<FormulaToken> comma;
    while (!(given == 0 && is_symbol(")"))) {
      const std::size_t argument = comparison();
      if (function->more && given >= 2) arguments[0] = apply(function->op, arguments[0], arguments[1]);
      if (given < 3) arguments[static_cast<std::size_t>(function->more ? std::min(given, 1) : given)] = argument;
      else if (function->more) arguments[1] = argument;
      ++given;
      if (!is_symbol(",")) break;
      comma = advance();
    }
    close(opening);
    check_arguments(text_, name, *function, given, comma);
    return apply(function->op, arguments[0], arguments[1], arguments[2]);
  }

  bool is_symbol(std::string_view symbol) const { return next_.kind == Kind::symbol && is_same_sign(next_.text, symbol); }

  FormulaToken advance() {
    auto token = next_;
    next_ = formula_token(text_, end_of(token));
    return token;
  }

  void close(const FormulaToken& opening) {
    if (next_.kind == Kind::end) fail(opening, "formula", "this parenthesis is not closed", "write ) where it ends");
    if (!is_symbol(")")) fail_unexpected();
    advance();
  }

  std::size_t apply(Op op, std::size_t a, std::size_t b = 0, std::size_t c = 0) { return counted(expression_.apply(op, a, b, c)); }

  std::size_t counted(std::size_t position) {
    if (expression_.nodes.size() > most_formula_steps)
      fail(next_, "steps", fmt::format("the formula has more than {} steps, every name replaced by what it stands for", most_formula_steps), "compute it in fewer");
    return position;
  }

  [[noreturn]] void fail(const FormulaToken& at, std::string code, std::string message, std::string hint = {}) const {
    fail_formula(text_, at.offset, std::move(code), at.text, std::move(message), std::move(hint));
  }

  [[noreturn]] void fail_missing_value() const { fail_formula_without_value(text_, next_); }
  [[noreturn]] void fail_unexpected() const { fail_formula_going_on(text_, next_); }

  std::string_view text_;
  const NameMeaning& meaning_;
  FormulaToken next_;
  Expression expression_;
  std::size_t depth_ = 0;
};

}  // namespace

FormulaResult parse_formula(std::string_view text, const NameMeaning& meaning) {
  try {
    return {FormulaReader(text, meaning).read(), std::nullopt};
  } catch (const FormulaFailure& failure) {
    return {std::nullopt, failure.problem};
  }
}

std::vector<std::string> names_in(std::string_view formula) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;  // parts of the formula
  const auto result = parse_formula(formula, [&](std::string_view name, Expression& into) {
    if (seen.emplace(name).second) names.emplace_back(name);
    return std::optional(into.constant(0));
  });
  return result.expression ? names : std::vector<std::string>{};
}

}  // namespace premortem
