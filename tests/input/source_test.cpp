#include <catch2/catch.hpp>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "premortem/core/error.hpp"
#include "premortem/input/source.hpp"

using namespace premortem;

namespace {

/// A folder of its own for each test, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "source_test_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name, const std::string& content) const {
    const auto path = path_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string digest_of(const std::string& path) {
  return read_source(path, [](std::string_view) {}).sha256;
}

}  // namespace

TEST_CASE("the digest is the SHA-256 of the raw bytes") {
  const Folder folder;
  // FIPS 180-4 examples: the empty message and "abc".
  CHECK(digest_of(folder.file("empty", "")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest_of(folder.file("abc", "abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // FIPS 180-4: one million times "a"; here it comes in several pieces.
  CHECK(digest_of(folder.file("long", std::string(1'000'000, 'a'))) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the pieces are the file from front to back") {
  const Folder folder;
  std::string content;
  for (int i = 0; i < 200'000; ++i) content += std::to_string(i);
  SourceDigest digest;
  const auto path = folder.file("f.csv", content);
  CHECK(read_whole_source(path, content.size(), digest) == content);
  CHECK(digest.bytes == content.size());
  CHECK(digest.sha256 == digest_of(path));
}

TEST_CASE("a file above the limit is refused") {
  const Folder folder;
  const auto path = folder.file("f.csv", "12345");
  SourceDigest digest;
  CHECK_THROWS_AS(read_whole_source(path, 4, digest), LimitError);
  CHECK_THROWS_WITH(read_whole_source(path, 4, digest), path + ": error[limit]: more than 4 bytes");
}

TEST_CASE("what cannot be read is refused with the system's words") {
  const Folder folder;
  const auto read = [](const std::string& path) { read_source(path, [](std::string_view) {}); };
  CHECK_THROWS_AS(read(folder.path()), FileError);
  CHECK_THROWS_WITH(read(folder.path()), folder.path() + ": error[file]: is a folder, expected a file");
  CHECK_THROWS_WITH(read(folder.path() + "/none.csv"), folder.path() + "/none.csv: error[file]: cannot be opened: No such file or directory");
  if (geteuid() == 0) return;  // root may read everything
  const auto path = folder.file("f.csv", "a\n");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  CHECK_THROWS_WITH(read(path), path + ": error[file]: cannot be opened: Permission denied");
}

TEST_CASE("a file that changes while it is read is refused") {
  const Folder folder;
  const auto path = folder.file("f.csv", "a,b\n1,2\n");
  const auto change = [&](std::string_view) { std::ofstream(path, std::ios::app) << "3,4\n"; };
  CHECK_THROWS_WITH(read_source(path, change), path + ": error[file]: changed while it was being read; run again");
}

TEST_CASE("what the receiver throws comes out") {
  const Folder folder;
  const auto path = folder.file("f.csv", "a\n");
  CHECK_THROWS_AS(read_source(path, [](std::string_view) { throw Refusal("enough"); }), Refusal);
}
