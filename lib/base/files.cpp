#include "lib/base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <list>
#include <optional>
#include <utility>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

/// An open file descriptor, closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
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

/// A file beside the target that becomes it at the end. It has no name while it is written where the system
/// can do that (O_TMPFILE), so that not even an interrupt leaves it behind; else it is removed when writing
/// fails.
class Replacement {
 public:
  explicit Replacement(const std::string& target)
      : target_(target), folder_(target.substr(0, target.rfind('/') + 1)), file_(open_nameless()) {
    if (file_.number() >= 0) return;
    name_ = folder_ + ".actviz.XXXXXX";
    file_ = Descriptor(::mkostemp(name_.data(), O_CLOEXEC));
    if (file_.number() < 0) throw write_error(target, errno);
  }
  ~Replacement() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  int descriptor() const { return file_.number(); }

  void take_place(mode_t mode) {
    if (::fchmod(file_.number(), mode) != 0 || (name_.empty() && !give_name()) || file_.close() != 0 ||
        ::rename(name_.c_str(), target_.c_str()) != 0)
      throw write_error(target_, errno);
    name_.clear();
  }

 private:
  int open_nameless() const {
    if (::access("/proc/self/fd", X_OK) != 0) return -1;  // it could not be given a name later
    return ::open(folder_.empty() ? "." : folder_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  }
  bool give_name() {
    const std::string link = "/proc/self/fd/" + std::to_string(file_.number());
    for (int attempt = 0; attempt < 1000; ++attempt) {
      const std::string name =
          folder_ + ".actviz." + std::to_string(::getpid()) + '.' + std::to_string(attempt);
      if (::linkat(AT_FDCWD, link.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        name_ = name;
        return true;
      }
      if (errno != EEXIST) return false;
    }
    return false;
  }

  std::string target_, folder_, name_;
  Descriptor file_;
};

/// What a regular file of this name will be replaced by, and its permissions. Throws Error where it may not.
struct Successor {
  explicit Successor(const std::string& path) : replacement(checked(path)) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) {
      mode = status.st_mode & 07777;
    } else {
      const mode_t mask = ::umask(0);
      ::umask(mask);
      mode = 0666 & ~mask;
    }
  }

  static std::string checked(const std::string& path) {
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
      throw Error("cannot write " + in_quotes(path) + ": it is a folder", "name a file inside it");
    const std::string target = resolve_links(path);
    if (exists && ::access(target.c_str(), W_OK) != 0) throw write_error(path, errno);
    return target;
  }

  Replacement replacement;
  mode_t mode;
};

/// Folders that did not exist, removed at the end of their scope unless they are kept.
class NewFolders {
 public:
  ~NewFolders() {
    for (auto path = made_.rbegin(); path != made_.rend(); ++path) ::rmdir(path->c_str());
  }
  /// Throws Error where there is none and none can be made.
  void make(const std::string& path) {
    if (path.empty() || folder_exists(path)) return;
    if (::mkdir(path.c_str(), 0777) != 0) {
      if (errno == EEXIST)
        throw Error("cannot write into " + in_quotes(path) + ": it is no folder", "name another folder");
      throw write_error(path, errno);
    }
    made_.push_back(path);
  }
  void keep() { made_.clear(); }

 private:
  std::vector<std::string> made_;
};

/// The open descriptor that a path such as /dev/stdout or /dev/fd/3 stands for.
std::optional<int> descriptor_of(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"})
    if (path.starts_with(folder)) {
      const auto number = parse_count(path.substr(folder.size()));
      if (number && *number < 1 << 20) return static_cast<int>(*number);
    }
  return {};
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

bool is_device(const std::string& path) {
  struct stat status {};
  if (descriptor_of(path)) return true;
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool is_terminal(const std::string& path) {
  if (const auto descriptor = descriptor_of(path)) return ::isatty(*descriptor) == 1;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISCHR(status.st_mode))
    return false;  // a FIFO must not be opened twice
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  return file.number() >= 0 && ::isatty(file.number()) == 1;
}

bool file_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool folder_exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::optional<std::string> read_all(Source& source, std::size_t most) {
  std::string text;
  std::array<char, 65536> buffer;
  for (std::size_t n; (n = source.read(buffer)) > 0;) {
    if (n > most - text.size()) return {};
    text.append(buffer.data(), n);
  }
  return text;
}

std::unique_ptr<Source> open_source(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0)
    throw Error("cannot open " + in_quotes(path) + ": " + std::strerror(errno),
                "check the path and its permissions");
  return std::make_unique<FileSource>(descriptor, path);
}

void write_file(const std::string& path, const std::function<void(Sink&)>& produce) {
  if (const auto descriptor = descriptor_of(path)) {
    DescriptorSink sink(*descriptor, path);
    return produce(sink);
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode))
    return write_in_place(path, produce);
  Successor successor(path);
  DescriptorSink sink(successor.replacement.descriptor(), path);
  produce(sink);
  successor.replacement.take_place(successor.mode);
}

void write_folder(const std::string& path, std::span<const NamedBytes> files) {
  NewFolders folders;
  folders.make(path);
  const std::string prefix = path.ends_with('/') ? path : path + '/';
  std::list<Successor> successors;
  for (const NamedBytes& file : files) {
    for (std::size_t slash = file.name.find('/'); slash != std::string::npos;
         slash = file.name.find('/', slash + 1))
      folders.make(prefix + file.name.substr(0, slash));
    const std::string target = prefix + file.name;
    if (is_device(target))
      throw Error("cannot write " + in_quotes(target) + ": it is no regular file", "name another folder");
    DescriptorSink(successors.emplace_back(target).replacement.descriptor(), target).write(file.bytes);
  }
  for (Successor& successor : successors) successor.replacement.take_place(successor.mode);
  folders.keep();
}

}  // namespace actviz
