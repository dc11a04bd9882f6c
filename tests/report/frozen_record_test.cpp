#include "premortem/report/frozen_record.hpp"

#include <catch2/catch.hpp>

#include "premortem/core/diagnostic.hpp"

using namespace premortem;

namespace {

FrozenRecord record() {
  Hypothesis h;
  h.id = "h \"1\"", h.written = "2026-06-29", h.text = "Zeile\nzwei \u202E \\n", h.metric = "Anteil", h.due = "2026-09-30";
  h.direction = HypothesisDirection::at_most, h.threshold = 0.1 + 0.2, h.probability = 1.0 / 3;
  return {"", "2026-06-30", std::string(64, 'b'), {{h, std::string(64, 'a')}}, {{"late", "its outcome is known"}}};
}

std::string text() { return frozen_record_json(record(), Case{}, {"0.1.0", "journal", "premortem journal", "2026-06-30", {}}); }

std::string replaced(std::string in, const std::string& what, const std::string& by) {
  const auto at = in.find(what);
  REQUIRE(at != std::string::npos);
  return in.replace(at, what.size(), by);
}

std::string error_of(const std::string& json) {
  try {
    read_frozen_record(json, "q3.json");
  } catch (const InputError& e) {
    return to_string(e.diagnostics().errors().front());
  }
  return "";
}

const std::string advice = "; give the file that premortem journal --freeze wrote";

}  // namespace

TEST_CASE("a record that is written and read is the same in every cell, to the last bit") {
  const auto was = record(), is = read_frozen_record(text(), "q3.json");
  REQUIRE(is.hypotheses.size() == 1);
  CHECK(frozen_text(is.hypotheses[0].cells) == frozen_text(was.hypotheses[0].cells));
  CHECK(is.hypotheses[0].cells.threshold == was.hypotheses[0].cells.threshold);
  CHECK(is.hypotheses[0].sha256 == was.hypotheses[0].sha256);
  CHECK(is.sha256 == was.sha256);
  CHECK(is.as_of == "2026-06-30");
  REQUIRE(is.not_frozen.size() == 1);
  CHECK(is.not_frozen[0].id == "late");
  CHECK(is.hypotheses[0].cells.place.file == "q3.json");
  CHECK(is.hypotheses[0].cells.place.line > 1);
}

TEST_CASE("what is no record is refused where it stops being one") {
  CHECK(error_of("") == "q3.json:1: error[frozen]: it is not JSON" + advice);
  CHECK(error_of("{\n\"a\": 1,\n}") == "q3.json:3: error[frozen]: it is not JSON" + advice);
  CHECK(error_of("[]") == "q3.json: error[frozen]: it is no frozen record: it holds no object \"result\"" + advice);
  CHECK(error_of("{\"result\": {\"verdict\": \"ship\"}}") == "q3.json: error[frozen]: it is no frozen record of format 1, which this version reads" + advice);
  CHECK(error_of("{\"result\": {\"format\": 2}}") == "q3.json: error[frozen]: it is no frozen record of format 1, which this version reads" + advice);
  CHECK(error_of(std::string(100'000, '[')) == "q3.json:1: error[frozen]: it is not JSON" + advice);
}

TEST_CASE("a cell that is missing or cannot be is refused by its name") {
  const std::vector<std::pair<std::string, std::string>> edits{
      {"\"metric\": \"Anteil\"", "\"metrik\": \"Anteil\""},      {"\"at_most\"", "\"about\""},
      {"\"due\": \"2026-09-30\"", "\"due\": \"in autumn\""},     {"\"probability\": 0.3", "\"probability\": 7.3"},
      {"\"threshold\": 0", "\"threshold\": \"0\", \"x\": 0"},    {std::string(64, 'a'), "none"}};
  const std::vector<std::string> errors{"result.hypotheses[0] has no text \"metric\"",
                                        "result.hypotheses[0].direction is neither at_least nor at_most",
                                        "result.hypotheses[0].due is \"in autumn\", expected a date such as 2026-11-20",
                                        "result.hypotheses[0].probability is not from 0 to 1",
                                        "result.hypotheses[0] has no number \"threshold\"",
                                        "result.hypotheses[0].sha256 is \"none\", expected 64 digits 0-9 and a-f"};
  for (std::size_t i = 0; i < edits.size(); ++i) {
    INFO(edits[i].second);
    CHECK_THAT(error_of(replaced(text(), edits[i].first, edits[i].second)), Catch::StartsWith("q3.json:") && Catch::EndsWith(": error[frozen]: " + errors[i] + advice));
  }
}

TEST_CASE("an id that stands twice in a record is refused") {
  auto twice = record();
  twice.hypotheses.push_back(twice.hypotheses[0]);
  CHECK_THAT(error_of(frozen_record_json(twice, Case{}, {"0.1.0", "journal", "", {}, {}})), Catch::Contains("result.hypotheses[1] has the id \"h \"1\"\" of another"));
}
