#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "cli/checkpoint_bytes.hpp"
#include "mpi/block_work.hpp"
#include "cli/failure.hpp"

namespace premortem::mpi {

/// Messages between rank 0 and the others; called by the thread that initialised MPI alone (MPI_THREAD_FUNNELED).
/// Whole numbers are 8 bytes, the lowest first. Long bytes go in pieces, so that no count passes what an int holds.

/// The first words of every other rank, once: what it would compute, or why it cannot.
struct Hello {
  std::uint64_t threads = 0;
  std::string host;
  cli::SweepIdentity identity;
  std::optional<cli::Failure> failure;
};

/// A block that comes back; of what the point after its points threw only what is told of it.
struct BlockReport {
  cli::IdRange block;
  std::uint64_t done = 0;
  std::string rows;
  double seconds = 0;
  std::optional<cli::Failure> failure;
};

/// What rank 0 says to another.
struct Order {
  enum class Kind : std::uint64_t { compute = 1, end_after = 2, leave = 3 };
  Kind kind = Kind::leave;
  std::uint64_t first = 0;  ///< of the block; or the last id that is still wanted
  std::uint64_t count = 0;  ///< of the block; or 0 where no id is
};

int rank();
int ranks();
std::string host_name();

std::string bytes_of(const Hello& hello);
std::string bytes_of(const BlockResult& result);
Hello hello_in(const std::string& bytes);
BlockReport report_in(const std::string& bytes);

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
