#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

std::span<const Illustration> illustrations() { return {}; }

}  // namespace actviz::notes
