#pragma once
// Numbers from files and standard input: what --from FILE[:COLUMN] means.
#include <memory>
#include <string>

#include "app/command.hpp"
#include "lib/data/number_stream.hpp"

namespace actviz::app {

/// Opens FILE, one number a line, or FILE:COLUMN, a column of a CSV file by name or number; "-" is standard
/// input. Throws Error.
std::unique_ptr<NumberStream> open_numbers(const std::string& file_and_column, Io& io);

}  // namespace actviz::app
