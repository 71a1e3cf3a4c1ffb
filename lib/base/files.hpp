#pragma once
// The only door to the outside world: byte sinks and sources, files that are written whole or not at all.
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace actviz {

/// Takes bytes in order.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Throws Error when the bytes cannot be written, ClosedPipe when nobody reads them any more.
  virtual void write(std::string_view bytes) = 0;
};

/// Gives bytes in order.
class Source {
 public:
  virtual ~Source() = default;
  /// Fills the front of `buffer` and returns how many bytes it now holds; 0 means the end. Throws Error.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

/// Thrown by a Sink whose reader has gone away; a command then ends quietly with exit code 0.
struct ClosedPipe {};

/// Collects what is written, for tests and for outputs that are needed as a whole.
class StringSink : public Sink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// Gives the bytes of a string.
class StringSource : public Source {
 public:
  explicit StringSource(std::string text) : text_(std::move(text)) {}
  std::size_t read(std::span<char> buffer) override;

 private:
  std::string text_;
  std::size_t at_ = 0;
};

/// Writes to an open file descriptor, which stays the caller's.
class DescriptorSink : public Sink {
 public:
  DescriptorSink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  void write(std::string_view bytes) override;

 private:
  int descriptor_;
  std::string name_;
};

/// Reads from an open file descriptor, which stays the caller's.
class DescriptorSource : public Source {
 public:
  DescriptorSource(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  std::size_t read(std::span<char> buffer) override;

 private:
  int descriptor_;
  std::string name_;
};

bool file_exists(const std::string& path);
bool folder_exists(const std::string& path);
/// Whether a path is written in place: a device, FIFO or socket, or a name of an open descriptor
/// (/dev/stdout).
bool is_device(const std::string& path);
/// Whether what is written to a path is read by a person's eyes.
bool is_terminal(const std::string& path);

/// Opens a file for reading. Throws Error naming the path.
std::unique_ptr<Source> open_source(const std::string& path);

/// Everything that a source holds; nothing where that is more than `most` bytes. Throws what it throws.
std::optional<std::string> read_all(Source& source, std::size_t most = std::string::npos);

/// Runs `produce` on a sink for `path`. A regular file (existing or new) is written beside itself and renamed
/// when `produce` has returned, so that a failure or an interrupt leaves the old file untouched and no new
/// one behind; a link is followed; a device, FIFO or socket is written in place. Throws Error naming the
/// path.
void write_file(const std::string& path, const std::function<void(Sink&)>& produce);

/// A file of a folder: its name relative to that, "figures/a.png", and its bytes.
struct NamedBytes {
  std::string name, bytes;
};

/// Puts files into a folder, which is made if there is none, and so are the folders in their names. All bytes
/// are on the disk before the first file takes its place, so that a full disk leaves everything as it was;
/// other files stay. Throws Error naming the path, with the folders made removed again.
void write_folder(const std::string& path, std::span<const NamedBytes> files);

}  // namespace actviz
