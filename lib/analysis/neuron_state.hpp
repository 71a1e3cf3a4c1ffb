#pragma once
// A part of a dump's counts as bytes, to be merged elsewhere.
#include <string>
#include <string_view>
#include <vector>

#include "lib/analysis/neurons.hpp"
#include "lib/base/files.hpp"

namespace actviz {

/// What was counted: parts of one dump have all of this in common but `first_leaf` and `last_leaf`.
struct PartHeader {
  std::string tensor;                           ///< empty in a file that holds one
  std::vector<std::string> files;               ///< in the order of their rows
  std::uint64_t rows = 0;                       ///< of the whole dump
  std::string dtype;                            ///< of the dump's elements
  double epsilon = 0.01;                        ///< a slope of at most this size counts as flat
  std::uint64_t first_leaf = 0, last_leaf = 0;  ///< of this part: [first, last)
};

/// One tensor's counts of a part.
struct NeuronPart {
  PartHeader header;
  NeuronTally tally;
};

/// How many leaves a dump of so many rows has.
std::uint64_t leaves_of(std::uint64_t rows);

/// Writes finished parts, one for each tensor: a version, each part with its length, a checksum.
void write_parts(const std::vector<NeuronPart>& parts, Sink& sink);

/// Reads what write_parts wrote; `name` stands in messages. Throws Error for what is not such a file, another
/// version, a damaged or cut file. No size is believed before it is checked.
std::vector<NeuronPart> read_parts(std::string_view bytes, const std::string& name);

/// The whole dumps that the parts make up, each tensor's parts in any order. Throws Error naming the files of
/// parts that overlap, are missing, or belong to something else.
std::vector<NeuronPart> merged(std::vector<std::vector<NeuronPart>> files,
                               const std::vector<std::string>& names);

}  // namespace actviz
