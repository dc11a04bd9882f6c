#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace premortem {

/// What was read, so that a page can name it: the SHA-256 of the raw bytes as `sha256sum` prints it.
struct SourceDigest {
  std::string sha256;
  std::uint64_t bytes = 0;
};

/// A file that is read once, front to back; "-" is standard input. The digest is of the bytes that come back, so that it can be
/// computed beside the reading.
/// Every function throws FileError (with the system's words) if the file is missing, a folder, unreadable, standard input at a
/// terminal, or changed while it was being read.
class Source {
 public:
  explicit Source(const std::string& path);
  ~Source();
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  /// Writes the next bytes, at most `size`. @return how many; 0: the file has ended
  std::size_t read(char* to, std::size_t size);
  /// Takes bytes that were read, in their order, while others may be read.
  void digest(std::string_view bytes);
  /// Call it once, at the end of the file, when all that was read was digested.
  SourceDigest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads a whole Source and hands it on in pieces. @throws as Source; whatever `piece` throws
SourceDigest read_source(const std::string& path, const std::function<void(std::string_view)>& piece);

/// The whole content as one string, for files that people write. @throws LimitError above `max_bytes`
std::string read_whole_source(const std::string& path, std::uint64_t max_bytes, SourceDigest& digest);

}  // namespace premortem
