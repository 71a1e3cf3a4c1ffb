#include "app/neuron_dump.hpp"

#include <algorithm>

#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

using Files = std::vector<std::unique_ptr<TensorFile>>;

/// The place of a tensor in a file; every file of one dump has it.
std::size_t find_tensor(const TensorFile& file, const std::string& path, const std::string& name) {
  const auto found = std::ranges::find(file.tensors(), name, &Tensor::name);
  if (found != file.tensors().end()) return static_cast<std::size_t>(found - file.tensors().begin());
  for (const Unreadable& other : file.unreadable())
    if (other.name == name) throw other.why;
  throw Error(in_quotes(path) + " has no tensor " + in_quotes(name) + ", which other files have",
              "name files that hold the same tensors");
}

/// The tensors of the first file that are asked for.
std::vector<std::string> chosen_tensors(const TensorFile& file, const DumpRequest& request) {
  std::vector<std::string> names;
  std::vector<std::string_view> known;
  for (const Tensor& tensor : file.tensors()) {
    known.push_back(tensor.name);
    if (!request.tensor || matches_glob(*request.tensor, tensor.name)) names.push_back(tensor.name);
  }
  if (!names.empty()) return names;
  for (const Unreadable& other : file.unreadable())
    if (matches_glob(*request.tensor, other.name)) throw other.why;
  throw Error("--tensor: " + in_quotes(request.files[0]) + " has no tensor that matches " +
                  in_quotes(*request.tensor),
              did_you_mean(*request.tensor, known, "* stands for any characters: --tensor '*mlp*'"));
}

/// The rows of one tensor in all files.
class JoinedRows {
 public:
  JoinedRows(const Files& files, const std::vector<std::string>& paths, const std::string& name,
             const Layout& layout) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      readers_.push_back(files[i]->rows(find_tensor(*files[i], paths[i], name), layout));
      const RowReader &reader = *readers_.back(), &first = *readers_[0];
      if (reader.columns() != first.columns())
        throw Error(in_quotes(paths[i]) + " has rows of " + std::to_string(reader.columns()) + " numbers, " +
                        in_quotes(paths[0]) + " of " + std::to_string(first.columns()),
                    "name files of the same layer; --axis N says which axis holds the neurons");
      if (reader.dtype() != first.dtype())
        throw Error(in_quotes(paths[i]) + " holds " + std::string(name_of(reader.dtype())) + ", " +
                        in_quotes(paths[0]) + " " + std::string(name_of(first.dtype())),
                    "name files of one type of elements");
    }
  }

  DType dtype() const { return readers_[0]->dtype(); }
  std::uint64_t columns() const { return readers_[0]->columns(); }
  std::optional<std::uint64_t> rows() const {
    std::uint64_t total = 0;
    for (const auto& reader : readers_) {
      if (!reader->rows()) return {};
      total += *reader->rows();
    }
    return total;
  }

  void skip(std::uint64_t count) {
    for (; count > 0; ++at_) {
      const std::uint64_t here = std::min(count, readers_[at_]->rows().value_or(count));
      readers_[at_]->skip(here);
      count -= here;
      if (count == 0) return;
    }
  }

  /// The next rows, none at the end.
  void next(RowBlock& block, std::size_t most) {
    for (; at_ < readers_.size(); ++at_) {
      readers_[at_]->next(block, most);
      if (block.rows() > 0) return;
    }
  }

 private:
  std::vector<std::unique_ptr<RowReader>> readers_;
  std::size_t at_ = 0;
};

/// The type of rows that hold such elements as they are, if there is one.
std::optional<Rows::Type> same_type(DType dtype) {
  switch (dtype) {
    case DType::f64:
      return Rows::Type::f64;
    case DType::f32:
      return Rows::Type::f32;
    case DType::f16:
      return Rows::Type::f16;
    case DType::bf16:
      return Rows::Type::bf16;
    default:
      return {};
  }
}

Rows::Type type_for(DType dtype) {
  return same_type(dtype).value_or(fits_float(dtype) ? Rows::Type::f32 : Rows::Type::f64);
}

/// Rows as a tally takes them: as they are, or converted into a buffer.
class Converted {
 public:
  Converted(DType dtype, std::size_t columns) : dtype_(dtype), columns_(columns), type_(type_for(dtype)) {}

  Rows of(const RowBlock& block) {
    const std::size_t count = block.rows() * columns_;
    if (same_type(dtype_)) return {block.bytes().data(), block.rows(), columns_, type_};
    if (type_ == Rows::Type::f32) {
      floats_.resize(count);
      to_floats(dtype_, block.bytes(), floats_);
      return {floats_.data(), block.rows(), columns_, type_};
    }
    doubles_.resize(count);
    to_doubles(dtype_, block.bytes(), doubles_);
    return {doubles_.data(), block.rows(), columns_, type_};
  }

 private:
  DType dtype_;
  std::size_t columns_;
  Rows::Type type_;
  std::vector<float> floats_;
  std::vector<double> doubles_;
};

/// Memory for the neurons of a layer is checked before it is taken: 15 KB each.
void check_columns(std::uint64_t columns, const std::string& name) {
  constexpr std::uint64_t most = 100'000;
  if (columns > most)
    throw Error(name + " has rows of " + std::to_string(columns) + " numbers, more than 100000 neurons",
                "does another axis hold the neurons? --axis N, or --layout nchw for images");
}

NeuronPart count_tensor(const Files& files, const DumpRequest& request, const std::string& name,
                        Progress& progress) {
  JoinedRows rows(files, request.files, name, request.layout);
  check_columns(rows.columns(), name.empty() ? in_quotes(request.files[0]) : in_quotes(name));
  PartHeader header{name, request.files, 0, std::string(name_of(rows.dtype())), request.epsilon, 0, 0};
  std::uint64_t left = std::numeric_limits<std::uint64_t>::max();
  if (request.parts > 1) {
    if (!rows.rows())
      throw Error("--part: the number of rows of " + in_quotes(request.files[0]) + " is not known beforehand",
                  "convert it to .npy or .safetensors");
    header.rows = *rows.rows();
    const std::uint64_t leaves = leaves_of(header.rows);
    header.first_leaf = leaves * (request.part - 1) / request.parts;
    header.last_leaf = leaves * request.part / request.parts;
    const std::uint64_t first = header.first_leaf * NeuronTally::leaf_rows;
    rows.skip(first);
    left = std::min(header.rows, header.last_leaf * NeuronTally::leaf_rows) - std::min(first, header.rows);
  }
  NeuronSetup setup{.columns = static_cast<std::size_t>(rows.columns()),
                    .type = type_for(rows.dtype()),
                    .near_zero = request.near_zero,
                    .quick = request.quick};
  if (request.activation) setup.rule = slope_rule(*request.activation, request.is_pre, request.epsilon);
  Converted converted(rows.dtype(), setup.columns);
  NeuronTally tally(std::move(setup), header.first_leaf);
  RowBlock block;
  constexpr std::size_t most_bytes = 32 << 20;
  const std::size_t most = std::max<std::size_t>(1, most_bytes / (8 * tally.setup().columns));
  while (left > 0) {
    rows.next(block, static_cast<std::size_t>(std::min<std::uint64_t>(most, left)));
    if (block.rows() == 0) break;
    tally.add(converted.of(block), request.threads);
    left -= block.rows();
    progress.add(block.bytes().size());
  }
  tally.finish(request.threads);
  if (request.parts == 1) {
    header.rows = tally.rows();
    header.last_leaf = leaves_of(header.rows);
  }
  return {std::move(header), std::move(tally)};
}

}  // namespace

std::vector<NeuronPart> count_dump(const DumpRequest& request, Progress& progress,
                                   std::vector<std::string>& notes) {
  Files files;
  for (const std::string& path : request.files) files.push_back(open_tensors(path, request.open));
  for (const Unreadable& other : files[0]->unreadable())
    if (!request.tensor || matches_glob(*request.tensor, other.name))
      notes.push_back(other.why.message + "; left out");
  std::vector<NeuronPart> parts;
  for (const std::string& name : chosen_tensors(*files[0], request))
    parts.push_back(count_tensor(files, request, name, progress));
  return parts;
}

}  // namespace actviz::app
