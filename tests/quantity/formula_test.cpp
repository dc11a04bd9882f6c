// The language of formulas: what is read, what it means, and what is said of a slip.
#include <catch2/catch.hpp>

#include <array>
#include <cstdint>

#include "premortem/quantity/formula.hpp"

namespace premortem {
namespace {

/// a, b, c, ... are the leaves 0, 1, 2, ...
NameMeaning letters() {
  return [](std::string_view name, Expression& into) -> std::optional<std::size_t> {
    if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'h') return into.leaf(static_cast<std::size_t>(name[0] - 'a'));
    return std::nullopt;
  };
}

/// The value with a = 2, b = 3, c = 5, d = 7.
std::optional<double> value(std::string_view formula) {
  const auto result = parse_formula(formula, letters());
  INFO(formula << ": " << (result.problem ? result.problem->message : ""));
  REQUIRE(result.expression);
  return evaluate_point(*result.expression, [](std::size_t i) { return std::optional<double>(std::array{2.0, 3.0, 5.0, 7.0}.at(i)); });
}

/// `column code "text" message; hint`
std::string problem(std::string_view formula) {
  const auto result = parse_formula(formula, letters());
  CHECK_FALSE(result.expression);
  if (!result.problem) return "";
  const auto& p = *result.problem;
  return std::to_string(p.column) + " " + p.code + " [" + p.text + "] " + p.message + (p.hint.empty() ? "" : "; " + p.hint);
}

TEST_CASE("products go before sums, and both from left to right") {
  CHECK(value("1 + 2 * 3") == 7);
  CHECK(value("(1 + 2) * 3") == 9);
  CHECK(value("10 - 4 - 3") == 3);
  CHECK(value("24 / 4 / 2 * 3") == 9);
  CHECK(value("a*b + c*d") == 41);
  CHECK(value("\ta\n+ b\r\n") == 5);
}

TEST_CASE("a power goes from right to left and before the sign") {
  CHECK(value("2^3^2") == 512);
  CHECK(value("-2^2") == -4);
  CHECK(value("(-2)^2") == 4);
  CHECK(value("2^-1") == 0.5);
  CHECK(value("2^-a^2") == 0.0625);
  CHECK(value("3 - -a") == 5);
  CHECK(value("--a") == 2);
  CHECK(value("6 / -b") == -2);
}

TEST_CASE("comparisons are 1 or 0 and go last") {
  CHECK(value("a + 1 == b") == 1);
  CHECK(value("a < b") == 1);
  CHECK(value("a >= b") == 0);
  CHECK(value("a <= 2") == 1);
  CHECK(value("a != 2") == 0);
  CHECK(value("b > a") == 1);
  CHECK(value("(a < b) + (b < c)") == 2);
}

TEST_CASE("numbers are the doubles nearest to what is written, percentages too") {
  CHECK(value("5%") == 0.05);
  CHECK(value("0.1 %") == 0.001);
  CHECK(value("12.5e1%") == 1.25);
  CHECK(value("1e-3") == 0.001);
  CHECK(value("2E+2") == 200);
  CHECK(value(".5") == 0.5);
  CHECK(value("1.") == 1);
  CHECK(value("0.30000000000000004") == 0.1 + 0.2);
  CHECK(value("5% * 200 + 1") == 11);
  CHECK(value("pi") == 3.141592653589793);
}

TEST_CASE("functions take their arguments in order, min, max, and, or any number of them") {
  CHECK(value("min(4, a, 9)") == 2);
  CHECK(value("max(a, b, c, d)") == 7);
  CHECK(value("abs(a - b)") == 1);
  CHECK(value("sqrt(16) + exp(0) + log(1) + cos(0) + sin(0)") == 6);
  CHECK(value("if(a < b, c, d)") == 5);
  CHECK(value("if(a > b, c, d)") == 7);
  CHECK(value("or(0.5, 0.5, 0.5)") == 0.875);
  CHECK(value("and(0.5, 0.5, 0.5, 0.5)") == 0.0625);
  CHECK(value("min(max(a, b), if(1, 10, 20), 4)") == 3);
}

TEST_CASE("a name has letters, digits, _ and points, and in quotes anything") {
  std::vector<std::string> asked;
  const NameMeaning any = [&](std::string_view name, Expression& into) {
    asked.emplace_back(name);
    return std::optional(into.constant(1));
  };
  CHECK(parse_formula("harms.wrong_refund.exposed * \"harms.wrong refund.exposed\" + \"min\" + \"pi\" + min", any).expression);
  CHECK(asked == std::vector<std::string>{"harms.wrong_refund.exposed", "harms.wrong refund.exposed", "min", "pi", "min"});
  CHECK(names_in("b * a + b * \"x y\" + min(c, pi)") == std::vector<std::string>{"b", "a", "x y", "c"});
  CHECK(names_in("a + ").empty());
}

TEST_CASE("an unknown name is told where it stands") {
  CHECK(problem("a + users") == "5 name [users] nothing is named \"users\"");
  CHECK(problem("\"f\xC3\xA9\xC3\xA9\" + a") == "1 name [f\xC3\xA9\xC3\xA9] nothing is named \"f\xC3\xA9\xC3\xA9\"");
  CHECK(problem("a + sqrt") == "5 name [sqrt] nothing is named \"sqrt\"; its arguments stand in parentheses: sqrt(...)");
}

TEST_CASE("an unknown function is told with the nearest one") {
  CHECK(problem("a + sqr(b)") == "5 formula [sqr] there is no function \"sqr\"; did you mean \"sqrt\"?");
  CHECK(problem("MAX(a, b)") == "1 formula [MAX] there is no function \"MAX\"; did you mean \"max\"?");
  CHECK(problem("users(a)") == "1 formula [users] there is no function \"users\"; functions are min max abs exp log sqrt sin cos if or and; for times write *");
}

TEST_CASE("signs of other languages are told with what to write") {
  CHECK(problem("a = b") == "3 formula [=] \"=\" is no sign of a formula; to compare write ==");
  CHECK(problem("=a * b") == "1 formula [=] \"=\" is no sign of a formula; leave the = out");
  CHECK(problem("a ** b") == "3 formula [**] \"**\" is no sign of a formula; for a power write ^");
  CHECK(problem("a <> b") == "3 formula [<>] \"<>\" is no sign of a formula; for \"not equal\" write !=");
  CHECK(problem("a \xC3\x97 b") == "3 formula [\xC3\x97] \"\xC3\x97\" is no sign of a formula; for times write *");
  CHECK(problem("\"f\xC3\xA9\" \xE2\x88\x92 b") == "6 formula [\xE2\x88\x92] \"\xE2\x88\x92\" is no sign of a formula; write the minus of the keyboard, -");
  CHECK(problem("a \xE2\x88\x92 b") == "3 formula [\xE2\x88\x92] \"\xE2\x88\x92\" is no sign of a formula; write the minus of the keyboard, -");
  CHECK(problem("min(a; b)") == "6 formula [;] \";\" is no sign of a formula; put a comma between arguments");
  CHECK(problem("a x b") == "3 formula [x] there is no operation before \"x\"; for times write *");
  CHECK(problem("a or b") == "3 formula [or] there is no operation before \"or\"; write or(p, q)");
  CHECK(problem("2 (a)") == "3 formula [(] there is no operation before \"(\"; for times write *");
  CHECK(problem("a \xFF b").substr(0, 9) == "3 formula");
}

TEST_CASE("numbers of other notations are told") {
  CHECK(problem("0,5 * a") == "2 formula [,] a comma stands only between the arguments of a function; write decimals with a point, not a comma");
  CHECK(problem("abs(0,5)") == "1 formula [abs] abs takes 1 argument, but has 2; write decimals with a point, not a comma");
  CHECK(problem("5M") == "1 formula [5M] \"5M\" is no number; write a plain number, such as 5000000 or 5e6, and * between a number and a name");
  CHECK(problem("1_000").substr(0, 17) == "1 formula [1_000]");
  CHECK(problem("2a").substr(0, 14) == "1 formula [2a]");
  CHECK(problem("1 + 1e400").substr(0, 17) == "5 formula [1e400]");
  CHECK(problem("1e-400").substr(0, 18) == "1 formula [1e-400]");
  CHECK(problem("1e99999999999999999999").substr(0, 9) == "1 formula");
}

TEST_CASE("parentheses and quotes that are not closed are told where they open") {
  CHECK(problem("a * (b + (c - d)") == "5 formula [(] this parenthesis is not closed; write ) where it ends");
  CHECK(problem("min(a, b") == "4 formula [(] this parenthesis is not closed; write ) where it ends");
  CHECK(problem("a * b)") == "6 formula [)] this parenthesis closes nothing; delete it, or write ( where it begins");
  CHECK(problem("a + \"b") == "5 formula [\"] this quote is not closed; write another \" after the name");
  CHECK(problem("a + \"\"") == "5 formula [\"\"] there is no name between the quotes");
}

TEST_CASE("missing values, missing operations and wrong numbers of arguments are told") {
  CHECK(problem("") == "1 formula [] the formula is empty; write one, such as users * share");
  CHECK(problem("a *") == "4 formula [] the formula ends where a value is expected");
  CHECK(problem("a * / b") == "5 formula [/] \"/\" stands where a value is expected");
  CHECK(problem("+a") == "1 formula [+] \"+\" stands where a value is expected");
  CHECK(problem("()") == "2 formula [)] \")\" stands where a value is expected");
  CHECK(problem("a b") == "3 formula [b] there is no operation before \"b\"; write + - * / or ^ between two values");
  CHECK(problem("min(a)") == "1 formula [min] min takes at least 2 arguments, but has 1");
  CHECK(problem("sqrt()") == "1 formula [sqrt] sqrt takes 1 argument, but has 0");
  CHECK(problem("if(a, b)") == "1 formula [if] if takes 3 arguments, but has 2; write if(condition, value, value otherwise)");
  CHECK(problem("if(a, b, c, d)") == "1 formula [if] if takes 3 arguments, but has 4; write if(condition, value, value otherwise)");
  CHECK(problem("min(a, )") == "8 formula [)] \")\" stands where a value is expected");
  CHECK(problem("a < b < c") == "7 formula [<] a comparison of a comparison; write and(a < b, b < c)");
  CHECK(problem("(a < b == c)") == "8 formula [==] a comparison of a comparison; write and(a < b, b < c)");
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST_CASE("a formula nests 256 levels deep and no deeper, however it nests") {
  CHECK(value(repeated("(", 256) + "a" + repeated(")", 256)) == 2);
  CHECK(problem(repeated("(", 257) + "a" + repeated(")", 257)) == "257 depth [(] the formula nests deeper than 256 levels; make a part of it a quantity of its own");
  CHECK(problem(repeated("-", 10'000'000)).substr(0, 9) == "257 depth");
  CHECK(problem(repeated("(", 10'000'000)).substr(0, 9) == "257 depth");
  CHECK(problem(repeated("a^", 1'000'000) + "a").substr(0, 9) == "514 depth");
  CHECK(problem(repeated("abs(", 1'000'000)).substr(0, 10) == "1028 depth");
  CHECK(problem(repeated("if(a,-(", 1'000'000)).find(" depth ") != std::string::npos);
}

TEST_CASE("a formula has 100,000 steps and no more, every name counted by what it stands for") {
  CHECK(parse_formula(repeated("a+", 49'999) + "a", letters()).expression->nodes.size() == 99'999);
  CHECK(problem(repeated("a+", 1'000'000) + "a").find(" steps ") != std::string::npos);
  CHECK(problem("min(" + repeated("a,", 5'000'000) + "a)").find(" steps ") != std::string::npos);
  Expression big;
  std::size_t last = big.leaf(0);
  for (int i = 0; i < 20'000; ++i) last = big.apply(ExpressionNode::Op::negative, last);
  const NameMeaning meaning = [&](std::string_view, Expression& into) { return std::optional(into.append(big)); };
  CHECK(parse_formula("q + q + q + q", meaning).expression->nodes.size() == 80'007);
  CHECK(parse_formula("q + q + q + q + q", meaning).problem->code == "steps");
}

TEST_CASE("a name's meaning is appended as often as the name stands") {
  Expression square;  // a a
  const auto a = square.leaf(0);
  square.product(a, a);
  const NameMeaning meaning = [&](std::string_view, Expression& into) { return std::optional(into.append(square)); };
  const auto result = parse_formula("q - q / 2", meaning);
  REQUIRE(result.expression);
  CHECK(evaluate_point(*result.expression, [](std::size_t) { return std::optional<double>(4); }) == 8);
}

TEST_CASE("no bytes are read as more than a formula or an error with its place") {
  std::uint64_t state = 1;
  const std::string_view alphabet = "ab12.e()+-*/^<>=!,\"% \xC3\xA9minsqrtif_#";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (int length = i % 30; length > 0; --length) {
      state = state * 6364136223846793005U + 1442695040888963407U;  // Knuth's linear congruential generator
      text += alphabet[(state >> 33U) % alphabet.size()];
    }
    const auto result = parse_formula(text, letters());
    REQUIRE(result.expression.has_value() != result.problem.has_value());
    if (result.problem) REQUIRE((result.problem->column >= 1 && result.problem->column <= text.size() + 1 && !result.problem->message.empty()));
  }
}

}  // namespace
}  // namespace premortem
