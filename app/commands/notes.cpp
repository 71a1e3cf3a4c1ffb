// actviz notes: the study notes reproduced and checked.
#include <mutex>

#include "app/commands/commands.hpp"
#include "app/notes_output.hpp"
#include "app/progress.hpp"
#include "lib/base/parallel.hpp"

namespace actviz::app {
namespace {

struct NotesOptions {
  std::vector<std::string> ids;
  bool list = false;
  OutputOptions output;
  FigureOptions figure;
  std::optional<std::string> threads, progress;
};

std::span<const Format<NotesOutput>> report_formats() {
  static constexpr Format<NotesOutput> formats[] = {
      {"text", "", false, write_notes_text},
      {"json", "json", false, write_notes_json},
      {"md", "md", false, write_notes_markdown},
      {"html", "html", false, write_notes_html},
  };
  return formats;
}

/// -o names a folder where it is one, ends like one, or has no extension.
bool is_folder(const OutputOptions& output) {
  if (output.format || output.to_standard_output() || is_device(*output.file)) return false;
  const std::string name = output.file->substr(output.file->rfind('/') + 1);
  return folder_exists(*output.file) || name.find('.', 1) >= name.size();
}

std::string written(const plots::Sheet& sheet, const Format<plots::Sheet>& format) {
  StringSink sink;
  format.write(sheet, sink);
  return std::move(sink.text);
}

/// A run of the command: what is asked for, and how far it is.
struct Notes {
  Notes(const NotesOptions& chosen, Io& world)
      : options(chosen),
        io(world),
        selection(select_notes(chosen.ids)),
        threads(parse_threads(chosen.threads)) {
    report.exhibits = exhibits_of(selection);
  }

  /// Runs the checks; so many pictures are to be drawn afterwards.
  void check(Commands commands, std::size_t drawings) {
    progress =
        make_progress(options.progress, {steps_of(selection, commands) + drawings}, options.figure.quiet, io);
    report.notes = check_notes(selection, commands, threads, [this] { progress->add(1); });
  }
  /// Draws every picture for the page, and in `theme` for files of its own where `files` is not null.
  void draw(std::vector<NamedBytes>* files, plots::ThemeName theme, double dpi) {
    const std::size_t count = report.exhibits.size();
    report.drawn.resize(count);
    if (files) files->resize(2 * count);
    std::mutex steps;
    for_each_in_parallel(count, threads, [&](std::size_t i) {
      const Exhibit& exhibit = report.exhibits[i];
      for (const plots::ThemeName name :
           {plots::ThemeName::light, plots::ThemeName::dark, plots::ThemeName::print}) {
        const bool is_for_file = files && name == theme;
        if (name == plots::ThemeName::print && !is_for_file) continue;
        plots::Sheet sheet{exhibit.draw(name), exhibit.medium, {}};
        sheet.medium.dpi = dpi;
        std::string svg = written(sheet, plots::figure_formats()[1]);
        if (is_for_file) {
          (*files)[2 * i] = {file_of(exhibit, "png"), written(sheet, plots::figure_formats()[0])};
          (*files)[2 * i + 1] = {file_of(exhibit, "svg"), svg};
        }
        if (name == plots::ThemeName::light) report.drawn[i].light = std::move(svg);
        if (name == plots::ThemeName::dark) report.drawn[i].dark = std::move(svg);
      }
      const std::lock_guard lock(steps);
      progress->add(1);
    });
  }

  const NotesOptions& options;
  Io& io;
  NotesSelection selection;
  unsigned threads;
  NotesOutput report{};
  std::unique_ptr<Progress> progress{};
};

/// Everything, into a folder.
int write_notes_folder(Notes& notes) {
  const FigureOptions& figure = notes.options.figure;
  const plots::ThemeName theme = figure.parse_theme();
  const double dpi = figure.parse_medium({}).dpi;
  notes.check(Commands::run, notes.report.exhibits.size());
  notes.report.has_files = true;
  std::vector<NamedBytes> files;
  notes.draw(&files, theme, dpi);
  const auto add = [&](std::string name, void (*write)(const NotesOutput&, Sink&)) {
    StringSink sink;
    write(notes.report, sink);
    files.push_back({std::move(name), std::move(sink.text)});
  };
  add("notes.json", write_notes_json);
  add("notes.md", write_notes_markdown);
  add("index.html", write_notes_html);
  if (const std::string timings = notes_timings(notes.report.notes); !timings.empty())
    files.push_back({"timings.json", timings});
  notes.progress.reset();
  write_folder(*notes.options.output.file, files);
  if (!figure.quiet) {
    const std::string& path = *notes.options.output.file;
    notes.io.out.write(path + (path.ends_with('/') ? "" : "/") + "index.html\n");
  }
  return 0;
}

/// Whether pictures alone are asked for.
bool is_pictures(const Notes& notes) {
  return notes.report.exhibits.size() > 0 && notes.selection.count() == 0;
}

/// One figure or card, as `actviz plot` would draw it.
int write_one_picture(Notes& notes, const Format<plots::Sheet>& format) {
  if (!is_pictures(notes) || notes.report.exhibits.size() != 1)
    throw Error("a " + std::string(format.name) + " shows one figure or card",
                "name one, such as FIG-10; -o FOLDER writes them all");
  const Exhibit& exhibit = notes.report.exhibits.front();
  const FigureOptions& options = notes.options.figure;
  plots::Figure figure = exhibit.draw(options.parse_theme());
  if (options.title) figure.title = *options.title;
  deliver_figure(std::move(figure), options.parse_medium(exhibit.medium), {{exhibit.id}}, format,
                 notes.options.output, options, notes.io);
  return 0;
}

int write_report(Notes& notes, const Format<NotesOutput>& format) {
  const bool is_page = format.name == "html";
  const bool shows_output = format.name != "text" || notes.selection.count() <= most_in_full;
  notes.check(shows_output ? Commands::run : Commands::name, is_page ? notes.report.exhibits.size() : 0);
  if (is_page) notes.draw(nullptr, plots::ThemeName::light, 150);
  notes.progress.reset();
  deliver(notes.report, format, notes.options.output, notes.io);
  return 0;
}

/// The notes as a whole, or a line for each statement.
int write_table(Notes& notes) {
  const auto& format = choose_format(table_formats(), notes.options.output, "text");
  notes.check(Commands::name, 0);
  notes.progress.reset();
  deliver(notes.options.list ? notes_list(notes.report.notes) : notes_overview(notes.report.notes), format,
          notes.options.output, notes.io);
  return 0;
}

/// Options of one figure do not go with several.
void refuse_of_one_figure(const FigureOptions& figure) {
  refuse_idle({{"--title", figure.title.has_value()},
               {"--size", !figure.size.empty()},
               {"--svg-text", figure.svg_text},
               {"--image", figure.image.has_value()}},
              "unless one figure is drawn", "name one, such as FIG-10");
}

int run_notes(const NotesOptions& options, Io& io) {
  Notes notes(options, io);
  if (options.list || is_folder(options.output)) {
    refuse_of_one_figure(options.figure);
    return options.list ? write_table(notes) : write_notes_folder(notes);
  }
  const bool is_one_figure =
      is_pictures(notes) && notes.report.exhibits.size() == 1 && !notes.report.exhibits.front().card;
  const std::size_t chosen = choose_format(report_formats(), plots::figure_formats(), options.output,
                                           is_one_figure ? "png" : "text");
  if (chosen >= report_formats().size())
    return write_one_picture(notes, plots::figure_formats()[chosen - report_formats().size()]);
  refuse_of_one_figure(options.figure);
  const Format<NotesOutput>& format = report_formats()[chosen];
  if (notes.selection.is_everything && format.name == "text") return write_table(notes);
  return write_report(notes, format);
}

}  // namespace

Run setup_notes(Parser& parser) {
  auto options = std::make_shared<NotesOptions>();
  parser.arguments("ID...",
                   "S1, S1-P22, E7, FIG-10, FORM-5; S1-P, E, FIG: all that begin so; none: everything",
                   options->ids);
  parser.flag("--list", "one line a statement", options->list);
  parser.option("--threads", "N", "how many to use (default: all); the output is the same", options->threads,
                true);
  parser.option("--progress", "WHEN", "auto (default), always or never", options->progress);
  options->output.declare(parser,
                          "text (default), json, md, html; a figure or card: png, svg, pdf, terminal");
  options->figure.declare_page(parser, "as the figure needs");
  return [options](Io& io) { return run_notes(*options, io); };
}

}  // namespace actviz::app
