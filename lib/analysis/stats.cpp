#include "lib/analysis/stats.hpp"

namespace actviz {

Stats stats(const Function& f, const Distribution& distribution, double epsilon) {
  Stats s{moments(f, distribution), landmarks(f, epsilon)};
  for (const FlatInterval& piece : s.landmarks.dead) s.dead += distribution.probability(piece.from, piece.to);
  for (const FlatInterval& piece : s.landmarks.flat) {
    double& share = piece.side == Side::left    ? s.saturated_left
                    : piece.side == Side::right ? s.saturated_right
                                                : s.flat_inner;
    share += distribution.probability(piece.from, piece.to);
  }
  return s;
}

}  // namespace actviz
