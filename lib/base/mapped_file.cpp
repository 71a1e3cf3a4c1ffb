#include "lib/base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

Error open_error(const std::string& name, int code) {
  return Error("cannot open " + name + ": " + std::strerror(code), "check the path and its permissions");
}

/// Reads from a descriptor that it owns.
class OwnedSource : public Source {
 public:
  OwnedSource(int descriptor, const std::string& path) : descriptor_(descriptor), source_(descriptor, path) {}
  ~OwnedSource() override { ::close(descriptor_); }
  OwnedSource(const OwnedSource&) = delete;
  OwnedSource& operator=(const OwnedSource&) = delete;
  std::size_t read(std::span<char> buffer) override { return source_.read(buffer); }

 private:
  int descriptor_;
  DescriptorSource source_;
};

/// Advice on the pages that a range touches.
void advise(const std::byte* data, std::uint64_t offset, std::uint64_t size, int advice) {
  static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t begin = offset / page * page, end = offset + size;
  if (data == nullptr || begin >= end) return;
  auto* address = const_cast<std::byte*>(data + begin);                     // NOLINT: the pages are only read
  (void)::madvise(address, static_cast<std::size_t>(end - begin), advice);  // advice refused changes nothing
}

}  // namespace

MappedFile::MappedFile(int descriptor, std::uint64_t size, std::string name)
    : name_(std::move(name)), size_(size), descriptor_(descriptor) {
  if (size == 0) return;  // which cannot be mapped
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (address == MAP_FAILED) {
    const int code = errno;
    ::close(descriptor);
    throw open_error(name_, code);
  }
  data_ = static_cast<const std::byte*>(address);
}

MappedFile::MappedFile(std::string bytes, std::string name)
    : held_(std::move(bytes)),
      name_(std::move(name)),
      data_(reinterpret_cast<const std::byte*>(held_.data())),
      size_(held_.size()) {}

MappedFile::~MappedFile() {
  if (descriptor_ < 0) return;
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
  ::close(descriptor_);
}

std::span<const std::byte> MappedFile::bytes(std::uint64_t offset, std::uint64_t size) const {
  struct stat status {};
  if (descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0 &&
      static_cast<std::uint64_t>(status.st_size) < offset + size)
    throw Error(name_ + ": was cut short while it was read", "read it when nobody writes it");
  return {data_ + offset, static_cast<std::size_t>(size)};
}

void MappedFile::expect_in_order(std::uint64_t offset, std::uint64_t size) const {
  if (descriptor_ >= 0) advise(data_, offset, size, MADV_SEQUENTIAL);
}

void MappedFile::release(std::uint64_t offset, std::uint64_t size) const {
  if (descriptor_ >= 0) advise(data_, offset, size, MADV_DONTNEED);
}

MappedSource::MappedSource(std::shared_ptr<const MappedFile> file, std::uint64_t offset, std::uint64_t size)
    : file_(std::move(file)), at_(offset), end_(offset + size), released_(offset) {
  file_->expect_in_order(offset, size);
}

std::size_t MappedSource::read(std::span<char> buffer) {
  if (at_ - released_ >= kept_in_memory) {
    file_->release(released_, at_ - released_);
    released_ = at_;
  }
  const std::uint64_t count = std::min<std::uint64_t>(buffer.size(), end_ - at_);
  if (count == 0) return 0;
  const auto bytes = file_->bytes(at_, count);
  std::memcpy(buffer.data(), bytes.data(), bytes.size());
  at_ += count;
  return bytes.size();
}

Input open_input(const std::string& path) {
  Input input{.name = path == "-" ? "standard input" : in_quotes(path)};
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) throw open_error(input.name, errno);
  struct stat status {};
  (void)::fstat(descriptor, &status);  // cannot fail for an open file
  // A file that was given as standard input and partly read goes on where it stands.
  const bool at_front = path != "-" || ::lseek(descriptor, 0, SEEK_CUR) == 0;
  if (S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    throw Error("cannot read " + input.name + ": it is a folder", "name the files in it");
  }
  if (S_ISREG(status.st_mode) && at_front) {
    input.file =
        std::make_shared<MappedFile>(descriptor, static_cast<std::uint64_t>(status.st_size), input.name);
  } else {
    input.stream = std::make_unique<OwnedSource>(descriptor, path);
  }
  return input;
}

}  // namespace actviz
