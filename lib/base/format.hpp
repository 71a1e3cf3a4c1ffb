#pragma once
// A row of a registry of output formats, for tables and for figures alike.
#include <array>
#include <string_view>

#include "lib/base/files.hpp"

namespace actviz {

/// One output format of things of type T.
template <class T>
struct Format {
  std::string_view name;       ///< as `--format` spells it
  std::string_view extension;  ///< of a file, without the dot; empty where no file implies the format
  bool binary;                 ///< not for a terminal's eyes
  void (*write)(const T&, Sink&);
};

}  // namespace actviz
