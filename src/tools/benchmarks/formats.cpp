#include "families.hpp"

#include "perfeng/tools/benchmarks/hyperfine.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> benchmark_formats() {
    static constexpr std::array rows{
        Format{"hyperfine", "JSON of hyperfine --export-json", recognise_hyperfine, read_hyperfine},
    };
    return rows;
}

} // namespace perfeng::tools
