#include "app/progress.hpp"

#include <chrono>
#include <filesystem>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

struct Silence : Progress {
  void add(std::uint64_t) override {}
};

class Bar : public Progress {
 public:
  Bar(Work work, Sink& sink) : work_(work), sink_(sink) {}
  ~Bar() override {
    if (!shown_) return;
    try {
      sink_.write("\r\x1b[K");
    } catch (...) {  // what comes next will tell
    }
  }

  void add(std::uint64_t amount) override {
    constexpr std::chrono::milliseconds pause(200);
    done_ += amount;
    const auto now = Clock::now();
    if (now - last_ < pause) return;
    last_ = now;
    shown_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = static_cast<double>(done_) / seconds;
    std::string text = "\r\x1b[K" + bar();
    text += work_.is_bytes ? to_fixed(rate / 1e6, 0) + " MB/s"
                           : std::to_string(done_) + " of " + std::to_string(work_.total);
    if (work_.total > done_)
      text += ", " + to_fixed(static_cast<double>(work_.total - done_) / rate, 0) + " s left";
    sink_.write(text);
  }

 private:
  using Clock = std::chrono::steady_clock;

  std::string bar() const {
    constexpr int length = 30;
    if (work_.total == 0) return to_fixed(static_cast<double>(done_) / 1e6, 0) + " MB, ";
    const double share = std::min(1.0, static_cast<double>(done_) / static_cast<double>(work_.total));
    std::string text;
    for (int i = 0; i < length; ++i) text += i < share * length ? "━" : "─";
    return text + " " + to_fixed(100 * share, 0) + " %, ";
  }

  Work work_;
  std::uint64_t done_ = 0;
  Sink& sink_;
  Clock::time_point start_ = Clock::now(), last_ = start_;
  bool shown_ = false;
};

}  // namespace

Work bytes_of(const std::vector<std::string>& files) {
  Work work{0, true};
  for (const std::string& file : files) {
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file, unknown);
    if (unknown) return {0, true};
    work.total += size;
  }
  return work;
}

std::unique_ptr<Progress> make_progress(const std::optional<std::string>& choice, Work work, bool quiet,
                                        Io& io) {
  const std::string when = choice.value_or("auto");
  if (when != "auto" && when != "always" && when != "never")
    throw Error("--progress: expected auto, always or never, got " + in_quotes(when),
                "write --progress auto");
  const bool shown = when == "always" || (when == "auto" && io.err_is_terminal && !quiet);
  if (!shown) return std::make_unique<Silence>();
  return std::make_unique<Bar>(work, io.err);
}

}  // namespace actviz::app
