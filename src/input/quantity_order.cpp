#include "input/quantity_order.hpp"

#include <algorithm>

namespace premortem {
namespace {

enum class State { untouched, under_way, done };

struct Visit {
  std::size_t number;
  std::size_t next_need = 0;
};

/// The part of the way from `number` to its end.
std::vector<std::size_t> circle_in(const std::vector<Visit>& way, std::size_t number) {
  const auto first = std::find_if(way.begin(), way.end(), [&](const Visit& v) { return v.number == number; });
  std::vector<std::size_t> circle;
  for (auto v = first; v != way.end(); ++v) circle.push_back(v->number);
  return circle;
}

}  // namespace

// Depth first with its own stack: a chain of a million needs is no deeper than one.
std::vector<std::size_t> order_by_need(const std::vector<std::vector<std::size_t>>& needs, const std::function<void(const std::vector<std::size_t>&)>& on_circle) {
  std::vector<State> states(needs.size(), State::untouched);
  std::vector<char> in_circle(needs.size(), 0);
  std::vector<std::size_t> order;
  for (std::size_t start = 0; start < needs.size(); ++start) {
    if (states[start] != State::untouched) continue;
    std::vector<Visit> way{{start}};
    states[start] = State::under_way;
    while (!way.empty()) {
      auto& [number, next] = way.back();
      if (next == needs[number].size()) {
        states[number] = State::done;
        if (in_circle[number] == 0) order.push_back(number);
        way.pop_back();
        continue;
      }
      const std::size_t need = needs[number][next++];
      if (states[need] == State::untouched) {
        states[need] = State::under_way;
        way.push_back({need});
      } else if (states[need] == State::under_way) {
        const auto circle = circle_in(way, need);
        const bool known = std::any_of(circle.begin(), circle.end(), [&](auto member) { return in_circle[member] != 0; });
        for (const auto member : circle) in_circle[member] = 1;
        if (!known) on_circle(circle);
      }
    }
  }
  return order;
}

}  // namespace premortem
