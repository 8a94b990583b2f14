#include "as_contents.hpp"
#include "families.hpp"
#include "text/looks.hpp"

#include "perfeng/tools/memory/dhat.hpp"
#include "perfeng/tools/memory/heaptrack.hpp"
#include "perfeng/tools/memory/heaptrack_print.hpp"
#include "perfeng/tools/memory/leaks.hpp"
#include "perfeng/tools/memory/lsan.hpp"
#include "perfeng/tools/memory/massif.hpp"
#include "perfeng/tools/memory/memcheck.hpp"
#include "perfeng/tools/memory/memcheck_text.hpp"
#include "perfeng/tools/memory/ms_print.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> memory_formats() {
    static constexpr std::array rows{
        Format{"memcheck-xml", "report of valgrind memcheck, XML", recognise_memcheck_xml,
               as_contents<read_memcheck_report>},
        Format{"memcheck", "report of valgrind memcheck, text", recognise_memcheck_text,
               as_contents<read_memcheck_text>},
        Format{"lsan", "report of LeakSanitizer", recognise_lsan, as_contents<read_lsan>},
        Format{"leaks", "report of macOS leaks", recognise_leaks, as_contents<read_leaks>},
        Format{"heaptrack", "record of heaptrack", recognise_heaptrack_record, as_contents<read_heaptrack_record>},
        Format{"heaptrack-print", "report of heaptrack_print", recognise_heaptrack_print, read_heaptrack_print},
        Format{"massif", "record of valgrind massif", recognise_massif, read_massif},
        Format{"ms-print", "report of ms_print, of valgrind massif", recognise_ms_print, read_ms_print},
        Format{"dhat", "record of DHAT", recognise_dhat, read_dhat},
    };
    return rows;
}

} // namespace perfeng::tools
