#pragma once
// Pictures as other programs see them: PNG files read by libpng, and how far two pictures are apart.
#include <optional>
#include <string>
#include <string_view>

#include "plots/backend/backends.hpp"

namespace actviz::test {

/// The pixels of a PNG file. Throws std::runtime_error with libpng's words.
plots::Image read_png(std::string_view file);

/// What the first chunk of a type in a PNG file holds; nothing where there is none.
std::optional<std::string> find_chunk(std::string_view file, std::string_view type);

/// The share of pixels that differ by more than `least` of 255 in any channel; all where the sizes differ.
double share_of_different_pixels(const plots::Image& a, const plots::Image& b, int least);

}  // namespace actviz::test
