#pragma once
// Drawings within an HTML page that follow its theme.
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace actviz::app {

/// Collects drawings for one page: the glyphs they share, and what differs between the themes.
class ThemedDrawings {
 public:
  /// The SVG of one figure in both themes as one element: where they differ in attributes alone, as colours,
  /// these become variables of the page; else as both, of which the page shows one.
  std::string add(std::string_view light, std::string_view dark);

  /// The glyphs of all drawings, an invisible element.
  std::string glyphs() const;
  /// The variables, as declarations for each theme: "--v0:#ffffff;--v1:#000000;".
  std::string variables(bool is_dark) const;

 private:
  std::string variable(std::string_view light, std::string_view dark);
  std::string without_glyphs(std::string_view svg);

  std::map<std::string, std::size_t, std::less<>> names_;
  std::vector<std::pair<std::string, std::string>> values_;
  std::map<std::string, std::string, std::less<>> glyphs_;
};

}  // namespace actviz::app
