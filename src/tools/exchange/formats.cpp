#include "as_contents.hpp"
#include "families.hpp"

#include "perfeng/tools/exchange/pprof.hpp"
#include "perfeng/tools/exchange/speedscope.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> exchange_formats() {
    static constexpr std::array rows{
        Format{"pprof", "profile of pprof", recognise_pprof, read_pprof},
        Format{"speedscope", "speedscope profile", recognise_speedscope, as_contents<read_speedscope>},
    };
    return rows;
}

} // namespace perfeng::tools
