#include "families.hpp"

#include <algorithm>
#include <iterator>

namespace perfeng::analysis {

const std::vector<Rule>& built_in_rules() {
    static const auto rules = [] {
        std::vector<Rule> all;
        for (const auto family : {rust_rules, cpp_rules, system_rules, go_rules, python_rules, node_rules, java_rules})
            std::ranges::move(family(), std::back_inserter(all));
        return all;
    }();
    return rules;
}

} // namespace perfeng::analysis
