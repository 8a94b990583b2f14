#include "families.hpp"

#include "perfeng/tools/coverage/cobertura.hpp"
#include "perfeng/tools/coverage/gcov.hpp"
#include "perfeng/tools/coverage/gcov_json.hpp"
#include "perfeng/tools/coverage/go_cover.hpp"
#include "perfeng/tools/coverage/jacoco.hpp"
#include "perfeng/tools/coverage/lcov.hpp"
#include "perfeng/tools/coverage/llvm_cov.hpp"

#include <array>

namespace perfeng::tools {
namespace {

template <auto reader> tl::expected<Read<Contents>, ReadError> coverage_contents(std::string_view text) {
    auto read = reader(text);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    Read<Contents> result{.value = {}, .warnings = std::move(read->warnings)};
    result.value.coverage = std::move(read->value);
    return result;
}

} // namespace

std::span<const Format> coverage_formats() {
    static constexpr std::array rows{
        Format{"lcov", "tracefile of lcov", recognise_lcov, coverage_contents<read_lcov>},
        Format{"llvm-cov", "JSON of llvm-cov export", recognise_llvm_cov, coverage_contents<read_llvm_cov>},
        Format{"gcov", ".gcov files of gcov", recognise_gcov, coverage_contents<read_gcov>},
        Format{"gcov-json", "JSON of gcov --json-format", recognise_gcov_json, coverage_contents<read_gcov_json>},
        Format{"gcovr", "JSON of gcovr", recognise_gcovr, coverage_contents<read_gcovr>},
        Format{"cobertura", "Cobertura XML (gcovr, coverage.py)", recognise_cobertura,
               coverage_contents<read_cobertura>},
        Format{"jacoco", "JaCoCo XML", recognise_jacoco, coverage_contents<read_jacoco>},
        Format{"go-cover", "profile of go test -coverprofile", recognise_go_cover, coverage_contents<read_go_cover>},
    };
    return rows;
}

} // namespace perfeng::tools
