#include "mpi/message.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

#include "holds_for_all.hpp"
#include "premortem/core/error.hpp"

using namespace premortem;
using namespace premortem::mpi;

namespace {

std::string text() { return *rc::gen::arbitrary<std::string>(); }
std::uint64_t number() { return *rc::gen::arbitrary<std::uint64_t>(); }

Hello any_hello() {
  Hello hello{number(), text(), {}, {}};
  for (auto left = *rc::gen::inRange(0, 4); left > 0; --left) hello.identity.emplace_back(text(), text());
  if (number() % 2 == 0) hello.failure = cli::Failure{*rc::gen::inRange(0, 256), text()};
  return hello;
}

template <class Action>
bool is_cut_off(Action action) {
  try {
    action();
  } catch (const std::logic_error& e) {
    return e.what() == std::string("a message between ranks is cut off");
  }
  return false;
}

}  // namespace

TEST_CASE("what a rank says of itself arrives as it was, whatever its texts hold") {
  CHECK(holds_for_all([] {
    const auto sent = any_hello(), got = hello_in(bytes_of(sent));
    RC_ASSERT((got.threads == sent.threads && got.host == sent.host && got.identity == sent.identity));
    RC_ASSERT(got.failure.has_value() == sent.failure.has_value());
    if (sent.failure) RC_ASSERT((got.failure->code == sent.failure->code && got.failure->line == sent.failure->line));
  }));
}

TEST_CASE("a block arrives with its rows, its time to the nanosecond, and the words and exit code of what its next point threw") {
  CHECK(holds_for_all([] {
    const BlockResult sent{{number(), number()}, number(), text(), *rc::gen::inRange(0, 1'000'000) / 1024.0};
    const auto got = report_in(bytes_of(sent));
    RC_ASSERT((got.block == sent.block && got.done == sent.done && got.rows == sent.rows && !got.failure));
    RC_ASSERT(std::abs(got.seconds - sent.seconds) <= 1e-9);
  }));
  const BlockResult refused{{40, 10}, 2, "40,1\n41,2\n", 0.5, std::make_exception_ptr(Refusal("low is over best"))};
  const auto got = report_in(bytes_of(refused));
  REQUIRE(got.failure);
  CHECK(got.failure->line == "premortem: low is over best");
  CHECK(got.failure->code == cli::failure_of(refused.failed).code);
}

TEST_CASE("the form of a message: numbers of eight bytes, the lowest first, a text after its length") {
  const auto number_of = [](char low, char next = 0) { return std::string{low, next, 0, 0, 0, 0, 0, 0}; };
  const BlockResult sent{{0x0102, 3}, 1, "7,8\n", 0};
  CHECK(bytes_of(sent) == number_of(2, 1) + number_of(3) + number_of(1) + number_of(0) + number_of(0) + number_of(4) + "7,8\n");
}

TEST_CASE("a message that is cut off anywhere is noticed") {
  const auto hello = bytes_of(Hello{2, "host", {{"seed", "1"}}, cli::Failure{3, "line"}});
  const auto block = bytes_of(BlockResult{{0, 1}, 1, "row\n", 1});
  for (std::size_t size = 0; size < hello.size(); ++size) CHECK(is_cut_off([&] { hello_in(hello.substr(0, size)); }));
  for (std::size_t size = 0; size < block.size(); ++size) CHECK(is_cut_off([&] { report_in(block.substr(0, size)); }));
}
