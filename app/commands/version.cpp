// actviz version: what this build is.
#include "app/commands/commands.hpp"
#include "lib/base/json.hpp"
#include "lib/catalogue/catalogue.hpp"

namespace actviz::app {
namespace {

#if defined(__clang__)
constexpr std::string_view compiler = "clang " __clang_version__;
#else
constexpr std::string_view compiler = "g++ " __VERSION__;
#endif

struct VersionOptions {
  std::optional<std::string> format;
};

}  // namespace

Run setup_version(Parser& parser) {
  auto options = std::make_shared<VersionOptions>();
  parser.option("--format", "NAME", "text (default) or json", options->format);
  return [options](Io& io) {
    const std::string format = options->format.value_or("text");
    if (format != "text" && format != "json") detail::unknown_format("--format", format, {"text", "json"});
    const auto count = catalogue().size();
    if (format == "text") {
      io.out.write("actviz " ACTVIZ_VERSION "\ncompiler " + std::string(compiler) +
                   "\nbuild " ACTVIZ_BUILD "\nactivations " + std::to_string(count) + '\n');
      return 0;
    }
    Json json;
    json.begin_object()
        .field("schema", "actviz.version/1")
        .field("version", ACTVIZ_VERSION)
        .field("compiler", compiler);
    json.field("build", ACTVIZ_BUILD).field("activations", count).end_object();
    io.out.write(json.text());
    return 0;
  };
}

}  // namespace actviz::app
