#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace premortem {

/// What was read, so that a page can name it: the SHA-256 of the raw bytes as `sha256sum` prints it.
struct SourceDigest {
  std::string sha256;
  std::uint64_t bytes = 0;
};

/// Reads a file once, front to back, in pieces; "-" is standard input. The digest is of exactly the bytes
/// handed on. @throws FileError (with the system's words) if it is missing, a folder, unreadable,
/// standard input at a terminal, or changed while it was being read.
SourceDigest read_source(const std::string& path, const std::function<void(std::string_view)>& piece);

/// The whole content as one string, for files that people write. @throws LimitError above `max_bytes`
std::string read_whole_source(const std::string& path, std::uint64_t max_bytes, SourceDigest& digest);

}  // namespace premortem
