#include "as_contents.hpp"
#include "families.hpp"

#include "perfeng/tools/counters/cachegrind.hpp"
#include "perfeng/tools/counters/callgrind.hpp"
#include "perfeng/tools/counters/gprof.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> counter_formats() {
    static constexpr std::array rows{
        Format{"callgrind", "profile in callgrind's format", recognise_callgrind, read_callgrind_file},
        Format{"cachegrind", "cachegrind.out of valgrind", recognise_cachegrind, read_cachegrind},
        Format{"gprof", "profile printed by gprof", recognise_gprof, as_contents<read_gprof>},
    };
    return rows;
}

} // namespace perfeng::tools
