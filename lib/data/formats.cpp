#include "lib/data/formats.hpp"

#include <bit>
#include <utility>

#include "lib/data/rows.hpp"

namespace actviz {
namespace {

class ArrayFile : public TensorFile {
 public:
  ArrayFile(std::shared_ptr<const MappedFile> file, std::vector<Array> arrays,
            std::vector<Unreadable> unreadable)
      : file_(std::move(file)), arrays_(std::move(arrays)) {
    for (const Array& array : arrays_) tensors_.push_back(array.tensor);
    unreadable_ = std::move(unreadable);
  }

  std::unique_ptr<RowReader> rows(std::size_t tensor, const Layout& layout) const override {
    const Array& array = arrays_.at(tensor);
    Elements elements{array.tensor.dtype, array.swapped, {}, array.label};
    elements.matrix = array.endless ? endless_matrix(array.tensor.shape[1], layout, array.label)
                                    : as_matrix(array.tensor.shape, array.fortran, layout, array.label);
    if (array.open) return streamed_rows(elements, array.open(), !array.endless);
    return mapped_rows(elements, file_, array.offset, array.checksum);
  }

 private:
  std::shared_ptr<const MappedFile> file_;
  std::vector<Array> arrays_;
};

}  // namespace

bool is_foreign(bool big_endian) { return big_endian != (std::endian::native == std::endian::big); }

std::unique_ptr<TensorFile> file_of(std::shared_ptr<const MappedFile> file, std::vector<Array> arrays,
                                    std::vector<Unreadable> unreadable) {
  if (arrays.empty() && !unreadable.empty()) throw Error(unreadable.front().why);
  return std::make_unique<ArrayFile>(std::move(file), std::move(arrays), std::move(unreadable));
}

std::function<std::unique_ptr<Source>()> given_once(std::unique_ptr<Source> source, const std::string& name) {
  return [held = std::make_shared<std::unique_ptr<Source>>(std::move(source)), name] {
    if (*held == nullptr) throw Error(name + ": a stream can be read once", "write it to a file first");
    return std::move(*held);
  };
}

}  // namespace actviz
