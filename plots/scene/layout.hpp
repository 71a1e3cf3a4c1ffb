#pragma once
// From data to points: sizes, ticks, legend, clipping.
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// Lays a figure out on a medium. Pure: the same figure and medium give the same scene on every machine.
Scene layout(const Figure& figure, const Medium& medium);

}  // namespace actviz::plots
