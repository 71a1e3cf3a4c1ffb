#include "app/softmax_input.hpp"

#include <algorithm>

#include "app/number_source.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/data/tensor_file.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t most_scores = 100'000'000;
constexpr const char* ways = "write actviz softmax 9 6 3 1, --from FILE, or numbers on standard input";

std::vector<double> from_words(const std::vector<std::string>& words) {
  std::vector<double> scores;
  for (const std::string& word : words) {
    const auto score = parse_quantity(word);
    if (!score)
      throw Error("expected scores, got " + in_quotes(word),
                  "write numbers with spaces between them: 9 6 -3 1e-2 -inf");
    scores.push_back(*score);
  }
  return scores;
}

std::vector<double> from_stream(NumberStream& stream) {
  std::vector<double> scores;
  while (const auto score = stream.next()) {
    if (scores.size() == most_scores)
      throw Error("more than " + std::to_string(most_scores) + " scores", "take a part of them");
    scores.push_back(*score);
  }
  return scores;
}

bool is_tensor_file(const std::string& path) {
  constexpr std::string_view endings[] = {".npy", ".npz", ".safetensors"};
  return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

std::size_t chosen_tensor(const TensorFile& file, const ScoreSource& source) {
  std::vector<std::string_view> names;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < file.tensors().size(); ++i) {
    names.push_back(file.tensors()[i].name);
    if (!source.tensor || matches_glob(*source.tensor, names.back())) chosen.push_back(i);
  }
  const std::string path = in_quotes(*source.from);
  if (chosen.size() == 1) return chosen[0];
  if (chosen.empty())
    throw Error("--tensor: " + path + " has no tensor that matches " + in_quotes(*source.tensor),
                did_you_mean(*source.tensor, names, "* stands for any characters: --tensor '*logits*'"));
  throw Error(path + " has " + std::to_string(chosen.size()) + " tensors to choose from",
              "name one: --tensor " + escape_controls(names[chosen[0]]));
}

std::uint64_t parse_row(const std::optional<std::string>& text, const RowReader& reader,
                        const std::string& path) {
  if (!text) {
    if (reader.rows() == 1) return 0;
    throw Error("--row: " + in_quotes(path) + " has more than one row", "rows are counted from 0: --row 0");
  }
  const auto row = parse_count(*text);
  if (!row) throw Error("--row: expected a whole number, got " + in_quotes(*text), "rows are counted from 0");
  return static_cast<std::uint64_t>(*row);
}

/// A row of a tensor along its last axis.
std::vector<double> from_tensor(const ScoreSource& source) {
  const auto file = open_tensors(*source.from);
  const auto reader = file->rows(chosen_tensor(*file, source));
  const std::uint64_t row = parse_row(source.row, *reader, *source.from);
  reader->skip(row);
  RowBlock block;
  reader->next(block, 1);
  if (block.rows() == 0)
    throw Error("--row: " + in_quotes(*source.from) + " has no row " + std::to_string(row) +
                    (reader->rows() ? ", expected one below " + std::to_string(*reader->rows()) : ""),
                "rows are counted from 0");
  std::vector<double> scores(static_cast<std::size_t>(reader->columns()));
  to_doubles(reader->dtype(), block.bytes(), scores);
  return scores;
}

}  // namespace

std::vector<double> read_scores(const ScoreSource& source, Io& io) {
  if (source.from && !source.words.empty())
    throw Error("expected scores or --from, got both", "leave one of them out");
  if (!source.from && (source.row || source.tensor))
    throw Error("--row and --tensor say what to take from a file", "name it with --from FILE");
  std::vector<double> scores;
  if (!source.words.empty())
    scores = from_words(source.words);
  else if (source.from && (source.row || source.tensor || is_tensor_file(*source.from)))
    scores = from_tensor(source);
  else if (source.from || !io.in_is_terminal)
    scores = from_stream(*open_numbers(source.from.value_or("-"), io));
  if (scores.empty()) throw Error("no scores given", ways);
  return scores;
}

std::vector<double> parse_numbers(std::string_view option, const std::string& text) {
  std::vector<double> numbers;
  for (const std::string_view word : split(text, ',')) {
    const auto number = parse_quantity(word);
    if (!number)
      throw Error(std::string(option) + ": expected numbers with commas between them, got " + in_quotes(text),
                  "write " + std::string(option) + " 1,0,-0.5");
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace actviz::app
