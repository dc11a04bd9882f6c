#include "premortem/models/latency_preset.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "premortem/core/error.hpp"

using namespace premortem;

namespace {

LatencyPreset preset(const std::string& name, const std::string& population, bool has_curve) {
  LatencyPreset p;
  p.name = name;
  p.population = population;
  if (has_curve) p.curve = AbandonmentCurve{};
  else p.no_effect = "nobody left";
  return p;
}

}  // namespace

TEST_CASE("a study of other people is refused until its user accepts them") {
  const auto video = preset("video-startup", "video", true);
  CHECK(preset_refusal(video, false) ==
        "video-startup was measured on people waiting for a video to start, not on people waiting for an answer; to take it all "
        "the same add --other-population");
  CHECK(preset_refusal(video, true).empty());
}

TEST_CASE("a study of chats needs no acceptance") {
  CHECK(preset_refusal(preset("own", "chat", true), false).empty());
  CHECK(preset_refusal(preset("own", "chat", true), true).empty());
}

TEST_CASE("a study without a curve is refused with its reason, whoever waited and whatever was accepted") {
  for (const auto& population : preset_populations())
    for (const bool accepted : {false, true}) {
      const auto words = preset_refusal(preset("x", population, false), accepted);
      CHECK(words == "x has no curve: nobody left; delay a random part of your own sessions and count who leaves");
    }
}

TEST_CASE("every population but chat is refused in words of its own") {
  std::set<std::string> refusals;
  for (const auto& population : preset_populations())
    if (population != "chat") {
      const auto words = preset_refusal(preset("x", population, true), false);
      CHECK(words.find(population_words(population)) != std::string::npos);
      CHECK(refusals.insert(words).second);
    }
  CHECK(refusals.size() == preset_populations().size() - 1);
}

TEST_CASE("a population that nobody has is an error of the caller, not a permission") {
  CHECK_THROWS_AS(population_words("fax"), DomainError);
  CHECK_THROWS_AS(preset_refusal(preset("x", "", true), false), DomainError);
}

TEST_CASE("a preset is found by its name, capitals, blanks and hyphens aside, and by nothing shorter") {
  const std::vector<LatencyPreset> presets{preset("video-startup", "video", true), preset("chat-answer", "chat", false)};
  CHECK(find_preset(presets, "chat-answer") == &presets[1]);
  CHECK(find_preset(presets, "Chat Answer") == &presets[1]);
  CHECK(find_preset(presets, "chat") == nullptr);
  CHECK(find_preset({}, "chat-answer") == nullptr);
}
