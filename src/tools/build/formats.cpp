#include "as_contents.hpp"
#include "families.hpp"

#include "perfeng/tools/build/build_times.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> build_formats() {
    static constexpr std::array rows{
        Format{"cargo-timings", "page of cargo build --timings", recognise_cargo_timings,
               as_contents<read_cargo_timings>},
        Format{"ninja-log", ".ninja_log of ninja", recognise_ninja_log, as_contents<read_ninja_log>},
        Format{"time-trace", "trace of clang -ftime-trace", recognise_time_trace, as_contents<read_time_trace>},
    };
    return rows;
}

} // namespace perfeng::tools
