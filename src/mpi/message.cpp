#include "mpi/message.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>

namespace premortem::mpi {
namespace {

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

}  // namespace premortem::mpi
