#include "app/ffn_pass.hpp"

#include "lib/base/files.hpp"
#include "lib/base/text.hpp"
#include "lib/data/safetensors_writer.hpp"

namespace actviz::app {
namespace {

/// The rows of the one tensor of a file.
std::unique_ptr<RowReader> input_rows(const std::string& path) {
  const auto file = open_tensors(path);
  if (file->tensors().size() != 1)
    throw Error("--input: " + in_quotes(path) + " holds " + std::to_string(file->tensors().size()) +
                    " tensors, expected one",
                "save the input alone, as .npy");
  return file->rows(0);
}

/// The arrays that there are, by name.
std::vector<std::pair<std::string, const DenseMatrix*>> arrays_of(const FfnActivations& activations) {
  std::vector<std::pair<std::string, const DenseMatrix*>> arrays;
  for (const auto& [name, array] : {std::pair("gate", &activations.gate),
                                    {"up", &activations.up},
                                    {"hidden", &activations.hidden},
                                    {"output", &activations.output}})
    if (!array->values.empty()) arrays.emplace_back(name, array);
  return arrays;
}

void write_dump(const std::string& path, const FfnActivations& activations) {
  std::vector<NamedMatrix> tensors;
  for (const auto& [name, array] : arrays_of(activations))
    tensors.push_back({name, static_cast<std::uint64_t>(array->shape.rows),
                       static_cast<std::uint64_t>(array->shape.columns), array->values});
  write_file(path, [&](Sink& sink) { write_safetensors(tensors, sink); });
}

FfnShapes shapes_of(const FfnKind& kind, const FfnCost& cost) {
  const Shape in{cost.d_model, cost.d_ff}, out{cost.d_ff, cost.d_model};
  return {{}, in, kind.gate ? in : Shape{}, out};
}

}  // namespace

PassReport forward_pass(const FfnKind& kind, const FfnCost& cost, const FfnWeightFile* weights,
                        const PassRequest& request, FfnOrder order) {
  const std::uint64_t seed = request.seed.value_or(0);
  FfnShapes shapes = weights ? weights->shapes() : shapes_of(kind, cost);
  const auto reader = request.input ? input_rows(*request.input) : nullptr;
  shapes.x = reader ? Shape{static_cast<std::int64_t>(reader->rows().value_or(1)),
                            static_cast<std::int64_t>(reader->columns())}
                    : Shape{*request.rows, cost.d_model};
  check_shapes(kind, shapes, order);
  check_forward_memory(kind, cost, shapes.x.rows);
  const DenseMatrix x = reader ? read_matrix(*reader, in_quotes(*request.input))
                               : random_input(shapes.x.rows, shapes.x.columns, seed);
  check_forward_memory(kind, cost, x.shape.rows);  // a file need not say how many rows it has
  const FfnActivations activations =
      forward(kind, weights ? weights->read() : random_weights(kind, cost, seed), x, order);
  PassReport report{.rows = x.shape.rows};
  if (!weights || !request.input) report.seed = seed;
  for (const auto& [name, array] : arrays_of(activations))
    report.arrays.push_back({name, array->shape, summary(*array)});
  if (request.dump) write_dump(*request.dump, activations);
  return report;
}

}  // namespace actviz::app
