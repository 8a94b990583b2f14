#include "as_contents.hpp"
#include "families.hpp"

#include "perfeng/tools/exchange/async_profiler.hpp"
#include "perfeng/tools/exchange/pprof.hpp"
#include "perfeng/tools/exchange/speedscope.hpp"
#include "perfeng/tools/exchange/v8_profile.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> exchange_formats() {
    static constexpr std::array rows{
        Format{"pprof", "profile of pprof", recognise_pprof, read_pprof},
        Format{"speedscope", "speedscope profile", recognise_speedscope, as_contents<read_speedscope>},
        Format{"cpuprofile", "CPU profile of V8 (Node.js, Chrome)", recognise_cpuprofile, as_contents<read_cpuprofile>},
        Format{"chrome-trace", "trace of Chrome", recognise_chrome_trace, as_contents<read_chrome_trace>},
        Format{"async-profiler", "flame graph of async-profiler", recognise_async_profiler, read_async_profiler},
    };
    return rows;
}

} // namespace perfeng::tools
