#include "lib/analysis/propagation.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/matrix_products.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/parallel.hpp"
#include "lib/number/random.hpp"

namespace actviz {
namespace {

using Matrix = Eigen::MatrixXd;
using Index = Eigen::Index;

/// Inputs that one thread takes at a time: whoever takes them, the sums are the same.
constexpr Index chunk_columns = 32;

/// Weights are kept for the way back where they fit, else drawn again.
constexpr double most_for_weights = 512.0 * (1 << 20), most_memory = 4096.0 * (1 << 20);

/// Which random numbers are meant: rows of streams for each layer.
enum Draw : std::uint64_t { weights_draw = 0, bias_draw = 1, input_draw = 2, gradient_draw = 3 };
std::uint64_t stream(Draw draw, int layer, Index column) {
  return (static_cast<std::uint64_t>(draw) << 60) | (static_cast<std::uint64_t>(layer) << 32) |
         static_cast<std::uint64_t>(column);
}

/// Sums of numbers over a power of two, which nothing overflows or underflows.
struct ScaledSums {
  double scale = 0, sum = 0, squares = 0, count = 0;

  static ScaledSums of(const Eigen::Ref<const Matrix>& values) {
    ScaledSums sums;
    sums.count = static_cast<double>(values.size());
    if (!values.allFinite()) {
      sums.scale = sums.sum = sums.squares = std::numeric_limits<double>::quiet_NaN();
      return sums;
    }
    const double most = values.cwiseAbs().maxCoeff();
    if (most == 0) return sums;
    sums.scale = std::ldexp(1.0, std::ilogb(most));
    for (Index c = 0; c < values.cols(); ++c)
      for (Index r = 0; r < values.rows(); ++r) {
        const double x = values(r, c) / sums.scale;
        sums.sum += x;
        sums.squares += x * x;
      }
    return sums;
  }

  void add(const ScaledSums& other) {
    const double more = std::isnan(scale) || scale > other.scale ? scale : other.scale,
                 mine = more > 0 ? scale / more : 0, theirs = more > 0 ? other.scale / more : 0;
    sum = sum * mine + other.sum * theirs;
    squares = squares * mine * mine + other.squares * theirs * theirs;
    scale = more;
    count += other.count;
  }

  double mean() const { return scale * (sum / count); }
  double rms() const { return scale * std::sqrt(squares / count); }
  double sd() const {
    return scale * std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
  }
};

/// What a chunk of inputs says of a layer.
struct ChunkSignal {
  ScaledSums sums;
  double saturated = 0;
  std::vector<std::uint8_t> alive;  ///< by neuron
  Eigen::VectorXd directions;       ///< the inputs' signals, each of length 1, added
  double directed = 0;              ///< how many have a length
};

/// The run of one network.
class Simulation {
 public:
  Simulation(const Function& f, const Network& network, std::uint64_t seed, unsigned threads)
      : f_(f),
        network_(network),
        seed_(seed),
        threads_(threads),
        width_(static_cast<Index>(network.width)),
        batch_(static_cast<Index>(network.batch)),
        deviation_(std::sqrt(weight_variance(
            network.scheme, f, {static_cast<double>(network.width), static_cast<double>(network.width)}))) {
    const Landmarks found = landmarks(f, network.epsilon);
    dead_ = found.dead;
    for (const FlatInterval& one : found.flat)
      if (one.side != Side::inner) flat_.push_back(one);
    const double bytes =
        static_cast<double>(network.layers) * static_cast<double>(width_ * width_) * sizeof(double);
    keeps_weights_ = bytes <= most_for_weights;
  }

  std::vector<LayerSignal> run() {
    signal_ = drawn(input_draw, 0, batch_);
    std::vector<LayerSignal> layers;
    for (int l = 0; l < network_.layers; ++l) layers.push_back(forward(l));
    backward(layers);
    return layers;
  }

 private:
  template <class F>
  void for_chunks(const F& f) const {
    const Index chunks = (batch_ + chunk_columns - 1) / chunk_columns;
    const auto shares = static_cast<unsigned>(std::min<Index>(threads_, chunks));
    in_parallel(shares, [&](unsigned share) {
      for (Index chunk = share; chunk < chunks; chunk += shares)
        f(chunk, chunk * chunk_columns, std::min(chunk_columns, batch_ - chunk * chunk_columns));
    });
  }

  Matrix drawn(Draw draw, int layer, Index columns) const {
    Matrix numbers(width_, columns);
    const auto shares = static_cast<unsigned>(std::min<Index>(threads_, columns));
    const bool is_uniform = draw == weights_draw && network_.scheme.kind == InitScheme::Kind::torch;
    in_parallel(shares, [&](unsigned share) {
      for (Index c = share; c < columns; c += shares) {
        Random random(seed_, stream(draw, layer, c));
        for (Index r = 0; r < width_; ++r)
          numbers(r, c) = is_uniform ? (2 * random.uniform() - 1) * std::sqrt(3.0) : random.normal();
      }
    });
    return numbers;
  }

  Matrix new_weights(int layer) const {
    Matrix weights = drawn(weights_draw, layer, width_);
    if (network_.scheme.kind != InitScheme::Kind::orthogonal) return weights * deviation_;
    // Q alone would favour some directions: the signs of R make all equally likely (Mezzadri 2007).
    const Eigen::HouseholderQR<Matrix> qr(weights);
    Matrix q = qr.householderQ();
    for (Index c = 0; c < width_; ++c)
      if (qr.matrixQR()(c, c) < 0) q.col(c) = -q.col(c);
    return q;
  }

  const Matrix& weights(int layer) {
    if (keeps_weights_ && static_cast<std::size_t>(layer) < weights_.size())
      return weights_[static_cast<std::size_t>(layer)];
    if (!keeps_weights_) weights_.clear();
    weights_.push_back(new_weights(layer));
    return weights_.back();
  }

  bool lies_in(const std::vector<FlatInterval>& intervals, double z) const {
    return std::ranges::any_of(intervals,
                               [z](const FlatInterval& one) { return z >= one.from && z <= one.to; });
  }

  /// Activates a chunk of pre-activations in place.
  ChunkSignal activate(Eigen::Ref<Matrix> z, Eigen::Ref<Matrix> slopes) const {
    ChunkSignal chunk;
    chunk.alive.resize(network_.width);
    for (Index c = 0; c < z.cols(); ++c)
      for (Index r = 0; r < width_; ++r) {
        const double x = z(r, c);
        chunk.saturated += lies_in(flat_, x) ? 1 : 0;
        if (!lies_in(dead_, x)) chunk.alive[static_cast<std::size_t>(r)] = 1;
        const auto [value, slope] = f_.value_and_slope(x);
        z(r, c) = value;
        slopes(r, c) = slope;
      }
    chunk.sums = ScaledSums::of(z);
    chunk.directions = Eigen::VectorXd::Zero(width_);
    if (!(chunk.sums.scale > 0) || !std::isfinite(chunk.sums.scale)) return chunk;
    for (Index c = 0; c < z.cols(); ++c) {
      const Eigen::VectorXd scaled = z.col(c) / chunk.sums.scale;
      const double length = std::sqrt(scaled.squaredNorm());
      if (!(length > 0)) continue;
      chunk.directions += scaled / length;
      ++chunk.directed;
    }
    return chunk;
  }

  LayerSignal forward(int layer) {
    const Matrix& w = weights(layer);
    const Matrix biases = network_.bias_variance > 0
                              ? Matrix(drawn(bias_draw, layer, 1) * std::sqrt(network_.bias_variance))
                              : Matrix::Zero(width_, 1);
    slopes_.emplace_back(width_, batch_);
    Matrix& slopes = slopes_.back();
    Matrix next(width_, batch_);
    std::vector<ChunkSignal> chunks(static_cast<std::size_t>((batch_ + chunk_columns - 1) / chunk_columns));
    for_chunks([&](Index chunk, Index first, Index count) {
      auto z = next.middleCols(first, count);
      z.noalias() = w * signal_.middleCols(first, count);
      z.colwise() += biases.col(0);
      chunks[static_cast<std::size_t>(chunk)] = activate(z, slopes.middleCols(first, count));
    });
    signal_ = std::move(next);
    return summary(chunks);
  }

  LayerSignal summary(const std::vector<ChunkSignal>& chunks) const {
    ChunkSignal all = chunks[0];
    for (std::size_t i = 1; i < chunks.size(); ++i) {
      all.sums.add(chunks[i].sums);
      all.saturated += chunks[i].saturated;
      all.directions += chunks[i].directions;
      all.directed += chunks[i].directed;
      for (std::size_t r = 0; r < all.alive.size(); ++r) all.alive[r] |= chunks[i].alive[r];
    }
    LayerSignal layer;
    layer.mean = all.sums.mean();
    layer.sd = all.sums.sd();
    layer.log10_sd = std::log10(layer.sd);
    layer.dead = static_cast<double>(std::ranges::count(all.alive, 0)) / static_cast<double>(width_);
    layer.saturated = all.saturated / all.sums.count;
    const double pairs = all.directed * (all.directed - 1);
    layer.cosine = pairs > 0 ? (all.directions.squaredNorm() - all.directed) / pairs
                             : std::numeric_limits<double>::quiet_NaN();
    return layer;
  }

  void backward(std::vector<LayerSignal>& layers) {
    Matrix gradient = drawn(gradient_draw, 0, batch_);
    const double last = total(gradient).rms();
    double exponent =
        0;  // of two: the gradient is kept near 1, for only its direction matters to what follows
    for (std::size_t l = layers.size(); l-- > 0;) {
      if (l + 1 < layers.size()) {
        const Matrix& w = weights(static_cast<int>(l) + 1);
        Matrix next(width_, batch_);
        for_chunks([&](Index, Index first, Index count) {
          auto part = next.middleCols(first, count);
          part.noalias() = w.transpose() * gradient.middleCols(first, count);
          part.array() *= slopes_[l].middleCols(first, count).array();
        });
        gradient = std::move(next);
      }
      const ScaledSums sums = total(gradient);
      const double rms = sums.rms() / last;
      layers[l].log10_gradient = std::log10(rms) + exponent * std::log10(2.0);
      layers[l].gradient = std::ldexp(rms, static_cast<int>(exponent));
      if (!(sums.scale > 0) || !std::isfinite(sums.scale)) continue;
      gradient /= sums.scale;
      exponent += std::ilogb(sums.scale);
    }
  }

  ScaledSums total(const Matrix& values) const {
    std::vector<ScaledSums> chunks(static_cast<std::size_t>((batch_ + chunk_columns - 1) / chunk_columns));
    for_chunks([&](Index chunk, Index first, Index count) {
      chunks[static_cast<std::size_t>(chunk)] = ScaledSums::of(values.middleCols(first, count));
    });
    ScaledSums all = chunks[0];
    for (std::size_t i = 1; i < chunks.size(); ++i) all.add(chunks[i]);
    return all;
  }

  const Function& f_;
  const Network& network_;
  std::uint64_t seed_;
  unsigned threads_;
  Index width_, batch_;
  double deviation_;
  std::vector<FlatInterval> dead_, flat_;
  bool keeps_weights_ = true;
  std::vector<Matrix> weights_, slopes_;
  Matrix signal_;
};

double memory_of(const Network& network) {
  const auto layers = static_cast<double>(network.layers), width = static_cast<double>(network.width),
             batch = static_cast<double>(network.batch);
  const double weights = layers * width * width * sizeof(double);
  return (layers + 3) * width * batch * sizeof(double) +
         (weights <= most_for_weights ? weights : 3 * width * width * sizeof(double));
}

}  // namespace

void check_memory(const Network& network) {
  const double bytes = memory_of(network);
  if (!(bytes <= most_memory))
    throw Error("a network of " + std::to_string(network.layers) + " layers of " +
                    std::to_string(network.width) + " with a batch of " + std::to_string(network.batch) +
                    " takes " + to_text(bytes / (1 << 30), 3) + " GiB, more than 4",
                "take a smaller width, batch or number of layers, or --predict");
}

std::vector<LayerSignal> simulate(const Function& f, const Network& network, std::uint64_t seed,
                                  unsigned threads) {
  check_memory(network);
  fix_product_blocks();
  return Simulation(f, network, seed, threads).run();
}

}  // namespace actviz
