#include "perfeng/model/build.hpp"

#include <algorithm>

namespace perfeng {

const BuildFact* find_fact(const std::vector<BuildFact>& facts, std::string_view what) {
    const auto found_by = [&](bool declared) {
        return std::ranges::find_if(
            facts, [&](const BuildFact& fact) { return fact.what == what && fact.declared == declared; });
    };
    auto found = found_by(false);
    if (found == facts.end())
        found = found_by(true);
    return found == facts.end() ? nullptr : &*found;
}

std::string_view fact_value(const std::vector<BuildFact>& facts, std::string_view what) {
    const auto* const fact = find_fact(facts, what);
    return fact == nullptr ? std::string_view() : fact->value;
}

} // namespace perfeng
