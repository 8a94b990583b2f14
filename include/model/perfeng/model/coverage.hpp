#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace perfeng {

/// How often a line was executed. Lines that hold no code are not listed.
struct CoveredLine {
    int line = 0; ///< from 1
    std::uint64_t count = 0;

    bool operator==(const CoveredLine&) const = default;
};

struct CoveredFunction {
    std::string name; ///< demangled and shortened for people
    int line = 0;     ///< where it begins; 0 where unknown
    std::uint64_t count = 0;

    bool operator==(const CoveredFunction&) const = default;
};

/// One source file, each line and function once: counts of a line that stands several times (templates, several test
/// programs) are added up. Sorted by line.
struct CoveredFile {
    std::string path; ///< as the tool wrote it
    std::vector<CoveredLine> lines;
    std::vector<CoveredFunction> functions;

    bool operator==(const CoveredFile&) const = default;
};

/// What tests executed. Files sorted by path.
struct Coverage {
    std::string tool; ///< "lcov", "llvm-cov", "gcov", "cobertura", "go"
    std::vector<CoveredFile> files;
};

} // namespace perfeng
