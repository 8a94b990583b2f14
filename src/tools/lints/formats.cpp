#include "as_contents.hpp"
#include "families.hpp"

#include "perfeng/tools/lints/clippy.hpp"
#include "perfeng/tools/lints/cppcheck_xml.hpp"
#include "perfeng/tools/lints/lint_lines.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> lint_formats() {
    static constexpr std::array rows{
        Format{"clippy", "JSON messages of cargo clippy or rustc", recognise_clippy, as_contents<read_clippy>},
        Format{"clang-tidy", "warnings of clang-tidy", recognise_clang_tidy, as_contents<read_clang_tidy>},
        Format{"cppcheck-xml", "XML of cppcheck", recognise_cppcheck_xml, as_contents<read_cppcheck_xml>},
        Format{"cppcheck", "messages of cppcheck", recognise_cppcheck_lines, as_contents<read_cppcheck_lines>},
    };
    return rows;
}

} // namespace perfeng::tools
