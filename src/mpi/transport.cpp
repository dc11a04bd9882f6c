#include "mpi/transport.hpp"

#include <mpi.h>

#include <algorithm>
#include <array>

namespace premortem::mpi {
namespace {

constexpr int to_first = 1, from_first = 2;  // tags
constexpr std::size_t piece = std::size_t{1} << 14U;
using OrderBytes = std::array<std::uint64_t, 3>;

}  // namespace

int rank() {
  int value = 0;
  return MPI_Comm_rank(MPI_COMM_WORLD, &value), value;
}

int ranks() {
  int value = 1;
  return MPI_Comm_size(MPI_COMM_WORLD, &value), value;
}

std::string host_name() {
  std::array<char, MPI_MAX_PROCESSOR_NAME> name{};
  int length = 0;
  MPI_Get_processor_name(name.data(), &length);
  return {name.data(), static_cast<std::size_t>(length)};
}

void send_to_first(const std::string& bytes) {
  const std::uint64_t size = bytes.size();
  MPI_Send(&size, 1, MPI_UINT64_T, 0, to_first, MPI_COMM_WORLD);
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    MPI_Send(bytes.data() + at, static_cast<int>(std::min(piece, bytes.size() - at)), MPI_BYTE, 0, to_first, MPI_COMM_WORLD);
}

std::optional<Received> received() {
  int there = 0;
  MPI_Status status;
  MPI_Iprobe(MPI_ANY_SOURCE, to_first, MPI_COMM_WORLD, &there, &status);
  if (!there) return std::nullopt;
  Received message{status.MPI_SOURCE, {}};
  std::uint64_t size = 0;
  MPI_Recv(&size, 1, MPI_UINT64_T, message.from, to_first, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  message.bytes.resize(size);
  for (std::size_t at = 0; at < size; at += piece)  // messages of one sender and tag come in the order in which they were sent
    MPI_Recv(message.bytes.data() + at, static_cast<int>(std::min<std::size_t>(piece, size - at)), MPI_BYTE, message.from, to_first, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return message;
}

std::optional<Order> received_order() {
  int there = 0;
  MPI_Iprobe(0, from_first, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE);
  if (!there) return std::nullopt;
  OrderBytes bytes{};
  MPI_Recv(bytes.data(), 3, MPI_UINT64_T, 0, from_first, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return Order{static_cast<Order::Kind>(bytes[0]), bytes[1], bytes[2]};
}

struct OrderSender::Flight {
  OrderBytes bytes{};
  MPI_Request request = MPI_REQUEST_NULL;
};

OrderSender::OrderSender() = default;
OrderSender::~OrderSender() = default;

void OrderSender::send(int to, const Order& order) {
  while (!flights_.empty()) {
    int landed = 0;
    MPI_Test(&flights_.front()->request, &landed, MPI_STATUS_IGNORE);
    if (!landed) break;
    flights_.pop_front();
  }
  auto& flight = *flights_.emplace_back(std::make_unique<Flight>());
  flight.bytes = {static_cast<std::uint64_t>(order.kind), order.first, order.count};
  MPI_Isend(flight.bytes.data(), 3, MPI_UINT64_T, to, from_first, MPI_COMM_WORLD, &flight.request);
}

void OrderSender::flush() {
  for (auto& flight : flights_) MPI_Wait(&flight->request, MPI_STATUS_IGNORE);
  flights_.clear();
}

}  // namespace premortem::mpi
