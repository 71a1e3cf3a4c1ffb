#include "plots/notes/notes.hpp"

#include <algorithm>

#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

template <class T>
const T* find(std::span<const T> things, std::string_view id) {
  const auto found =
      std::find_if(things.begin(), things.end(), [&](const T& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  constexpr std::string_view names[] = {"holds", "imprecise", "wrong", "definition", "opinion", "measured"};
  return names[static_cast<std::size_t>(verdict)];
}

std::span<const Note> notes() {
  static const Note all[] = {
      {"S0", "Activation values, feed-forward blocks, common activations", s0()},
      {"S1", "Activation functions: a table, formulas, derivatives, questions", s1()},
      {"S2", "Gradients, initialisation, activations, SwiGLU", s2()},
      {"S3", "Interview questions on the activations of language models", s3()},
      {"S4", "Feed-forward blocks and activations of language models", s4()},
      {"X", "Contradictions between the notes", contradictions()},
  };
  return all;
}

const Statement* find_statement(std::string_view id) {
  for (const Note& note : notes())
    if (const Statement* found = find(note.statements, id)) return found;
  return nullptr;
}

const Illustration* find_illustration(std::string_view id) { return find(illustrations(), id); }

const Card* find_card(std::string_view id) { return find(cards(), id); }

}  // namespace actviz::notes
