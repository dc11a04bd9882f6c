#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "premortem/input/csv_stream.hpp"

namespace premortem {

/// Where the first row of a text ends, told by the number of quotes before a line feed; absent if it does not.
std::optional<std::size_t> first_row_end(std::string_view text);
/// Where the last complete row of a text ends, by the same count; absent if none does.
std::optional<std::size_t> last_row_end(std::string_view text);

/// A part of a file that begins where a row begins.
struct CsvBlock {
  std::vector<char> memory;  ///< kept for the next part; only its beginning is filled
  std::size_t begin = 0, end = 0;
  long first_line = 1;  ///< physical line on which it starts
  bool ends_row = true;

  std::string_view text() const { return {memory.data() + begin, end - begin}; }
};

/// Cuts a file, as it is read, into parts of complete rows. Whether a line feed ends a row is told by the number of quotes
/// before it: odd means inside a quoted cell. True of well-formed text; elsewhere a cut may be wrong, and the part before it then
/// ends with an error.
class CsvBlocks {
 public:
  /// @param block_bytes  how much is read before the end of a row is looked for
  /// @param longest_row  when no end is found in so many bytes more, a part is given that ends anywhere
  CsvBlocks(CsvBytes bytes, std::size_t block_bytes, std::size_t longest_row);

  /// @return false, and an empty part: the file has ended
  bool next(CsvBlock& block);
  /// Whether it is known that no part follows.
  bool ended() const { return ended_ && tail_.empty(); }
  /// What follows the parts given so far, in pieces.
  void rest(const std::function<void(std::string_view)>& piece);

 private:
  void fill(CsvBlock& block, std::size_t wanted);
  void cut(CsvBlock& block, std::size_t end);

  CsvBytes bytes_;
  std::size_t block_bytes_, longest_row_;
  std::string tail_;  // read, and not given yet
  bool ended_ = false;
  long line_ = 1;  // on which the next part starts
};

}  // namespace premortem
