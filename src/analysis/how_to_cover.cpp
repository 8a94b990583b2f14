#include "perfeng/analysis/risks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::analysis {
namespace {

struct CoverageWay {
    std::string_view extensions; ///< each between blanks
    std::string_view how;
};

constexpr std::array<CoverageWay, 7> ways{
    {{" .rs ", "`cargo llvm-cov --lcov --output-path lcov.info` (cargo install cargo-llvm-cov), then `--coverage "
               "lcov.info`"},
     {" .c .cc .cpp .cxx .c++ .h .hpp .hh .hxx .m .mm ",
      "build with `--coverage -O0`, run the tests, then `gcovr --json coverage.json` or `lcov -c -d . -o lcov.info`, "
      "then `--coverage FILE`"},
     {" .go ", "`go test -coverprofile=cover.out -coverpkg=./... ./...`, then `--coverage cover.out`"},
     {" .py ", "`coverage run -m pytest && coverage xml`, then `--coverage coverage.xml`"},
     {" .java .kt .scala ", "JaCoCo's XML report (`mvn jacoco:report`, `gradle jacocoTestReport` with xml.required), "
                            "then `--coverage jacoco.xml`"},
     {" .js .mjs .cjs .ts .tsx ", "`npx c8 --reporter=lcovonly npm test`, then `--coverage coverage/lcov.info`"},
     {" .swift ", "`swift test --enable-code-coverage`, then `xcrun llvm-cov export -format=lcov` of it, then "
                  "`--coverage lcov.info`"}}};

} // namespace

std::string how_to_cover(std::span<const HotFunction> functions) {
    std::string told;
    for (const auto& function : functions) {
        const auto dot = function.file.rfind('.');
        if (dot == std::string::npos)
            continue;
        const auto wanted = " " + function.file.substr(dot) + " ";
        const auto* const way = std::ranges::find_if(
            ways, [&](const CoverageWay& each) { return each.extensions.find(wanted) != std::string_view::npos; });
        if (way != ways.end() && told.find(way->how) == std::string::npos)
            told += (told.empty() ? "" : "; ") + std::string(way->how);
    }
    return told.empty() ? "run the tests with coverage (docs/risks.md lists the formats), then `--coverage FILE`"
                        : told;
}

} // namespace perfeng::analysis
