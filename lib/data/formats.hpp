#pragma once
// The formats of tensor files, one function each; tensor_file.cpp chooses by content.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/data/inflate.hpp"
#include "lib/data/tensor_file.hpp"

namespace actviz {

std::unique_ptr<TensorFile> open_npy(Input input, const OpenOptions& options);
std::unique_ptr<TensorFile> open_npz(Input input, const OpenOptions& options);
std::unique_ptr<TensorFile> open_safetensors(Input input, const OpenOptions& options);
std::unique_ptr<TensorFile> open_csv(Input input, const OpenOptions& options);
std::unique_ptr<TensorFile> open_raw(Input input, const OpenOptions& options);

/// What saves a PyTorch file, pickled as it is, for us.
inline constexpr std::string_view torch_hint =
    "where it was made: safetensors.torch.save_file(torch.load(\"acts.pt\"), \"acts.safetensors\")";

/// A tensor and where its elements lie.
struct Array {
  Tensor tensor;
  std::string label;  ///< file and tensor, for messages
  bool fortran = false, swapped = false;
  bool endless = false;                ///< as many rows as come
  std::uint64_t offset = 0;            ///< in the mapped file, where there is no `open`
  std::optional<Checksum> checksum{};  ///< of the mapped elements, what stands before them having passed
  std::function<std::unique_ptr<Source>()> open{};  ///< gives the elements in order
};

/// Whether numbers of that byte order have to be turned around here.
bool is_foreign(bool big_endian);

/// A file of arrays, `file` being where those without `open` lie. Throws Error where all are unreadable.
std::unique_ptr<TensorFile> file_of(std::shared_ptr<const MappedFile> file, std::vector<Array> arrays,
                                    std::vector<Unreadable> unreadable = {});

/// Gives a stream to the first who asks and throws Error for the next.
std::function<std::unique_ptr<Source>()> given_once(std::unique_ptr<Source> source, const std::string& name);

}  // namespace actviz
