#include "core/in_parallel.hpp"

#include <algorithm>

#include "core/thread_team.hpp"

namespace premortem {

void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t, std::size_t)>& work) {
  const std::size_t workers = std::clamp<std::size_t>(count, 1, static_cast<std::size_t>(std::max(jobs, 1)));
  ParallelCall call(count, workers, work);
  if (workers == 1) call.take(0);
  else if (ThreadTeam* const team = ThreadTeam::of_this_thread()) team->run(call);
  else ThreadTeam().run(call);
  call.rethrow_first();
}

}  // namespace premortem
