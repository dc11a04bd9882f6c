#include "premortem/models/erlang.hpp"

#include <fmt/format.h>

#include <cmath>

#include "models/erlang_input.hpp"
#include "premortem/core/error.hpp"

namespace premortem {

void require_servers(int servers, double offered) {
  if (servers < 1 || servers > 1'000'000)
    throw DomainError(fmt::format("{} servers: from 1 to 1,000,000 can be computed", servers));
  if (!(offered >= 0 && std::isfinite(offered)))
    throw DomainError(fmt::format("an offered load of {} Erlang: it must be finite and not negative", offered));
}

void require_time(const char* name, double time) {
  if (!(time >= 0)) throw DomainError(fmt::format("{} = {}: it must not be negative", name, time));
}

double erlang_b(int servers, double offered) {
  require_servers(servers, offered);
  double blocked = 1;
  for (int n = 1; n <= servers; ++n) blocked = offered * blocked / (n + offered * blocked);
  return blocked;
}

double erlang_c(int servers, double offered) {
  require_servers(servers, offered);
  if (offered >= servers)
    throw Refusal(fmt::format("work for {:.6g} servers comes to {}: the queue grows without end", offered, servers));
  const double b = erlang_b(servers, offered);
  return servers * b / (servers - offered + offered * b);  // no difference of nearly equal numbers near A = c
}

double erlang_c_tail(int servers, double offered, double t) {
  require_time("t", t);
  return erlang_c(servers, offered) * std::exp(-(servers - offered) * t);
}

}  // namespace premortem
