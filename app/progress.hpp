#pragma once
// How far long work is, told on standard error.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace actviz::app {

/// Says how far work is.
class Progress {
 public:
  virtual ~Progress() = default;
  /// So much more is done, in the unit of the work. Not for two threads at once.
  virtual void add(std::uint64_t amount) = 0;
};

/// How much there is to do: bytes, or steps.
struct Work {
  std::uint64_t total = 0;  ///< 0: not known
  bool is_bytes = false;
};

/// The bytes of all files.
Work bytes_of(const std::vector<std::string>& files);

/// A bar with what is left where --progress asks for it: by default where standard error is a terminal; else
/// nothing. Throws Error for an unknown choice.
std::unique_ptr<Progress> make_progress(const std::optional<std::string>& choice, Work work, bool quiet,
                                        Io& io);

}  // namespace actviz::app
