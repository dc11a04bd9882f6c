#pragma once

namespace premortem {

/// @throws DomainError unless 1 <= servers <= 1,000,000 and offered is finite and >= 0
void require_servers(int servers, double offered);
/// @throws DomainError naming `name` unless the time is >= 0 (infinity is a time)
void require_time(const char* name, double time);

}  // namespace premortem
