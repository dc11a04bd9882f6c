#pragma once
#include <atomic>
#include <map>
#include <utility>

#include "mpi/transport.hpp"

namespace premortem::mpi {

/// The other ranks, as rank 0 sees them.
class Crew {
 public:
  /// Waits until each has said what it would compute. @return false where the run was interrupted before
  bool gather(const std::atomic<bool>* interrupted);
  /// That all would compute the same points of the same input. @throws RemoteFailure that names rank and host
  void require_same(const cli::SweepIdentity& ours) const;

  const std::map<int, Hello>& members() const { return members_; }
  void order(int to, const Order& order) { orders_.send(to, order); }
  void order_all(const Order& order);
  /// A block that came back, and from whom.
  std::optional<std::pair<int, BlockReport>> report();

  /// Some rank may never answer again.
  void abandon() { abandoned_ = true; }
  /// Lets all go. @return false where that would be waited for in vain
  bool dismiss();

 private:
  std::map<int, Hello> members_;
  OrderSender orders_;
  bool abandoned_ = false;
};

}  // namespace premortem::mpi
