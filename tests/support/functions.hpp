#pragma once
// What tests walk: every activation of the catalogue, also with other legal parameters.
#include <ostream>
#include <string>
#include <vector>

#include "lib/catalogue/function.hpp"

namespace actviz {

inline void PrintTo(const Function& function, std::ostream* out) { *out << function.label(); }

}  // namespace actviz

namespace actviz::test {

/// Every activation with its default parameters.
std::vector<Function> default_functions();

/// Every activation with one and with all parameters changed to values of their domains, the ends included.
std::vector<Function> varied_functions();

/// Both of them.
std::vector<Function> all_functions();

/// The label as a name for a parametrised test, which may hold only letters, digits and underscores.
std::string test_name(const Function& function);

}  // namespace actviz::test
