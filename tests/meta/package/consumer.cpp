// A user of the installed libraries: one value, one figure.
#include <cstdio>

#include "lib/catalogue/function.hpp"
#include "plots/backend/backends.hpp"
#include "plots/charts/curves.hpp"
#include "plots/scene/layout.hpp"

int main(int, char** arguments) {
  const auto gelu = actviz::Function::parse("gelu");
  std::printf("gelu(1) = %.16g\n", gelu(1));
  const auto figure = actviz::plots::curves({&gelu, 1}, {.lo = -5, .hi = 5});
  actviz::write_file(arguments[1], [&](actviz::Sink& sink) {
    actviz::plots::write_svg(actviz::plots::layout(figure, {}), sink);
  });
}
