#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace premortem::cli {

/// What makes a sweep the one it is, part by part: the program's version, the seed, each option that counts, and the
/// SHA-256 of every input by its name. Names differ.
using SweepIdentity = std::vector<std::pair<std::string, std::string>>;

/// The form of a checkpoint. Whole numbers are 8 bytes, the lowest first; digests are SHA-256 in 64 hexadecimal digits.
///
///     header:  "premortem sweep\n", form (1), bytes of the parts, the parts (each name and value with its length), digest
///     record:  first id, count, bytes of the rows, the rows, digest
///
/// A record's digest covers the header's digest and the place of the record too, so that no record is taken for another's.
inline constexpr std::string_view checkpoint_magic = "premortem sweep\n";
inline constexpr std::uint64_t checkpoint_form = 1;
inline constexpr std::size_t digest_bytes = 64;
inline constexpr std::size_t header_head_bytes = checkpoint_magic.size() + 16;
inline constexpr std::size_t record_head_bytes = 24;

std::string checkpoint_header(const SweepIdentity& identity);

/// One digest of all parts of an identity: that of its header.
std::string identity_digest(const SweepIdentity& identity);

/// What a header at the beginning of `bytes` says; absent where it is torn or flipped. The form is not looked at.
struct CheckpointHeader {
  SweepIdentity identity;
  std::uint64_t bytes = 0;  ///< of the whole header
  std::string digest;
};
std::optional<CheckpointHeader> read_checkpoint_header(std::string_view bytes);

/// How long the header is that begins so; 0 where `beginning` has not the whole of its fixed part.
std::uint64_t header_bytes_of(std::string_view beginning);

/// The form that a header states. @param bytes  begin with the magic; absent where they end before it
std::optional<std::uint64_t> read_checkpoint_form(std::string_view bytes);

struct RecordHead {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  std::uint64_t rows_bytes = 0;
};
RecordHead read_record_head(std::string_view bytes);

/// @param header_digest  of the file's header @param at  where in the file the record begins
std::string record_head(const RecordHead& head);
std::string record_digest(std::string_view header_digest, std::uint64_t at, std::string_view head, std::string_view rows);

}  // namespace premortem::cli
