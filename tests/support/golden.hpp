#pragma once
// Text that a reviewer has read: compared whole, updated only by ACTVIZ_UPDATE_GOLDEN=1.
#include <string>

namespace actviz::test {

/// Expects `text` to equal tests/golden/NAME. A difference leaves the new text beside it as NAME.new.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace actviz::test
