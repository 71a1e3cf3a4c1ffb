#pragma once
// The bytes of a regular file, mapped into memory: nothing is read before it is looked at.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "lib/base/files.hpp"

namespace actviz {

/// A file open for reading at any place, by several threads at once. A file that is cut short while its bytes
/// are being looked at ends the process (SIGBUS), as every mapped file does; `bytes` keeps that moment short.
class MappedFile {
 public:
  /// Maps the regular file of `size` bytes behind an open descriptor, which it closes at the end; `name`
  /// stands for it in messages. Throws Error.
  MappedFile(int descriptor, std::uint64_t size, std::string name);
  /// Bytes of this program that are treated like a file's.
  MappedFile(std::string bytes, std::string name);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  const std::string& name() const { return name_; }
  std::uint64_t size() const { return size_; }

  /// A range that lies within the file, as long as this object lives. Throws Error where the file has been
  /// cut short since it was opened.
  std::span<const std::byte> bytes(std::uint64_t offset, std::uint64_t size) const;

  /// Announces that a range will be read from its front to its end.
  void expect_in_order(std::uint64_t offset, std::uint64_t size) const;
  /// Lets go of the memory that a range takes; looking at it again brings it back.
  void release(std::uint64_t offset, std::uint64_t size) const;

 private:
  std::string held_, name_;
  const std::byte* data_ = nullptr;
  std::uint64_t size_ = 0;
  int descriptor_ = -1;
};

/// How much of a mapped file a reader leaves in memory behind it, about.
inline constexpr std::uint64_t kept_in_memory = 16 << 20;

/// Gives the bytes of a range of a mapped file, and lets go of them behind.
class MappedSource : public Source {
 public:
  MappedSource(std::shared_ptr<const MappedFile> file, std::uint64_t offset, std::uint64_t size);
  std::size_t read(std::span<char> buffer) override;

 private:
  std::shared_ptr<const MappedFile> file_;
  std::uint64_t at_, end_, released_;
};

/// What a path leads to: exactly one of file and stream.
struct Input {
  std::string name;  ///< the path in quotes, for messages
  std::shared_ptr<const MappedFile> file{};
  std::unique_ptr<Source> stream{};
};

/// Opens a path for reading, "-" being standard input: mapped where it is a regular file, else (pipe, FIFO,
/// device) as a stream. Throws Error naming the path, also for a folder.
Input open_input(const std::string& path);

}  // namespace actviz
