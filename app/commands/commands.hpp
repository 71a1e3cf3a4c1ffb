#pragma once
// The set-up of each subcommand; one file each beside this one.
#include <memory>

#include "app/command.hpp"
#include "app/options.hpp"

namespace actviz::app {

Run setup_plot(Parser& parser);
Run setup_compare(Parser& parser);
Run setup_table(Parser& parser);
Run setup_stats(Parser& parser);
Run setup_list(Parser& parser);
Run setup_model(Parser& parser);
Run setup_neurons(Parser& parser);
Run setup_ffn(Parser& parser);
Run setup_init(Parser& parser);
Run setup_depth(Parser& parser);
Run setup_bench(Parser& parser);
Run setup_notes(Parser& parser);
Run setup_precision(Parser& parser);
Run setup_check(Parser& parser);
Run setup_show(Parser& parser);
Run setup_softmax(Parser& parser);
Run setup_version(Parser& parser);

}  // namespace actviz::app
