#include "golden.hpp"

#include "catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string first_difference(const std::string& expected, const std::string& actual) {
    std::istringstream left(expected);
    std::istringstream right(actual);
    std::string want;
    std::string have;
    for (int line = 1;; ++line) {
        const bool more_left = static_cast<bool>(std::getline(left, want));
        const bool more_right = static_cast<bool>(std::getline(right, have));
        if (!more_left && !more_right)
            return "line breaks at the end differ";
        if (more_left != more_right || want != have)
            return "line " + std::to_string(line) + "\n  expected: " + (more_left ? want : "(end)") +
                   "\n  actual:   " + (more_right ? have : "(end)");
    }
}

} // namespace

void check_golden(const std::string& name, const std::string& actual) {
    const auto path = std::string(PERFENG_TEST_FILES) + "/" + name;
    const auto* const bless = std::getenv("PERFENG_BLESS");
    if (bless != nullptr && std::string(bless) == "1") {
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << actual;
    }
    const auto expected = read(path);
    INFO(name << " (PERFENG_BLESS=1 writes it anew): " << first_difference(expected, actual));
    CHECK((expected == actual));
}
