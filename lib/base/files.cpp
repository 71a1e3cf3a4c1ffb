#include "lib/base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

/// An open file descriptor, closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

  /// Closes now and returns close's answer: the last word of a full disk or a lost network share.
  int close() { return ::close(std::exchange(number_, -1)); }

 private:
  int number_;
};

class FileSource : public Source {
 public:
  FileSource(int descriptor, const std::string& path) : file_(descriptor), source_(descriptor, path) {}
  std::size_t read(std::span<char> buffer) override { return source_.read(buffer); }

 private:
  Descriptor file_;
  DescriptorSource source_;
};

Error write_error(const std::string& name, int code) {
  const char* remedy = "check the path and its permissions";
  if (code == ENOSPC || code == EDQUOT) remedy = "free some space or write elsewhere";
  if (code == ENOENT) remedy = "create the folder first";
  return Error("cannot write " + in_quotes(name) + ": " + std::strerror(code), remedy);
}

/// The file that a chain of symbolic links leads to, so that renaming replaces the file and not the link.
std::string resolve_links(const std::string& path) {
  std::string target = path;
  for (int depth = 0; depth < 40; ++depth) {
    char buffer[4096];
    const ssize_t size = ::readlink(target.c_str(), buffer, sizeof buffer);
    if (size < 0) return target;
    const std::string next(buffer, static_cast<std::size_t>(size));
    const auto slash = target.rfind('/');
    target = next.starts_with('/') || slash == std::string::npos ? next : target.substr(0, slash + 1) + next;
  }
  throw write_error(path, ELOOP);
}

void write_in_place(const std::string& path, const std::function<void(Sink&)>& produce) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (file.number() < 0) throw write_error(path, errno);
  DescriptorSink sink(file.number(), path);
  produce(sink);
  if (file.close() != 0) throw write_error(path, errno);
}

/// Removes the temporary file unless it has been renamed.
struct Remover {
  const std::string& path;
  bool armed = true;
  ~Remover() {
    if (armed) ::unlink(path.c_str());
  }
};

void write_beside_and_rename(const std::string& path, mode_t mode,
                             const std::function<void(Sink&)>& produce) {
  std::string temporary = path + ".XXXXXX";
  Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.number() < 0) throw write_error(path, errno);
  Remover remover{temporary};
  DescriptorSink sink(file.number(), path);
  produce(sink);
  if (::fchmod(file.number(), mode) != 0 || file.close() != 0 ||
      ::rename(temporary.c_str(), path.c_str()) != 0)
    throw write_error(path, errno);
  remover.armed = false;
}

}  // namespace

std::size_t StringSource::read(std::span<char> buffer) {
  const std::size_t count = std::min(buffer.size(), text_.size() - at_);
  std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
  at_ += count;
  return count;
}

void DescriptorSink::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EPIPE) {
      throw ClosedPipe{};
    } else if (errno != EINTR) {
      throw write_error(name_, errno);
    }
  }
}

std::size_t DescriptorSource::read(std::span<char> buffer) {
  while (true) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR)
      throw Error("cannot read " + in_quotes(name_) + ": " + std::strerror(errno),
                  "check that it is a readable file");
  }
}

bool file_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::unique_ptr<Source> open_source(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0)
    throw Error("cannot open " + in_quotes(path) + ": " + std::strerror(errno),
                "check the path and its permissions");
  return std::make_unique<FileSource>(descriptor, path);
}

void write_file(const std::string& path, const std::function<void(Sink&)>& produce) {
  const std::string target = resolve_links(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode))
    throw Error("cannot write " + in_quotes(path) + ": it is a folder", "name a file inside it");
  if (exists && !S_ISREG(status.st_mode)) return write_in_place(target, produce);
  if (exists && ::access(target.c_str(), W_OK) != 0) throw write_error(path, errno);
  mode_t mode = status.st_mode & 07777;
  if (!exists) {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    mode = 0666 & ~mask;
  }
  write_beside_and_rename(target, mode, produce);
}

}  // namespace actviz
