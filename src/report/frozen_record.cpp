#include "premortem/report/frozen_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "premortem/core/diagnostic.hpp"
#include "report/json_text.hpp"

namespace premortem {
namespace {

constexpr const char* advice = "give the file that premortem journal --freeze wrote";
constexpr int format_number = 1;

bool is_date(const std::string& text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && digit(0) && digit(1) && digit(2) && digit(3) && digit(5) && digit(6) && digit(8) && digit(9);
}

bool is_hash(const std::string& text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos; }

/// Takes a parsed document apart; every finding goes to the diagnostics.
class RecordReader {
 public:
  RecordReader(const std::string& text, const std::string& file) : text_(text), file_(file) {}

  FrozenRecord read() {
    FrozenRecord record;
    record.file = file_;
    const Json document = parsed();
    if (document.is_object() && document.contains("result") && document["result"].is_object()) read_result(document, record);
    else fail(0, "it is no frozen record: it holds no object \"result\"");
    if (diagnostics_.has_errors()) throw InputError(diagnostics_);
    return record;
  }

 private:
  Json parsed() {
    try {
      return Json::parse(text_);
    } catch (const Json::parse_error& e) {
      fail(line_at(e.byte), "it is not JSON");
      throw InputError(diagnostics_);
    }
  }

  void read_result(const Json& document, FrozenRecord& record) {
    const Json& result = document["result"];
    if (!result.contains("format") || result["format"] != format_number) return fail(0, fmt::format("it is no frozen record of format {}, which this version reads", format_number));
    if (document.contains("as_of") && document["as_of"].is_string()) record.as_of = document["as_of"];
    record.sha256 = hash(result, "result", 0);
    if (!result.contains("hypotheses") || !result["hypotheses"].is_array()) return fail(0, "its \"result\" has no list \"hypotheses\"");
    for (const auto& entry : result["hypotheses"]) read_hypothesis(entry, fmt::format("result.hypotheses[{}]", record.hypotheses.size()), record);
    if (!result.contains("not_frozen") || !result["not_frozen"].is_array()) return;
    for (const auto& entry : result["not_frozen"]) {
      const auto what = fmt::format("result.not_frozen[{}]", record.not_frozen.size());
      if (!entry.is_object()) fail(0, what + " is no object");
      record.not_frozen.push_back({text(entry, what, "id", 0), text(entry, what, "why", 0)});
    }
  }

  void read_hypothesis(const Json& entry, const std::string& what, FrozenRecord& record) {
    FrozenHypothesis h;
    const long line = entry.is_object() && entry.contains("sha256") && entry["sha256"].is_string() ? line_of(entry["sha256"]) : 0;
    h.sha256 = hash(entry, what, line);
    h.cells.place = {file_, line, 0};
    h.cells.id = text(entry, what, "id", line), h.cells.text = text(entry, what, "hypothesis", line), h.cells.metric = text(entry, what, "metric", line);
    h.cells.written = date(entry, what, "written", line), h.cells.due = date(entry, what, "due", line);
    const auto direction = text(entry, what, "direction", line);
    for (const auto d : {HypothesisDirection::at_least, HypothesisDirection::at_most})
      if (direction == name_of(d)) h.cells.direction = d;
    if (!h.cells.direction) fail(line, what + ".direction is neither at_least nor at_most");
    h.cells.threshold = number(entry, what, "threshold", line);
    h.cells.probability = number(entry, what, "probability", line);
    if (h.cells.probability && !(*h.cells.probability >= 0 && *h.cells.probability <= 1)) fail(line, what + ".probability is not from 0 to 1");
    if (!ids_.insert(h.cells.id).second) fail(line, fmt::format("{} has the id \"{}\" of another", what, h.cells.id));
    record.hypotheses.push_back(std::move(h));
  }

  std::string text(const Json& entry, const std::string& what, const char* name, long line) {
    if (entry.is_object() && entry.contains(name) && entry[name].is_string() && !entry[name].get_ref<const std::string&>().empty()) return entry[name];
    fail(line, fmt::format("{} has no text \"{}\"", what, name));
    return "";
  }

  std::string date(const Json& entry, const std::string& what, const char* name, long line) {
    auto found = text(entry, what, name, line);
    if (!found.empty() && !is_date(found)) fail(line, fmt::format("{}.{} is \"{}\", expected a date such as 2026-11-20", what, name, found));
    return found;
  }

  std::string hash(const Json& entry, const std::string& what, long line) {
    auto found = text(entry, what, "sha256", line);
    if (!found.empty() && !is_hash(found)) fail(line, fmt::format("{}.sha256 is \"{}\", expected 64 digits 0-9 and a-f", what, found));
    return found;
  }

  std::optional<double> number(const Json& entry, const std::string& what, const char* name, long line) {
    if (entry.is_object() && entry.contains(name) && entry[name].is_number()) return entry[name].get<double>();
    fail(line, fmt::format("{} has no number \"{}\"", what, name));
    return std::nullopt;
  }

  long line_at(std::size_t byte) const {
    const auto end = text_.begin() + static_cast<long>(std::min(byte > 0 ? byte - 1 : 0, text_.size()));
    return 1 + std::count(text_.begin(), end, '\n');
  }

  long line_of(const std::string& hash) const {
    const auto at = text_.find("\"" + hash + "\"");
    return at == std::string::npos ? 0 : line_at(at + 1);
  }

  void fail(long line, const std::string& message) { diagnostics_.error({file_, line, 0}, "frozen", message, advice); }

  const std::string& text_;
  const std::string& file_;
  std::set<std::string> ids_;
  Diagnostics diagnostics_;
};

Json hypothesis_json(const FrozenHypothesis& h) {
  const Hypothesis& c = h.cells;
  return {{"id", c.id},   {"written", c.written},         {"hypothesis", c.text}, {"metric", c.metric}, {"direction", name_of(*c.direction)}, {"threshold", *c.threshold + 0.0},
          {"due", c.due}, {"probability", *c.probability + 0.0}, {"sha256", h.sha256}};
}

}  // namespace

std::string frozen_record_json(const FrozenRecord& record, const Case& subject, const Run& run) {
  Json result{{"format", format_number}, {"sha256", record.sha256}, {"hypotheses", Json::array()}, {"not_frozen", Json::array()}};
  for (const auto& h : record.hypotheses) result["hypotheses"].push_back(hypothesis_json(h));
  for (const auto& n : record.not_frozen) result["not_frozen"].push_back({{"id", n.id}, {"why", n.why}});
  Json out = envelope(run, subject, nullptr, std::move(result), Draws::none);
  out["confidence_why"] = "freezing does not depend on it";
  return json_text(out);
}

FrozenRecord read_frozen_record(const std::string& text, const std::string& file) { return RecordReader(text, file).read(); }

}  // namespace premortem
