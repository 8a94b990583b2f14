#include "family.hpp"
namespace perfeng::pipeline {
std::optional<Family> cmake_family(const Workshop&) { return std::nullopt; }
} // namespace perfeng::pipeline
