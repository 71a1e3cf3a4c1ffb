#pragma once
// The instruction sets that the kernels of arrays are compiled for.
#include <cstddef>
#include <string_view>

namespace actviz {

/// From the one that every machine has to the widest vectors.
enum class InstructionSet : unsigned char { baseline, avx2, avx512 };
inline constexpr std::size_t instruction_sets = 3;
inline constexpr std::string_view instruction_set_names[instruction_sets] = {"baseline", "avx2", "avx512"};

/// Whether this machine runs it and this program has kernels for it.
bool is_available(InstructionSet set);

/// The widest that is available.
InstructionSet best_instruction_set();

}  // namespace actviz
