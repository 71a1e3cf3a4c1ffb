#include "lib/batch/benchmark.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>

#include "lib/base/parallel.hpp"
#include "lib/batch/map.hpp"
#include "lib/number/random.hpp"

namespace actviz::batch {
namespace {

/// Small arrays are worked on again until they add up to this; by several threads to more, beside which
/// their start does not count.
constexpr std::size_t least_elements = 1 << 18, least_in_parallel = 1 << 24;

struct Task {
  const Function* function;
  Work work;
  std::vector<double> nanoseconds{}, copies{};
};

class Arrays {
 public:
  explicit Arrays(std::size_t count)
      : memory_(3 * (count + line)), x_(part(0, count)), y_(part(1, count)), slope_(part(2, count)) {
    Random random(1);
    for (float& x : x_) x = static_cast<float>(random.uniform() * 20 - 10);
  }
  /// One of as many equal shares of the array as there are threads.
  void run(const Task& task, InstructionSet set, unsigned share, unsigned shares) {
    const std::size_t lines = (x_.size() + line - 1) / line;
    const std::size_t begin = std::min(x_.size(), lines * share / shares * line);
    const std::size_t count = std::min(x_.size(), lines * (share + 1) / shares * line) - begin;
    const auto x = x_.subspan(begin, count), y = y_.subspan(begin, count);
    switch (task.work) {
      case Work::copy:
        std::memcpy(y.data(), x.data(), x.size() * sizeof(float));
        return;
      case Work::value:
        return map(*task.function, x, y, set);
      case Work::slope:
        return map_slope(*task.function, x, y, set);
      case Work::both:
        return map_both(*task.function, x, y, slope_.subspan(begin, count), set);
    }
  }

 private:
  static constexpr std::size_t line = 16;  ///< of a cache

  /// An array from the beginning of a line on.
  std::span<float> part(std::size_t index, std::size_t count) {
    void* place = memory_.data() + index * (count + line);
    std::size_t room = (count + line) * sizeof(float);
    return {static_cast<float*>(std::align(line * sizeof(float), count * sizeof(float), place, room)), count};
  }

  std::vector<float> memory_;
  std::span<float> x_, y_, slope_;
};

std::vector<Task> tasks_of(std::span<const Function> functions) {
  std::vector<Task> tasks{{nullptr, Work::copy}};
  for (const Function& f : functions)
    for (const Work work : {Work::value, Work::slope, Work::both}) tasks.push_back({&f, work});
  return tasks;
}

}  // namespace

Spread spread(std::vector<double> numbers) {
  std::ranges::sort(numbers);
  return {numbers[(numbers.size() - 1) / 2], numbers.front(), numbers.back()};
}

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<Measurement> benchmark(std::span<const Function> functions, const BenchmarkPlan& plan) {
  std::vector<Measurement> all;
  for (const std::size_t elements : plan.elements) {
    Arrays arrays(elements);
    std::vector<Task> tasks = tasks_of(functions);
    const std::size_t least = plan.threads > 1 ? least_in_parallel : least_elements;
    const std::size_t repetitions = std::clamp<std::size_t>(least / elements, 1, least_elements);
    for (int round = -1; round < plan.rounds; ++round)  // the first only touches the memory
      for (Task& task : tasks) {
        const double start = plan.seconds();
        in_parallel(plan.threads, [&](unsigned share) {
          for (std::size_t i = 0; i < repetitions; ++i) arrays.run(task, plan.set, share, plan.threads);
        });
        const double took = plan.seconds() - start;
        if (round < 0) continue;
        task.nanoseconds.push_back(took * 1e9 / static_cast<double>(elements * repetitions));
        task.copies.push_back(task.nanoseconds.back() / tasks.front().nanoseconds.back());
      }
    for (const Task& task : tasks)
      all.push_back({task.function ? task.function->label() : "", task.work, elements,
                     spread(task.nanoseconds), spread(task.copies)});
  }
  return all;
}

}  // namespace actviz::batch
