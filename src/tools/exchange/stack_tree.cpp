#include "stack_tree.hpp"

#include <fmt/format.h>

namespace perfeng::tools {

std::string cut_stacks_warning(std::uint64_t cut) {
    return fmt::format("{} of over {} frames: the frames nearest the root are left out, and their totals are too low",
                       cut == 1 ? "1 stack is" : fmt::format("{} stacks are", cut), StackTree::deepest);
}

} // namespace perfeng::tools
