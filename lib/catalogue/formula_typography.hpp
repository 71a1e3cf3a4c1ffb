#pragma once
// Pieces of set mathematics and how they join: the conventions of papers, in any notation.
#include <span>
#include <string>
#include <string_view>

#include "lib/catalogue/formula.hpp"
#include "lib/catalogue/formula_notation.hpp"

namespace actviz::detail {

/// How tightly a set piece holds together; one that is looser than its place needs goes into parentheses.
/// From `power` on a piece is one element of MathML.
enum Level { clause, relation, sum, quotient, product, power, atom };

/// What a piece looks like to its neighbour in a product.
enum class Look { number, symbol, other };

/// A set piece, and what its neighbours have to know of it.
struct Math {
  std::string text{};
  Level level = atom;
  Look look = Look::other;
  bool is_signed = false;      ///< begins with a minus
  int height = 0;              ///< how many fractions and case distinctions lie within each other
  std::size_t width = 1;       ///< roughly, in characters
  std::size_t name_width = 0;  ///< of a call that may be raised behind its name, sin^2(x): bytes of the name
  std::string rows{};          ///< of a case distinction, to be joined with those of another
};

/// Makes pieces, and larger ones of them, with no more parentheses than they need.
class Typography {
 public:
  explicit Typography(const Notation& notation) : n_(notation) {}

  /// A name as a symbol: what follows an underscore as a subscript.
  Math name(std::string_view letters) const;
  /// A number with a power of ten instead of an exponent, to five significant digits where there is no room.
  Math number(double value) const;
  /// A sum, a difference or a comparison.
  Math infix(Op op, Math left, Math right) const;
  Math negation(Math piece) const;
  /// Symbols side by side, a thin space wherever something could be taken for a function applied to what
  /// follows, a dot before digits.
  Math multiply(Math left, Math right) const;
  /// Stacked where there is room for it, with a slash where the line should stay low. What is stacked too
  /// high already is multiplied by the reciprocal, so that nothing grows into ever deeper parentheses.
  Math divide(Math left, Math right, bool is_low) const;
  /// A call of sine, cosine or tanh takes a positive number behind its name.
  Math raise(Math base, const Math& exponent) const;
  Math call(const std::string& function, std::span<const Math> args) const;
  /// e with a raised exponent where that stays legible, else exp with parentheses.
  Math exponential(const Math& exponent) const;
  /// A distinction in the last place continues the one it stands in.
  Math where(const Math& condition, const Math& then, const Math& otherwise) const;
  /// One piece within a frame of its own, a root or bars.
  Math enclosed(const Frame& frame, const Math& piece) const;

 private:
  std::string parenthesised(const Math& piece) const;
  std::string at_least(Level level, Math piece) const;
  /// The piece as one part of a frame.
  std::string part(const Math& piece) const;

  const Notation& n_;
};

}  // namespace actviz::detail
