#include "lib/data/model_config.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

using Value = nlohmann::json;

constexpr std::string_view keys[] = {"hidden_act",        "hidden_activation", "activation_function",
                                     "activation",        "mlp_hidden_act",    "ff_activation",
                                     "feed_forward_proj", "dense_act_fn",      "afn",
                                     "gelu_activation",   "mamba_hidden_act",  "scoring_func"};
constexpr std::string_view endings[] = {"_hidden_act", "_activation_function"};
constexpr std::string_view named_object = "ffn_act_fn";

bool names_activation(std::string_view key) {
  return std::ranges::find(keys, key) != std::end(keys) ||
         std::ranges::any_of(endings, [&](std::string_view ending) { return key.ends_with(ending); });
}

/// Collects what matters while the text goes by; nothing else is kept.
class Reader : public nlohmann::json_sax<Value> {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  bool null() override { return scalar(); }
  bool boolean(bool value) override {
    if (key_ == "gelu_activation") return text(value ? "true" : "false");
    return scalar("a truth value");
  }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool binary(binary_t&) override { return scalar("bytes"); }

  bool string(string_t& value) override {
    const bool named = key_ == "name" && levels_.size() >= 2 && levels_.back().name == named_object;
    if (key_ == "model_type" && !levels_.empty()) levels_.back().model_type = value;
    if (key_ == "gelu_activation") return scalar("a text");
    return names_activation(key_) || key_ == named_object || named ? text(value) : scalar();
  }

  bool start_object(std::size_t) override { return open("an object"); }
  bool start_array(std::size_t) override { return open("a list"); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    key_ = name;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Value::exception&) override {
    throw Error(name_ + ": not JSON at byte " + std::to_string(position),
                "expected the config.json of a Hugging Face model");
  }

  ModelConfig config;

 private:
  /// An object or list around what is being read.
  struct Level {
    std::string name, model_type;
    std::optional<double> limit;
    std::size_t first_entry;
    bool is_list;
    std::size_t members = 0;
  };

  bool number(double value) {
    if (key_ == "swiglu_limit" && !levels_.empty()) levels_.back().limit = value;
    return scalar("a number");
  }

  /// A value that names no activation; `kind` where it may not stand for one.
  bool scalar(std::string_view kind = {}) {
    if (!kind.empty() && names_activation(key_)) fail_kind(kind);
    forget_key();
    return true;
  }

  [[noreturn]] void fail_kind(std::string_view kind) const {
    throw Error(
        name_ + ": expected the name of an activation for " + in_quotes(key_) + ", got " + std::string(kind),
        "such as \"hidden_act\": \"silu\"");
  }

  bool text(const std::string& value) {
    ConfigEntry entry{{}, key_, value, {}, {}};
    if (key_ == "name") entry.key = std::string(named_object) + ".name";
    for (std::size_t i = 1; i < levels_.size(); ++i)
      if (levels_[i].name != named_object) entry.where += (entry.where.empty() ? "" : ".") + levels_[i].name;
    if (std::ranges::any_of(config.entries, [&](const ConfigEntry& known) {
          return known.where == entry.where && known.key == entry.key;
        }))
      throw Error(name_ + ": " + in_quotes(entry.key) + " is given twice", "keep the one that holds");
    constexpr std::size_t most = 1000;
    if (config.entries.size() == most)
      throw Error(name_ + ": more than " + std::to_string(most) + " activations", "is this a config?");
    config.entries.push_back(std::move(entry));
    forget_key();
    return true;
  }

  bool open(std::string_view kind) {
    if (names_activation(key_) && key_ != "activation") fail_kind(kind);
    if (levels_.size() == deepest_config)
      throw Error(name_ + ": nested deeper than " + std::to_string(deepest_config) + " levels",
                  "expected the config.json of a Hugging Face model");
    if (levels_.empty() && kind != "an object")
      throw Error(name_ + ": expected a JSON object, got " + std::string(kind),
                  "expected the config.json of a Hugging Face model");
    std::string level = key_;
    if (!levels_.empty() && levels_.back().is_list) level = std::to_string(levels_.back().members++);
    levels_.push_back({std::move(level), {}, {}, config.entries.size(), kind == "a list"});
    forget_key();
    return true;
  }

  bool close() {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    for (std::size_t i = level.first_entry; i < config.entries.size(); ++i) {
      ConfigEntry& entry = config.entries[i];
      if (entry.model_type.empty()) entry.model_type = level.model_type;
      if (!entry.limit) entry.limit = level.limit;
    }
    if (levels_.empty()) config.model_type = level.model_type;
    forget_key();
    return true;
  }

  /// The members of a list have no key of their own.
  void forget_key() { key_.clear(); }

  const std::string& name_;
  std::string key_;
  std::vector<Level> levels_;
};

}  // namespace

ModelConfig read_model_config(Source& source, const std::string& name) {
  const auto text = read_all(source, largest_config);
  if (!text) throw Error(name + ": larger than 16 MiB", "expected the config.json of a Hugging Face model");
  Reader reader(name);
  Value::sax_parse(*text, &reader);
  if (reader.config.entries.empty()) {
    std::string all;
    for (const auto key : keys) all += std::string(key) + ", ";
    throw Error(
        name + ": no activation in it" +
            (reader.config.model_type.empty() ? std::string()
                                              : ", model_type " + in_quotes(reader.config.model_type)),
        "looked for " + all + "ffn_act_fn.name, *_hidden_act, *_activation_function");
  }
  return std::move(reader.config);
}

}  // namespace actviz
