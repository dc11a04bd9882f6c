// Words keep the order in which they first came, whichever way they are found again.
#include "input/name_collector.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "holds_for_all.hpp"

using namespace premortem;

TEST_CASE("an index is the place of the word among those that came, for short, long and odd words") {
  CHECK(holds_for_all([] {
    const auto letters = rc::gen::container<std::string>(rc::gen::element('a', 'b', '\0', '\xFF'));
    const auto words = *rc::gen::container<std::vector<std::string>>(letters);
    NameCollector names;
    std::vector<std::string> came;
    for (const auto& word : words) {
      if (std::find(came.begin(), came.end(), word) == came.end()) came.push_back(word);
      RC_ASSERT(came.at(names.index_of(word)) == word);
    }
    RC_ASSERT(names.names() == came);
  }));
}

TEST_CASE("more short words than there are places to remember them keep their numbers") {
  NameCollector names;
  for (int round = 0; round < 2; ++round)
    for (std::uint32_t i = 0; i < 3000; ++i) CHECK(names.index_of("c" + std::to_string(i)) == i);
}

TEST_CASE("words of seven and of eight bytes that begin alike are told apart") {
  NameCollector names;
  CHECK(names.index_of("abcdefg") == 0);
  CHECK(names.index_of("abcdefgh") == 1);
  CHECK(names.index_of(std::string_view("\0", 1)) == 2);
  CHECK(names.index_of("") == 3);
  CHECK(names.index_of("abcdefg") == 0);
}
