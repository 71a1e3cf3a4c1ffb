#include "lib/analysis/neuron_state.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>

#include "lib/analysis/log_histogram.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {

/// What an archive passes over: to fill where it reads, else only to look at.
template <class Archive, class T>
using Passed = std::conditional_t<Archive::reads, T, const T>;

/// Puts a tally into bytes and back; the only one beside it who knows what it holds.
struct NeuronTallyState {
  template <class Archive>
  static void pass(Archive& archive, Passed<Archive, NeuronTally>& tally) {
    archive(tally.rows_, tally.next_row_, tally.least_nonzero_, tally.most_nonzero_, tally.total_nonzero_);
    for (auto& one : tally.counts_) pass(archive, one);
    archive.sparse(tally.bins_);
    archive.sparse(tally.codes_);
    if constexpr (Archive::reads) {
      std::uint64_t count = 0;
      archive(count);
      for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t level = 0, index = 0;
        archive(level, index);
        if (level > 40 || index > (std::uint64_t{1} << 50)) archive.damaged();
        LayerSums node;
        node.neurons.resize(tally.setup_.columns);
        pass(archive, node);
        tally.tree_.add({static_cast<int>(level), index}, std::move(node));
      }
    } else {
      archive(std::uint64_t{tally.tree_.nodes().size()});
      for (const auto& [place, node] : tally.tree_.nodes()) {
        archive(static_cast<std::uint64_t>(place.level), place.index);
        pass(archive, node);
      }
    }
  }

 private:
  template <class Archive>
  static void pass(Archive& archive, Passed<Archive, NeuronCounts>& c) {
    archive(c.nan, c.infinite_up, c.infinite_down, c.zero, c.positive, c.near_zero, c.six, c.overflow_fp16,
            c.overflow_e4m3, c.overflow_e5m2, c.underflow_fp16, c.underflow_e4m3, c.underflow_e5m2,
            c.flat_left, c.flat_right, c.flat_inner, c.dead, c.min, c.max, c.least);
  }
  template <class Archive>
  static void pass(Archive& archive, Passed<Archive, LayerSums>& node) {
    archive(node.row_kurtosis, node.finite_rows);
    for (auto& one : node.neurons) {
      auto& m = one.moments;
      archive(m.n, m.mean, m.m2, m.m3, m.m4, m.rest, one.sum_abs, one.slope_squares, one.decidedness);
    }
  }
};

namespace {

constexpr std::string_view magic = "actviz neurons 2\n";
constexpr std::uint64_t most_columns = 1 << 24, most_text = 1 << 20, most_parts = 100'000;

std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t sum = 0xcbf29ce484222325;
  for (const char byte : bytes) sum = (sum ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3;
  return sum;
}

/// Appends numbers, lowest byte first.
class Writer {
 public:
  static constexpr bool reads = false;

  template <class... N>
  void operator()(const N&... numbers) {
    (add(numbers), ...);
  }
  void text(const std::string& words) {
    add(std::uint64_t{words.size()});
    bytes_ += words;
  }
  /// Counts, most of them 0: the lengths of runs of zeros and of others by turns, then the latter.
  template <class N>
  void sparse(const std::vector<N>& counts) {
    for (std::size_t i = 0; i < counts.size();) {
      const auto start = counts.begin() + static_cast<std::ptrdiff_t>(i);
      const auto some = std::find_if(start, counts.end(), [](N n) { return n != 0; });
      const auto none = std::find(some, counts.end(), N{0});
      auto zeros = static_cast<std::uint64_t>(some - start), others = static_cast<std::uint64_t>(none - some);
      short_number(zeros);
      short_number(others);
      for (auto at = some; at != none; ++at) short_number(static_cast<std::uint64_t>(*at));
      i += zeros + others;
    }
  }
  std::string take() { return std::move(bytes_); }

 private:
  void add(std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(number >> shift);
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  /// Seven bits a byte, the highest set where more follow.
  void short_number(std::uint64_t number) {
    for (; number >= 128; number >>= 7) bytes_ += static_cast<char>(number | 128);
    bytes_ += static_cast<char>(number);
  }

  std::string bytes_;
};

/// The same backwards.
class Reader {
 public:
  static constexpr bool reads = true;

  Reader(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  template <class... N>
  void operator()(N&... numbers) {
    (get(numbers), ...);
  }
  void text(std::string& words) {
    std::uint64_t size = 0;
    get(size);
    if (size > std::min<std::uint64_t>(most_text, bytes_.size())) damaged();
    words = take(static_cast<std::size_t>(size));
  }
  template <class N>
  void sparse(std::vector<N>& counts) {
    for (std::size_t i = 0; i < counts.size();) {
      const std::uint64_t zeros = short_number(), others = short_number();
      if (zeros > counts.size() - i || others > counts.size() - i - zeros || zeros + others == 0) damaged();
      i += static_cast<std::size_t>(zeros);
      for (std::uint64_t k = 0; k < others; ++k) counts[i++] = static_cast<N>(short_number());
    }
  }
  bool at_end() const { return bytes_.empty(); }
  std::size_t left() const { return bytes_.size(); }
  [[noreturn]] void damaged() const {
    throw Error(in_quotes(name_) + " is damaged", "write this part again, with --part and --partial");
  }

 private:
  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) damaged();
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  void get(std::uint64_t& number) {
    number = 0;
    const auto taken = take(8);
    for (std::size_t i = 0; i < 8; ++i)
      number |= std::uint64_t{static_cast<std::uint8_t>(taken[i])} << (8 * i);
  }
  void get(double& number) {
    std::uint64_t bits = 0;
    get(bits);
    number = std::bit_cast<double>(bits);
  }
  std::uint64_t short_number() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(take(1)[0]);
      number |= std::uint64_t{byte & 127u} << shift;
      if (byte < 128) return number;
    }
    damaged();
  }

  std::string_view bytes_;
  const std::string& name_;
};

template <class Archive>
void pass(Archive& archive, Passed<Archive, PartHeader>& header) {
  archive.text(header.tensor);
  auto files = static_cast<std::uint64_t>(header.files.size());
  archive(files);
  if constexpr (Archive::reads) {
    if (files > most_parts) archive.damaged();
    header.files.resize(static_cast<std::size_t>(files));
  }
  for (auto& file : header.files) archive.text(file);
  archive.text(header.dtype);
  archive(header.rows, header.epsilon, header.first_leaf, header.last_leaf);
}

/// What the counts depend on. The rule is kept by its words and made again by whoever needs it.
template <class Archive>
void pass(Archive& archive, Passed<Archive, NeuronSetup>& setup) {
  auto columns = static_cast<std::uint64_t>(setup.columns), type = static_cast<std::uint64_t>(setup.type),
       is_pre = static_cast<std::uint64_t>(setup.rule.is_pre),
       quick = static_cast<std::uint64_t>(setup.quick);
  archive(columns, type, is_pre, quick, setup.near_zero);
  archive.text(setup.rule.activation);
  if constexpr (Archive::reads) {
    if (columns == 0 || columns > most_columns || type > 3) archive.damaged();
    setup.columns = static_cast<std::size_t>(columns);
    setup.type = static_cast<Rows::Type>(type);
    setup.rule.is_pre = is_pre != 0;
    setup.quick = quick != 0;
  }
}

NeuronPart read_part(Reader& reader) {
  PartHeader header;
  NeuronSetup setup;
  pass(reader, header);
  pass(reader, setup);
  // A neuron's counts alone take more than this: no memory for neurons that cannot be there.
  if (reader.left() / 100 < setup.columns) reader.damaged();
  if (!setup.rule.activation.empty())
    setup.rule = slope_rule(Function::parse(setup.rule.activation), setup.rule.is_pre, header.epsilon);
  if (header.first_leaf > header.last_leaf ||
      header.last_leaf != std::min(header.last_leaf, leaves_of(header.rows)))
    reader.damaged();
  NeuronTally tally(std::move(setup), header.first_leaf);
  NeuronTallyState::pass(reader, tally);
  return {std::move(header), std::move(tally)};
}

/// What all parts of one dump share, as words.
std::string identity(const NeuronPart& part) {
  const NeuronSetup& setup = part.tally.setup();
  std::string text = part.header.tensor + '\n' + part.header.dtype + '\n' + setup.rule.activation;
  for (const double number : {static_cast<double>(part.header.rows), static_cast<double>(setup.columns),
                              static_cast<double>(setup.rule.is_pre), static_cast<double>(setup.quick),
                              setup.near_zero, part.header.epsilon})
    text += '\n' + to_text(number);
  for (const std::string& file : part.header.files) text += '\n' + file;
  return text;
}

struct Named {
  NeuronPart part;
  const std::string* name;
};

/// One dump from all of its parts.
NeuronPart joined(std::vector<Named> parts) {
  std::ranges::sort(parts, {}, [](const Named& one) { return one.part.header.first_leaf; });
  const std::uint64_t leaves = leaves_of(parts[0].part.header.rows);
  std::uint64_t covered = 0;
  for (const Named& one : parts) {
    const PartHeader& header = one.part.header;
    if (header.first_leaf > covered)
      throw Error("rows from " + std::to_string(covered * NeuronTally::leaf_rows) + " to " +
                      std::to_string(header.first_leaf * NeuronTally::leaf_rows) +
                      " are in no part, before " + in_quotes(*one.name),
                  "name all parts, --part 1/N to N/N");
    if (header.first_leaf < covered && header.last_leaf > header.first_leaf)
      throw Error("the rows of " + in_quotes(*one.name) + " are in another part too",
                  "name each part once, all of them from the same N of --part K/N");
    covered = std::max(covered, header.last_leaf);
  }
  if (covered < leaves)
    throw Error("rows from " + std::to_string(covered * NeuronTally::leaf_rows) + " on are in no part",
                "name all parts, --part 1/N to N/N");
  NeuronPart whole = std::move(parts[0].part);
  for (std::size_t i = 1; i < parts.size(); ++i) whole.tally.add(std::move(parts[i].part.tally));
  whole.header.first_leaf = 0;
  whole.header.last_leaf = leaves;
  return whole;
}

}  // namespace

std::uint64_t leaves_of(std::uint64_t rows) {
  return rows / NeuronTally::leaf_rows + (rows % NeuronTally::leaf_rows > 0 ? 1 : 0);
}

void write_parts(const std::vector<NeuronPart>& parts, Sink& sink) {
  Writer writer;
  writer(std::uint64_t{parts.size()});
  for (const NeuronPart& part : parts) {
    pass(writer, part.header);
    pass(writer, part.tally.setup());
    NeuronTallyState::pass(writer, part.tally);
  }
  const std::string bytes = writer.take();
  Writer sum;
  sum(checksum(bytes));
  sink.write(magic);
  sink.write(bytes);
  sink.write(sum.take());
}

std::vector<NeuronPart> read_parts(std::string_view bytes, const std::string& name) {
  if (!bytes.starts_with(magic.substr(0, magic.size() - 2)))
    throw Error(in_quotes(name) + " is no part of a count of neurons",
                "write parts with actviz neurons FILES --part K/N --partial FILE");
  if (!bytes.starts_with(magic))
    throw Error(in_quotes(name) + " was written by another version of actviz",
                "write all parts with one version");
  bytes.remove_prefix(magic.size());
  Reader whole(bytes, name);
  if (bytes.size() < 16) whole.damaged();
  const std::string_view content = bytes.substr(0, bytes.size() - 8);
  Reader end(bytes.substr(bytes.size() - 8), name), reader(content, name);
  std::uint64_t check = 0, count = 0;
  end(check);
  if (check != checksum(content)) whole.damaged();
  reader(count);
  if (count == 0 || count > most_parts) reader.damaged();
  std::vector<NeuronPart> parts;
  for (std::uint64_t i = 0; i < count; ++i) parts.push_back(read_part(reader));
  if (!reader.at_end()) reader.damaged();
  return parts;
}

std::vector<NeuronPart> merged(std::vector<std::vector<NeuronPart>> files,
                               const std::vector<std::string>& names) {
  std::vector<std::vector<Named>> dumps(files[0].size());
  for (std::size_t f = 0; f < files.size(); ++f) {
    const bool same_tensors = files[f].size() == dumps.size();
    for (std::size_t t = 0; t < std::min(files[f].size(), dumps.size()); ++t) {
      if (!same_tensors || (f > 0 && identity(files[f][t]) != identity(dumps[t][0].part)))
        throw Error(in_quotes(names[f]) + " is a part of something else than " + in_quotes(names[0]),
                    "merge parts of the same files, counted with the same options");
      dumps[t].push_back({std::move(files[f][t]), &names[f]});
    }
  }
  std::vector<NeuronPart> whole;
  for (auto& parts : dumps) whole.push_back(joined(std::move(parts)));
  return whole;
}

}  // namespace actviz
