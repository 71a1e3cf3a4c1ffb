#pragma once
// Random numbers from a seed: the same bits on every machine.
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz {

/// xoshiro256** (Blackman and Vigna 2018). Streams of one seed are as independent as those of two seeds, so
/// that threads draw the same numbers whichever of them draws first.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
    std::uint64_t state = mixed(seed) ^ mixed(stream + 0x632be59bd9b4e019);
    for (std::uint64_t& word : state_) word = mixed(state += 0x9e3779b97f4a7c15);
  }

  std::uint64_t bits() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9, shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// Between 0 and 1, neither of them: the middles of 2^53 equal steps.
  double uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }

  /// Of the normal distribution of mean 0 and deviation 1 (Doornik 2005, the ziggurat of 128 layers).
  double normal() {
    const Ziggurat& layers = ziggurat();
    for (;;) {
      const std::uint64_t drawn = bits();
      const std::size_t i = drawn & 127;
      const double u = (static_cast<double>(drawn >> 11) + 0.5) * 0x1p-52 - 1, x = u * layers.edge[i];
      if (std::fabs(u) < layers.ratio[i]) return x;
      if (i == 0) return u < 0 ? -tail() : tail();
      const double outer = exp((x * x - layers.edge[i] * layers.edge[i]) / 2),
                   inner = exp((x * x - layers.edge[i + 1] * layers.edge[i + 1]) / 2);
      if (inner + uniform() * (outer - inner) < 1) return x;
    }
  }

 private:
  /// Layers of equal area under the bell, the first of which holds the tail beyond `start`.
  struct Ziggurat {
    static constexpr double start = 3.442619855899, area = 9.91256303526217e-3;
    std::array<double, 129> edge;
    std::array<double, 128> ratio;

    Ziggurat() {
      double height = exp(-start * start / 2);
      edge[0] = area / height;
      edge[1] = start;
      edge[128] = 0;
      for (std::size_t i = 2; i < 128; ++i) {
        height += area / edge[i - 1];
        edge[i] = std::sqrt(-2 * log(height));
      }
      for (std::size_t i = 0; i < 128; ++i) ratio[i] = edge[i + 1] / edge[i];
    }
  };
  static const Ziggurat& ziggurat() {
    static const Ziggurat layers;
    return layers;
  }

  /// Beyond the first layer's edge (Marsaglia 1964).
  double tail() {
    for (;;) {
      const double x = -log(uniform()) / Ziggurat::start, y = -log(uniform());
      if (2 * y > x * x) return Ziggurat::start + x;
    }
  }

  /// splitmix64's last step.
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace actviz
