// exhaustive [FUNCTION...] [--order value|slope] [--folder FOLDER] [--chunks N] [--threads N] [--record
// FILE]: proves the float kernels of functions, value and slope, right at all 2^32 floats (see proof.hpp), or
// says where they are not; all functions of the catalogue where none is named. Ends with 1 where a float is
// misrounded.
//
// A chunk is 2^24 floats. What is done of a function is kept in FOLDER (default: the current one), from where
// an interrupted run of the same program goes on; N of the chunks are done at most in this run. --record puts
// what is complete into the rows of lib/catalogue/rounding_record.inc.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/files.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/parallel.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/rounding_record.hpp"
#include "tests/exhaustive/proof.hpp"

namespace actviz::test {
namespace {

constexpr unsigned chunks = 256;
constexpr std::uint32_t chunk_size = 1u << 24;
constexpr const char* order_names[] = {"value", "slope"};

struct Options {
  std::vector<std::string> functions;
  std::vector<int> orders = {0, 1};
  std::string folder = ".", record;
  unsigned threads = 1;
  unsigned chunks_left = ~0u;
};

Options parse(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      options.functions.push_back(words[i]);
      continue;
    }
    const std::string& option = words[i];
    const auto fail = [&] {
      throw Error(
          "unknown option, or not what it takes: " + in_quotes(option),
          "exhaustive [FUNCTION...] [--order value|slope] [--folder FOLDER] [--chunks N] [--threads N] "
          "[--record FILE]");
    };
    if (++i == words.size()) fail();
    const auto number = [&] {
      const auto known = parse_count(words[i]);
      if (!known) fail();
      return static_cast<unsigned>(std::min(known.value_or(0), 1'000'000LL));
    };
    if (option == "--order") {
      const auto found = std::ranges::find(order_names, words[i]);
      if (found == std::end(order_names)) fail();
      options.orders = {static_cast<int>(found - std::begin(order_names))};
    } else if (option == "--folder") {
      options.folder = words[i];
    } else if (option == "--record") {
      options.record = words[i];
    } else if (option == "--chunks") {
      options.chunks_left = number();
    } else if (option == "--threads") {
      options.threads = std::max(number(), 1u);
    } else {
      fail();
    }
  }
  if (!folder_exists(options.folder)) throw Error("no folder " + in_quotes(options.folder), "make it first");
  if (options.functions.empty())
    for (const Activation& activation : catalogue()) options.functions.emplace_back(activation.name);
  return options;
}

/// The time of the processor in all threads, in seconds.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Of this program: what another one has found says nothing of it.
std::uint64_t fingerprint() {
  static const std::uint64_t known = [] {
    std::ifstream program("/proc/self/exe", std::ios::binary);
    return std::hash<std::string>{}({std::istreambuf_iterator<char>(program), {}});
  }();
  return known;
}

/// How far a proof is.
struct State {
  unsigned done = 0;  ///< chunks
  double seconds = 0;
  Findings findings;
};

State load(const std::string& path) {
  State state;
  Findings& f = state.findings;
  std::uint64_t program = 0;
  std::ifstream in(path);
  in >> program >> state.done >> state.seconds >> f.inputs >> f.misrounded >> f.in_full >> f.undecided >>
      f.first >> f.greatest_ulp;
  return in && program == fingerprint() ? state : State{};
}

void save(const State& state, const std::string& path) {
  const Findings& f = state.findings;
  std::ofstream(path) << fingerprint() << ' ' << state.done << ' ' << state.seconds << ' ' << f.inputs << ' '
                      << f.misrounded << ' ' << f.in_full << ' ' << f.undecided << ' ' << f.first << ' '
                      << f.greatest_ulp << '\n';
}

void advance(const Proof& proof, unsigned threads, State& state) {
  const double start = now();
  const unsigned count = std::min(threads, chunks - state.done);
  std::vector<Findings> parts(count);
  for_each_in_parallel(count, count, [&](std::size_t i) {
    parts[i] = proof.check((state.done + static_cast<std::uint32_t>(i)) * chunk_size, chunk_size);
  });
  for (const Findings& part : parts) state.findings += part;
  state.done += count;
  state.seconds += now() - start;
}

void print(const std::string& name, int order, const State& state) {
  const Findings& f = state.findings;
  std::printf("%-20s %s %3u of %u chunks, %10llu inputs, %llu misrounded", name.c_str(), order_names[order],
              state.done, chunks, static_cast<unsigned long long>(f.inputs),
              static_cast<unsigned long long>(f.misrounded));
  if (f.misrounded > 0)
    std::printf(" (first %a), greatest error %.6g ULP", static_cast<double>(std::bit_cast<float>(f.first)),
                f.greatest_ulp);
  std::printf(", %llu in full, %llu undecided, %.0f s\n", static_cast<unsigned long long>(f.in_full),
              static_cast<unsigned long long>(f.undecided), state.seconds);
  std::fflush(stdout);
}

/// Replaces the rows of a record, one a line, by those that are now known.
void write_record(const std::string& path, const std::vector<RoundingRow>& rows) {
  std::map<std::string, std::string> lines;  // by what is before the second comma: the name and the order
  const auto key = [](const std::string& line) { return line.substr(0, line.find(',', line.find(',') + 1)); };
  std::ifstream before(path);
  for (std::string line; std::getline(before, line);)
    if (line.starts_with('{')) lines[key(line)] = line;
  for (const RoundingRow& row : rows) {
    const std::string end = std::isinf(row.end) ? "infinity" : to_text(row.end);
    const std::string line = "{\"" + std::string(row.function) + "\", " + std::to_string(row.order) + ", " +
                             end + ", " + std::to_string(row.inputs) + ", " + std::to_string(row.misrounded) +
                             ", " + to_text(row.greatest_ulp, 6) + ", " + to_text(row.seconds) + "},";
    lines[key(line)] = line;
  }
  std::ofstream record(path);
  record << "// The rows of rounding_record.cpp, written by tests/exhaustive.\n";
  for (const auto& [_, line] : lines) record << line << '\n';
}

int main_of(int count, char** arguments) {
  Options options = parse(count, arguments);
  bool is_right = true;
  std::vector<RoundingRow> rows;
  for (const std::string& text : options.functions) {
    const Function f = Function::parse(text);
    if (f.is_formula()) throw Error("a formula has no kernels: " + text, "name functions of actviz list");
    for (const int order : options.orders) {
      const std::string name = f.name(),
                        path = options.folder + '/' + name + '.' + order_names[order] + ".txt";
      const Proof proof(f.activation(), order);
      State state = load(path);
      while (state.done < chunks && options.chunks_left > 0) {
        const unsigned before = state.done;
        advance(proof, std::min(options.threads, options.chunks_left), state);
        options.chunks_left -= state.done - before;
        save(state, path);
        std::fprintf(stderr, "\r%s %s: %u of %u ", name.c_str(), order_names[order], state.done, chunks);
      }
      std::fprintf(stderr, "\r");
      print(name, order, state);
      const Findings& found = state.findings;
      is_right = is_right && found.misrounded == 0;
      if (state.done == chunks)
        rows.push_back({f.activation().name, order, proof.end(), found.inputs, found.misrounded,
                        found.greatest_ulp, std::round(state.seconds)});
    }
  }
  if (!options.record.empty()) write_record(options.record, rows);
  return is_right ? 0 : 1;
}

}  // namespace
}  // namespace actviz::test

int main(int count, char** arguments) {
  try {
    return actviz::test::main_of(count, arguments);
  } catch (const actviz::Error& error) {
    std::fprintf(stderr, "error: %s\nhint: %s\n", error.message.c_str(), error.hint.c_str());
    return 2;
  }
}
