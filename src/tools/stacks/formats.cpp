#include "as_contents.hpp"
#include "families.hpp"

#include "perfeng/tools/stacks/dtrace.hpp"
#include "perfeng/tools/stacks/flamegraph_svg.hpp"
#include "perfeng/tools/stacks/folded.hpp"
#include "perfeng/tools/stacks/instruments_copy.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"
#include "perfeng/tools/stacks/sample.hpp"
#include "perfeng/tools/stacks/spindump.hpp"

#include <fmt/format.h>

#include <array>

namespace perfeng::tools {
namespace {

/// Of a reader of two profiles, the one before and the one after.
template <auto reader> tl::expected<Read<Contents>, ReadError> both_profiles(std::string_view text) {
    auto read = reader(text);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    auto result = contents_from(Read<Profile>{std::move(read->value.profile), std::move(read->warnings)});
    result.value.base_profile = std::move(read->value.base);
    return result;
}

} // namespace

std::span<const Format> stack_formats() {
    static constexpr std::array rows{
        Format{"flamegraph-svg", "flame graph", recognise_flamegraph_svg, both_profiles<read_flamegraph_svg>},
        Format{"perf-script", "text of perf script", recognise_perf_script, as_contents<read_perf_script_text>},
        Format{"sample", "report of macOS sample", recognise_sample, read_sample},
        Format{"spindump", "report of macOS spindump", recognise_spindump, read_spindump},
        Format{"dtrace", "stacks aggregated by DTrace", recognise_dtrace, as_contents<read_dtrace>},
        Format{"instruments-copy", "deep copy of Instruments", recognise_instruments_copy, read_instruments_copy},
        Format{"folded", "list of folded stacks", recognise_folded, both_profiles<read_folded>},
    };
    return rows;
}

} // namespace perfeng::tools
