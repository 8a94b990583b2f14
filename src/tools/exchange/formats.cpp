#include "families.hpp"

#include "perfeng/tools/exchange/pprof.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> exchange_formats() {
    static constexpr std::array rows{
        Format{"pprof", "profile of pprof", recognise_pprof, read_pprof},
    };
    return rows;
}

} // namespace perfeng::tools
