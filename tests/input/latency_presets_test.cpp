#include <catch2/catch.hpp>

#include <cmath>

#include "input/preset_texts.hpp"

using namespace premortem;

namespace {

using Strings = std::vector<std::string>;

PresetTexts with_row(std::string PresetTexts::*file, const std::string& row) {
  PresetTexts texts;
  texts.*file += row + "\n";
  return texts;
}

/// The good texts with one piece of one file in the place of another.
PresetTexts spoilt(std::string PresetTexts::*file, const std::string& piece, const std::string& other) {
  PresetTexts texts;
  const auto at = (texts.*file).find(piece);
  REQUIRE(at != std::string::npos);
  (texts.*file).replace(at, piece.size(), other);
  return texts;
}

constexpr auto presets = &PresetTexts::presets;
constexpr auto points = &PresetTexts::points;
constexpr auto parameters = &PresetTexts::parameters;

}  // namespace

TEST_CASE("a study that prints shares is straight lines between them, without limits") {
  const auto read = read_presets({});
  REQUIRE(read.errors == Strings{});
  REQUIRE(read.presets.size() == 3);
  const auto& p = read.presets[0];
  REQUIRE(p.curve);
  CHECK(p.curve->data == LatencyData::published);
  CHECK(p.curve->family == CurveFamily::isotonic);
  CHECK_FALSE(p.curve->has_covariance);
  CHECK(abandonment(*p.curve, 40) == .2);  // 40% of the way from 0 to .5
  CHECK(abandonment(*p.curve, 1e6) == .5);
  CHECK(p.curve->high_ms == 100);
  CHECK(p.low_ms == 0.);
  CHECK(p.high_ms == 100.);
  CHECK(p.curve->steps[1].low == 0);
  CHECK(p.curve->steps[1].high == 1);
  CHECK(p.date == "2012");
  CHECK_FALSE(p.randomised);
  CHECK_FALSE(p.sessions);
}

TEST_CASE("a study that was fitted has its family, parameters and covariance, whichever way a pair is written") {
  const auto read = read_presets({});
  const auto& f = read.presets.at(1);
  REQUIRE(f.curve);
  CHECK(f.curve->data == LatencyData::quits);
  CHECK(f.curve->has_covariance);
  CHECK(f.curve->covariance == CurveMatrix{{{.04, .01, 0}, {.01, .09, 0}, {0, 0, 0}}});
  CHECK(f.curve->low_ms == 10);
  CHECK(f.curve->high_ms == 900);
  CHECK(f.sessions == std::uint64_t{50});
  CHECK(f.randomised);
  CHECK(abandonment(*f.curve, std::exp(6)) == Approx(1 - std::exp(-1)).epsilon(1e-14));  // a Weibull law at its scale
}

TEST_CASE("a study that shows nothing carries its reason and no curve") {
  const auto read = read_presets({});
  CHECK_FALSE(read.presets.at(2).curve);
  CHECK(read.presets[2].no_effect == "nobody left");
}

TEST_CASE("a fit without covariances is taken, and says that it has none") {
  PresetTexts texts;
  texts.parameters = "preset,parameter,with,value\nf,mu,,6\nf,sigma,,2\n";
  const auto read = read_presets(texts);
  REQUIRE(read.errors == Strings{});
  CHECK_FALSE(read.presets[1].curve->has_covariance);
}

TEST_CASE("a cell that a study needs and lacks is an error at its place") {
  CHECK(read_presets(spoilt(presets, ",s,c\nf", ",,c\nf")).errors ==
        Strings{"models/latency/presets.csv:2:14: error[missing_cell]: the cell source is empty; a study without it is not shipped"});
  CHECK(read_presets(spoilt(presets, ",s,c\nf", ",s,\nf")).codes == Strings{"missing_cell"});
  CHECK(read_presets(spoilt(presets, "2012,", ",")).codes == Strings{"missing_cell"});
  CHECK(read_presets(spoilt(presets, "nobody left", "")).codes == Strings{"missing_cell"});
  CHECK(read_presets(spoilt(presets, ",10,900", ",10,")).codes == Strings{"missing"});
  CHECK(read_presets(spoilt(presets, ",10,900", ",,")).codes == Strings{"missing_cell"});
  CHECK(read_presets(spoilt(presets, "n,chat", "n,")).codes == Strings{"population"});
}

TEST_CASE("a word that is not one of those expected is an error with the nearest one") {
  CHECK(read_presets(spoilt(presets, "p,video", "p,vidoe")).errors ==
        Strings{"models/latency/presets.csv:2:2: error[population]: population is \"vidoe\", expected chat, phone, search, video, web; did you mean \"video\"?"});
  CHECK(read_presets(spoilt(presets, "m,no", "m,perhaps")).codes == Strings{"randomised"});
  CHECK(read_presets(spoilt(presets, "points,", "a line,")).codes == Strings{"effect"});
  CHECK(read_presets(spoilt(presets, "weibull", "isotonic")).codes == Strings{"family"});
  CHECK(read_presets(spoilt(presets, "weibull", "hinge")).codes == Strings{"family"});  // quits have no hinge
  CHECK(read_presets(spoilt(presets, "2012", "May 2012")).codes == Strings{"date"});
  CHECK(read_presets(spoilt(presets, "1999-01,", "1999-13,")).codes == Strings{"date"});
  CHECK(read_presets(spoilt(presets, "2026-01-02", "2026-02-30")).codes == Strings{"date"});
  CHECK(read_presets(spoilt(presets, ",50,", ",-50,")).codes.size() == 1);
  CHECK(read_presets(spoilt(presets, "10,900", "900,10")).codes == Strings{"range"});
}

TEST_CASE("a cell that the effect does not take is an error, and so is a name given twice") {
  CHECK(read_presets(spoilt(presets, "points,,", "points,quits,")).errors ==
        Strings{"models/latency/presets.csv:2:6: error[not_used]: data is \"quits\", but effect \"points\" takes none; empty the cell"});
  CHECK(read_presets(spoilt(presets, "weibull,,", "weibull,nobody left,")).codes == Strings{"not_used"});
  CHECK(read_presets(with_row(presets, "p,video,m,no,points,,,,,,,2012,2026-01-02,s,c")).codes == Strings{"duplicate"});
}

TEST_CASE("points that fall, repeat a latency or are no shares are errors at their cell") {
  CHECK(read_presets(with_row(points, "p,200,.4")).errors ==
        Strings{"models/latency/points.csv:4:3: error[points]: abandonment is \".4\", below the 0.5 of a shorter latency; a preset that falls says nothing of slowness; check the source"});
  CHECK(read_presets(with_row(points, "p,100,.6")).codes == Strings{"points"});
  CHECK(read_presets(with_row(points, "p,200,1.5")).codes == Strings{"probability"});
  CHECK(read_presets(with_row(points, "p,-1,.6")).codes == Strings{"range"});
  CHECK(read_presets(with_row(points, "p,200,")).codes == Strings{"missing"});
  CHECK(read_presets(with_row(points, "p,2 s,.6")).codes == Strings{"number"});
}

TEST_CASE("points that do not rise are no curve") {
  CHECK(read_presets(spoilt(points, "p,100,0.5\n", "")).codes == Strings{"points"});
  CHECK(read_presets(spoilt(points, "p,100,0.5", "p,100,0")).codes == Strings{"points"});
}

TEST_CASE("a row of no preset, or of one that takes none, is an error with the nearest name") {
  CHECK(read_presets(with_row(points, "q,200,.6")).errors ==
        Strings{"models/latency/points.csv:4:1: error[preset]: no preset is called \"q\"; did you mean \"p\"?"});
  CHECK(read_presets(with_row(points, "f,200,.6")).codes == Strings{"preset"});
  CHECK(read_presets(with_row(parameters, "n,mu,,6")).codes == Strings{"preset"});
}

TEST_CASE("a fit lacks no parameter and repeats none") {
  CHECK(read_presets(spoilt(parameters, "f,mu,,6\n", "")).errors ==
        Strings{"models/latency/presets.csv:3:1: error[parameter]: parameters.csv has no mu of \"f\"; add its row"});
  CHECK(read_presets(with_row(parameters, "f,mu,,7")).codes == Strings{"duplicate"});
  CHECK(read_presets(with_row(parameters, "f,mu,sigma,.01")).codes == Strings{"duplicate"});  // sigma, mu is there
  CHECK(read_presets(with_row(parameters, "f,b0,,7")).codes == Strings{"parameter"});         // quits have mu and sigma
  CHECK(read_presets(spoilt(parameters, "f,sigma,,2", "f,sigma,,-2")).codes == Strings{"parameter"});
}

TEST_CASE("covariances that are not all there, or cannot be, are errors") {
  CHECK(read_presets(spoilt(parameters, "f,sigma,mu,.01\n", "")).codes == Strings{"covariance"});
  CHECK(read_presets(spoilt(parameters, "mu,.01", "mu,.07")).codes == Strings{"covariance"});  // .07^2 > .04 * .09
  CHECK(read_presets(spoilt(parameters, "mu,.04", "mu,-.04")).codes == Strings{"covariance"});
}

TEST_CASE("an error in the row of a study is not repeated by its points and parameters") {
  CHECK(read_presets(spoilt(presets, "weibull", "webul")).codes == Strings{"family"});
  CHECK(read_presets(spoilt(presets, "effect", "efect")).codes == Strings{"unknown_column"});
  CHECK(read_presets(spoilt(presets, "preset,", "the study,")).codes == Strings{"unknown_column", "missing_column"});
  CHECK(read_presets(spoilt(presets, "weibull", "webul")).presets.empty());
}
