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

TEST_CASE("many words keep their numbers, short and long") {
  for (const std::string begin : {"c", "a cohort with a long name, "}) {
    NameCollector names;
    for (int round = 0; round < 2; ++round)
      for (std::uint32_t i = 0; i < 20'000; ++i) REQUIRE(names.index_of(begin + std::to_string(i)) == i);
  }
}

TEST_CASE("indices in another collector are those of the words, however many came between two calls") {
  CHECK(holds_for_all([] {
    NameCollector all;
    std::vector<NameCollector> parts(3);
    for (const auto& [part, number] : *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 3), rc::gen::inRange(0, 20)))) {
      auto& names = parts.at(static_cast<std::size_t>(part));
      names.index_of("word " + std::to_string(number));
      if (number % 3 > 0) continue;
      const auto& indices = names.indices_in(all);
      RC_ASSERT(indices.size() == names.names().size());
      for (std::size_t i = 0; i < indices.size(); ++i) RC_ASSERT(all.names().at(indices[i]) == names.names()[i]);
    }
  }));
}

TEST_CASE("words of seven and of eight bytes that begin alike are told apart") {
  NameCollector names;
  CHECK(names.index_of("abcdefg") == 0);
  CHECK(names.index_of("abcdefgh") == 1);
  CHECK(names.index_of(std::string_view("\0", 1)) == 2);
  CHECK(names.index_of("") == 3);
  CHECK(names.index_of("abcdefg") == 0);
}
