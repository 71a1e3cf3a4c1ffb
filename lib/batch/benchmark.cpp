#include "lib/batch/benchmark.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>

#include "lib/batch/map.hpp"
#include "lib/number/random.hpp"

namespace actviz::batch {
namespace {

/// Small arrays are worked on again until they add up to this.
constexpr std::size_t least_elements = 1 << 18;

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
  void run(const Task& task, InstructionSet set) {
    switch (task.work) {
      case Work::copy:
        std::memcpy(y_.data(), x_.data(), x_.size() * sizeof(float));
        return;
      case Work::value:
        return map(*task.function, x_, y_, set);
      case Work::slope:
        return map_slope(*task.function, x_, y_, set);
      case Work::both:
        return map_both(*task.function, x_, y_, slope_, set);
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
    const std::size_t repetitions = std::max<std::size_t>(1, least_elements / elements);
    for (int round = -1; round < plan.rounds; ++round)  // the first only touches the memory
      for (Task& task : tasks) {
        const double start = plan.seconds();
        for (std::size_t i = 0; i < repetitions; ++i) arrays.run(task, plan.set);
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
