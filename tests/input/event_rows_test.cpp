// events.csv: what is known to happen, by date.
#include <catch2/catch.hpp>

#include "input/case_on_disk.hpp"

using namespace premortem;
using namespace premortem::test;

namespace {

Case read(const std::string& text) { return CaseOnDisk({{"events.csv", text}}).read(); }
std::string errors(const std::string& text) { return errors_of_case({{"events.csv", text}}); }

}  // namespace

TEST_CASE("events are sorted by date, which is said, and keep their order on one date") {
  const auto subject = read("date,event,kind\n2026-11-27,Black Friday,Holiday\n2026-03-01,model 3,release\n2026-03-01,new terms,policy\n2026-05-01,moved office,\n2026-06-01,retrained,retrain\n");
  REQUIRE(subject.events.size() == 5);
  CHECK((subject.events[0].event == "model 3" && subject.events[0].kind == EventKind::release && subject.events[0].date == "2026-03-01"));
  CHECK((subject.events[1].event == "new terms" && subject.events[1].kind == EventKind::policy));
  CHECK(subject.events[2].kind == EventKind::other);
  CHECK(subject.events[3].kind == EventKind::retrain);
  CHECK((subject.events[4].kind == EventKind::holiday && subject.events[4].place == Place{"events.csv", 2, 0}));
  CHECK(warnings_of(subject) == std::vector<std::string>{"events.csv: warning[order]: the rows are not in the order of their dates and were sorted"});
  CHECK(read("date,event\n2026-01-01,a\n2026-01-01,b\n").warnings.empty());
}

TEST_CASE("an event may come after today, and none is today") {
  const CaseOnDisk disk({{"events.csv", "date,event\n2030-01-01,a\n"}});
  auto request = disk.request();
  request.as_of = "2026-01-01";
  CHECK(read_case(request).events.size() == 1);
  CHECK_FALSE(disk.read().latest_date());
}

TEST_CASE("an event has a date and a name, once, and a kind that is known") {
  CHECK(errors("date,event,kind\n,a,\n2026-01-01,,\n2026-02-30,b,\n2026-01-02,c,relaese\n2026-01-03,d,x\n") ==
        "events.csv:2:1: error[missing_cell]: the cell date is empty; write it, or delete the row\n"
        "events.csv:3:2: error[missing_cell]: the cell event is empty; write it, or delete the row\n"
        "events.csv:4:1: error[date]: \"2026-02-30\" is not a date: that month has 28 days\n"
        "events.csv:5:3: error[kind]: kind is \"relaese\", expected release, retrain, holiday, policy, other; did you mean \"release\"?\n"
        "events.csv:6:3: error[kind]: kind is \"x\", expected release, retrain, holiday, policy, other\n");
  CHECK(errors("date,event\n2026-01-01,Launch\n2026-01-01,launch\n") == "events.csv:3: error[duplicate]: \"launch\" on 2026-01-01 is already in events.csv:2; keep one of the two rows\n");
  CHECK(errors("date,event\n2026-01-01,a\n2026-01-02,a\n").empty());
}

TEST_CASE("an event is moved by --set") {
  const CaseOnDisk disk({{"events.csv", "date,event\n2026-01-01,launch\n2026-02-01,sale\n"}});
  auto request = disk.request();
  request.overrides = {{"events.launch.date=2026-03-01"}};
  const auto events = read_case(request).events;
  CHECK((events[0].event == "sale" && events[1].date == "2026-03-01"));
}
