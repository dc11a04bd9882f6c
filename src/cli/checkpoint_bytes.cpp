#include "cli/checkpoint_bytes.hpp"

#include <limits>

#include "input/sha256.hpp"

namespace premortem::cli {
namespace {

std::string number(std::uint64_t value) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i) & 255U);
  return bytes;
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string digest_of(std::string_view bytes) {
  Sha256 sha;
  sha.add(bytes);
  return sha.hex();
}

/// Takes a text with its length off the front. @return false where it is longer than what there is
bool take_text(std::string_view& bytes, std::string& text) {
  if (bytes.size() < 8) return false;
  const auto size = number_at(bytes, 0);
  bytes.remove_prefix(8);
  if (size > bytes.size()) return false;
  text = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

}  // namespace

std::string checkpoint_header(const SweepIdentity& identity) {
  std::string parts;
  for (const auto& [name, value] : identity) parts += number(name.size()) + name + number(value.size()) + value;
  std::string header = std::string(checkpoint_magic) + number(checkpoint_form) + number(parts.size()) + parts;
  return header + digest_of(header);
}

std::string identity_digest(const SweepIdentity& identity) {
  const auto header = checkpoint_header(identity);
  return header.substr(header.size() - digest_bytes);
}

std::optional<std::uint64_t> read_checkpoint_form(std::string_view bytes) {
  if (bytes.size() < checkpoint_magic.size() + 8) return std::nullopt;
  return number_at(bytes, checkpoint_magic.size());
}

std::uint64_t header_bytes_of(std::string_view beginning) {
  if (beginning.size() < header_head_bytes) return 0;
  const auto parts = number_at(beginning, header_head_bytes - 8), others = std::uint64_t{header_head_bytes + digest_bytes};
  return parts > std::numeric_limits<std::uint64_t>::max() - others ? 0 : parts + others;
}

std::optional<CheckpointHeader> read_checkpoint_header(std::string_view bytes) {
  constexpr auto fixed = header_head_bytes;
  if (!bytes.starts_with(checkpoint_magic) || bytes.size() < fixed + digest_bytes) return std::nullopt;
  const auto size = number_at(bytes, fixed - 8);
  if (size > bytes.size() - fixed - digest_bytes) return std::nullopt;
  CheckpointHeader header;
  header.digest = bytes.substr(fixed + size, digest_bytes);
  header.bytes = fixed + size + digest_bytes;
  if (digest_of(bytes.substr(0, fixed + size)) != header.digest) return std::nullopt;
  for (auto parts = bytes.substr(fixed, size); !parts.empty();) {
    auto& [name, value] = header.identity.emplace_back();
    if (!take_text(parts, name) || !take_text(parts, value)) return std::nullopt;
  }
  return header;
}

RecordHead read_record_head(std::string_view bytes) { return {number_at(bytes, 0), number_at(bytes, 8), number_at(bytes, 16)}; }

std::string record_head(const RecordHead& head) { return number(head.first) + number(head.count) + number(head.rows_bytes); }

std::string record_digest(std::string_view header_digest, std::uint64_t at, std::string_view head, std::string_view rows) {
  Sha256 sha;
  sha.add(header_digest);
  sha.add(number(at));
  sha.add(head);
  sha.add(rows);
  return sha.hex();
}

}  // namespace premortem::cli
