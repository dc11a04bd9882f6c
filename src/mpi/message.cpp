#include "mpi/message.hpp"

#include <mpi.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace premortem::mpi {
namespace {

constexpr int to_first = 1, from_first = 2;  // tags
constexpr std::size_t piece = std::size_t{1} << 14U;
using OrderBytes = std::array<std::uint64_t, 3>;

void put(std::string& out, std::uint64_t value) {
  for (unsigned i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}
void put(std::string& out, const std::string& text) { put(out, text.size()), out += text; }

/// Takes a message apart in the order in which it was put together.
class Reader {
 public:
  explicit Reader(const std::string& bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    const auto raw = take(8);
    for (unsigned i = 0; i < 8; ++i) value |= std::uint64_t{static_cast<unsigned char>(raw[i])} << (8 * i);
    return value;
  }
  std::string text() { return std::string(take(number())); }

 private:
  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size() - at_) throw std::logic_error("a message between ranks is cut off");
    const auto part = std::string_view(bytes_).substr(at_, count);
    at_ += count;
    return part;
  }
  const std::string& bytes_;
  std::size_t at_ = 0;
};

void put(std::string& out, const std::optional<cli::Failure>& failure) {
  put(out, failure ? std::uint64_t{1} : std::uint64_t{0});
  if (failure) put(out, static_cast<std::uint64_t>(failure->code)), put(out, failure->line);
}

std::optional<cli::Failure> failure_in(Reader& in) {
  if (in.number() == 0) return std::nullopt;
  const auto code = static_cast<int>(in.number());
  return cli::Failure{code, in.text()};
}

constexpr double ticks = 1e9;  // of a second

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

std::string bytes_of(const Hello& hello) {
  std::string out;
  put(out, hello.threads), put(out, hello.host), put(out, hello.failure), put(out, hello.identity.size());
  for (const auto& [name, value] : hello.identity) put(out, name), put(out, value);
  return out;
}

Hello hello_in(const std::string& bytes) {
  Reader in(bytes);
  Hello hello;
  hello.threads = in.number(), hello.host = in.text(), hello.failure = failure_in(in);
  for (auto left = in.number(); left > 0; --left) {
    auto name = in.text();
    hello.identity.emplace_back(std::move(name), in.text());
  }
  return hello;
}

std::string bytes_of(const BlockResult& r) {
  std::string out;
  put(out, r.block.first), put(out, r.block.count), put(out, r.done), put(out, static_cast<std::uint64_t>(r.seconds * ticks));
  put(out, r.failed ? std::optional(cli::failure_of(r.failed)) : std::nullopt), put(out, r.rows);
  return out;
}

BlockReport report_in(const std::string& bytes) {
  Reader in(bytes);
  BlockReport r;
  r.block.first = in.number(), r.block.count = in.number(), r.done = in.number(), r.seconds = static_cast<double>(in.number()) / ticks;
  r.failure = failure_in(in), r.rows = in.text();
  return r;
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
