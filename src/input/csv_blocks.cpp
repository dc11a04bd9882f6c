#include "input/csv_blocks.hpp"

#include <algorithm>
#include <utility>

#include "input/csv_bytes.hpp"

namespace premortem {

std::optional<std::size_t> first_row_end(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) return i + 1;
  }
  return std::nullopt;
}

std::optional<std::size_t> last_row_end(std::string_view text) {
  bool quoted = count_of_byte(text, '"') % 2 != 0;
  for (std::size_t end = text.size(); end > 0; --end) {
    if (text[end - 1] == '"') quoted = !quoted;
    if (text[end - 1] == '\n' && !quoted) return end;
  }
  return std::nullopt;
}

CsvBlocks::CsvBlocks(CsvBytes bytes, std::size_t block_bytes, std::size_t longest_row)
    : bytes_(std::move(bytes)), block_bytes_(std::max<std::size_t>(block_bytes, 1)), longest_row_(longest_row) {}

bool CsvBlocks::next(CsvBlock& block) {
  block.begin = 0, block.end = tail_.size();
  if (block.memory.size() < tail_.size()) block.memory.resize(tail_.size());
  std::copy(tail_.begin(), tail_.end(), block.memory.begin());
  block.ends_row = true;
  for (;;) {
    fill(block, block.end + block_bytes_);
    if (ended_) return cut(block, block.end), block.end > 0;
    if (const auto end = last_row_end(block.text())) return cut(block, *end), true;
    if (block.end > longest_row_ + block_bytes_) {
      block.ends_row = false;
      return cut(block, block.end), true;
    }
  }
}

void CsvBlocks::fill(CsvBlock& block, std::size_t wanted) {
  if (block.memory.size() < wanted) block.memory.resize(wanted);
  while (block.end < wanted && !ended_) {
    const auto read = bytes_(block.memory.data() + block.end, wanted - block.end);
    block.end += read;
    ended_ = read == 0;
  }
}

void CsvBlocks::cut(CsvBlock& block, std::size_t end) {
  tail_.assign(block.memory.data() + end, block.end - end);
  block.end = end;
  block.first_line = line_;
  line_ += count_of_byte(block.text(), '\n');
}

void CsvBlocks::rest(const std::function<void(std::string_view)>& piece) {
  if (!tail_.empty()) piece(std::exchange(tail_, {}));
  std::vector<char> memory(block_bytes_);
  while (const auto read = ended_ ? 0 : bytes_(memory.data(), memory.size())) piece({memory.data(), read});
  ended_ = true;
}

}  // namespace premortem
