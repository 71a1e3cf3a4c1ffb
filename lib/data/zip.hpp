#pragma once
// The directory of a zip archive, checked before any of it is believed.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/mapped_file.hpp"
#include "lib/data/inflate.hpp"

namespace actviz {

/// A file in an archive.
struct ZipMember {
  std::string name;
  std::uint64_t offset = 0;  ///< of its bytes in the archive
  std::uint64_t stored_size = 0, size = 0;
  std::uint32_t crc = 0;
  bool deflated = false;  ///< else stored as it is

  /// What is held against its bytes; `label` stands for it in messages.
  Checksum checksum(const std::string& label) const { return {crc, size, label}; }
};

/// The members of a zip archive (Zip64 included) in the order of its directory. Throws Error where the
/// directory and the members do not fit together or overlap, a name stands twice, something is encrypted or
/// compressed otherwise than by deflate, there are more than 10,000 members, or one larger than 1 GiB expands
/// more than 200 times.
std::vector<ZipMember> read_zip_directory(const MappedFile& file);

/// The bytes of a member, checked at their end.
std::unique_ptr<Source> open_member(const std::shared_ptr<const MappedFile>& file, const ZipMember& member,
                                    const std::string& label);

}  // namespace actviz
