#include "family.hpp"

namespace perfeng::pipeline {

Family unknown_family(const Workshop& shop) {
    Family family;
    auto variant = planned("build", "build", "other compiler and linker settings");
    rule_out(variant, shop.executable().path + " was built neither by cargo nor by CMake, as far as can be told",
             "say how it is built: perfeng try --build 'make' -- CMD");
    family.variants.push_back(std::move(variant));
    return family;
}

} // namespace perfeng::pipeline
