// Programs for arrays of floats: each step is a loop over the packs of a block.
#include <algorithm>
#include <cmath>
#include <memory>
#include <type_traits>
#include <utility>

#include "lib/catalogue/formula_bounded.hpp"
#include "lib/catalogue/formula_program.hpp"

namespace actviz {
namespace {

using namespace detail;

/// How many floats a step works on at once: the numbers of a few of them stay in the nearest cache.
constexpr std::size_t floats_at_once = 128;

/// Calls `body` with the operation as a constant, for which the loop in it is compiled.
template <Op first, Op last, class Body>
void with_constant(Op op, const Body& body) {
  constexpr auto begin = static_cast<std::size_t>(first), end = static_cast<std::size_t>(last) + 1;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    ((op == static_cast<Op>(begin + I) ? body(std::integral_constant<Op, static_cast<Op>(begin + I)>())
                                       : void()),
     ...);
  }
  (std::make_index_sequence<end - begin>());
}

/// Stores what is known to round to the same floats as the exact numbers; the bits of the other lanes.
template <class Isa>
unsigned store_rounded(float* to, const Bounded<Isa>& y) {
  using P = Pack<Isa>;
  const P size = abs(y.value), margin((1.0625 * y.error).v + (0x1p-51 * size).v);  // which moves the value
  const Mask<Isa> is_exact = y.error == 0;
  const P error = select(is_exact, 0.0, where_sure(size > margin, margin));  // a zero must have its sign too
  return Isa::store_if_equal(to, y.value.v, y.value.v - error.v) |
         Isa::store_if_equal(to, y.value.v, y.value.v + error.v);
}

}  // namespace

std::size_t Program::total_depth() const {
  std::size_t deepest = 0;
  for (const Call& call : calls_) deepest = std::max(deepest, call.textbook->total_depth() + 1);
  return depth_ + deepest;
}

template <class Isa, int N>
struct Program::OnPacks {
  using T = Bounded<Isa>;
  using P = Pack<Isa>;
  using Numbers = Jet<T, N>;
  static constexpr std::size_t packs = floats_at_once / Isa::lanes;

  /// The results for `count` of at most `packs` packs x are the first ones in the memory.
  static void run(const Program* program, const Numbers* x, std::size_t count, Numbers* memory) {
    Numbers* top = memory - packs;
    for (const Step& step : program->steps_) {
      const auto each = [&](const auto& result) {
        for (std::size_t i = 0; i < count; ++i) top[i] = result(i);
      };
      const auto number = [&] {
        const Number& one = program->numbers_[step.index];
        return T(P(one.quick.hi), P(one.quick_error));
      };
      if (step.op == Op::number) {
        top += packs;
        each([y = constant_jet<N>(number())](std::size_t) { return y; });
      } else if (step.op == Op::variable) {
        top += packs;
        each([&](std::size_t i) { return x[i]; });
      } else if (step.op == Op::activation) {
        run_call(program->calls_[step.index], top, count);
      } else if (step.op == Op::where || step.op == Op::clip) {
        top -= 2 * packs;
        each([&](std::size_t i) { return ternary(step.op, top[i], top[packs + i], top[2 * packs + i]); });
      } else if (step.op == Op::negate) {
        each([&](std::size_t i) { return negated(top[i]); });
      } else if (step.op >= Op::exp) {
        with_constant<Op::exp, Op::relu>(
            step.op, [&](auto op) { each([&](std::size_t i) { return function(op, top[i]); }); });
      } else if (step.immediate == Immediate::right) {
        with_constant<Op::add, Op::max>(step.op, [&](auto op) {
          each([&, y = number()](std::size_t i) { return with_number(op, top[i], y); });
        });
      } else if (step.immediate == Immediate::left) {
        with_constant<Op::add, Op::max>(step.op, [&](auto op) {
          each([&, y = constant_jet<N>(number())](std::size_t i) { return binary(op, y, top[i]); });
        });
      } else {
        top -= packs;
        with_constant<Op::add, Op::max>(step.op, [&](auto op) {
          each([&](std::size_t i) { return binary(op, top[i], top[packs + i]); });
        });
      }
    }
  }

  /// By the activation's textbook formula. At 0 and at kinks that may take another slope or sign of zero than
  /// the activation: nothing is known there. On flat pieces the activation gives the zeros.
  static void run_call(const Call& called, Numbers* top, std::size_t count) {
    Numbers *const x = top + packs, *const y = x + packs;
    for (std::size_t i = 0; i < count; ++i) x[i] = variable_jet<N>(top[i].d[0]);
    instructions::call<Isa, run>(called.textbook.get(), static_cast<const Numbers*>(x), count, y);
    for (std::size_t i = 0; i < count; ++i) {
      const T& argument = top[i].d[0];
      Mask<Isa> is_plain = !(argument.value == 0);
      for (const double kink : called.kinks) {
        const P distance = abs(P(argument.value.v - P(kink).v));
        is_plain = is_plain && distance > 1.5 * argument.error;
      }
      for (std::size_t order = 0; order <= N; ++order) {
        T& d = y[i].d[order];
        d = where_decided(is_plain, d);
        if (called.kinks.empty()) {
          d = where_decided(!(d.value == 0), d);
          continue;
        }
        for (std::size_t lane = 0; lane < Isa::lanes; ++lane)
          if (d.value.v[lane] == 0 && d.error.v[lane] == 0)
            d.value.v[lane] =
                called.activation->kernels.derivative(order, argument.value.v[lane], called.values);
      }
      const auto slope = [&] { return y[i].d[N]; };
      top[i] = chain(top[i], y[i].d[0], slope, slope);
    }
  }

  static void on_floats(const Program* program, const FloatBlock* block, Numbers* memory) {
    Numbers* const input = memory;
    Numbers* const results = memory + packs;
    const float* const x = block->x;
    for (std::size_t begin = 0; begin < block->count; begin += floats_at_once) {
      const std::size_t end = std::min(block->count, begin + floats_at_once);
      for (std::size_t i = begin; i < end; i += Isa::lanes)
        input[(i - begin) / Isa::lanes] = variable_jet<N>(T(P(Isa::load(x + i))));
      instructions::call<Isa, run>(program, static_cast<const Numbers*>(input), (end - begin) / Isa::lanes,
                                   results);
      for (std::size_t i = begin; i < end; i += float_block) {
        unsigned bits = Isa::not_finite(x + i);
        for (std::size_t j = 0; j < float_block; j += Isa::lanes) {
          const Numbers& result = results[(i + j - begin) / Isa::lanes];
          const T slope = known_with(result.d[0], result.d[N]);
          if (block->value) bits |= store_rounded(block->value + i + j, result.d[0]) << j;
          if (block->slope) bits |= store_rounded(block->slope + i + j, slope) << j;
        }
        block->open[i / float_block] = static_cast<std::uint16_t>(bits);
      }
    }
  }

  static void with_memory(const Program* program, const FloatBlock* block) {
    const std::size_t levels = program->total_depth() + 1;
    const auto memory = std::make_unique_for_overwrite<Numbers[]>(levels * packs);
    instructions::call<Isa, on_floats>(program, block, memory.get());
  }
};

bool Program::on_floats(InstructionSet set, const FloatBlock& block) const {
  const auto run = [&]<class Isa>(Isa) {
    block.slope ? OnPacks<Isa, 1>::with_memory(this, &block) : OnPacks<Isa, 0>::with_memory(this, &block);
  };
  switch (set) {
#ifdef ACTVIZ_WIDE_VECTORS
    case InstructionSet::avx512:
      run(instructions::Avx512());
      break;
    case InstructionSet::avx2:
      run(instructions::Avx2());
      break;
#endif
    default:
      run(instructions::Baseline());
  }
  const std::span open(block.open, block.count / float_block);
  return std::ranges::any_of(open, [](std::uint16_t bits) { return bits != 0; });
}

}  // namespace actviz
