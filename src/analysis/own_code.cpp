#include "perfeng/analysis/own_code.hpp"

#include "perfeng/tools/symbols/own_code.hpp"

namespace perfeng::analysis {

bool is_own_code(const Frame& frame) {
    return !frame.kernel && tools::is_own_code({frame.name, frame.module, frame.file, frame.line});
}

bool is_own_code(const FunctionCost& function) {
    return !function.kernel && tools::is_own_code({function.name, function.module, function.file, function.line});
}

} // namespace perfeng::analysis
