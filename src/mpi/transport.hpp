#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "mpi/message.hpp"

namespace premortem::mpi {

/// How messages get from rank 0 to the others and back; called by the thread that initialised MPI alone (MPI_THREAD_FUNNELED).
/// Long bytes go in pieces, so that no count passes what an int holds.

int rank();
int ranks();
std::string host_name();

/// To rank 0; returns when the bytes may be forgotten.
void send_to_first(const std::string& bytes);
/// What some rank has sent to rank 0, whole; absent where nothing is there.
struct Received {
  int from = 0;
  std::string bytes;
};
std::optional<Received> received();

/// What rank 0 has sent here; absent where nothing is there.
std::optional<Order> received_order();

/// Sends orders without waiting for the other side, which may be waiting for us.
class OrderSender {
 public:
  OrderSender();
  ~OrderSender();
  OrderSender(const OrderSender&) = delete;
  OrderSender& operator=(const OrderSender&) = delete;
  void send(int to, const Order& order);
  /// Waits until all are sent.
  void flush();

 private:
  struct Flight;
  std::deque<std::unique_ptr<Flight>> flights_;
};

}  // namespace premortem::mpi
