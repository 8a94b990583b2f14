#include "perfeng/tools/symbols/executable_file.hpp"

#include "elf_sections.hpp"
#include "macho_words.hpp"
#include "size_metrics.hpp"
#include "text/reading.hpp"

#include "perfeng/process/digest.hpp"
#include "perfeng/tools/build/binary_facts.hpp"
#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

namespace perfeng::tools {
namespace {

Read<Contents> contents_of(Executable executable, std::string_view bytes) {
    Read<Contents> result;
    executable.sha256 = process::sha256_of(bytes);
    executable.file_size = bytes.size();
    result.value.metrics.push_back(size_metric("file_size", bytes.size()));
    add_section_metrics(result.value.metrics, *executable.sections);
    result.value.executable = std::move(executable);
    return result;
}

/// Of static functions of one name the sum.
std::vector<SymbolSize> largest_symbols(const Elf& elf) {
    constexpr std::size_t listed = 500;
    std::map<std::string_view, std::uint64_t> sizes;
    auto last = elf.symbols.end();
    for (auto symbol = elf.symbols.begin(); symbol != elf.symbols.end(); last = symbol++)
        if (symbol->size > 0 && (last == elf.symbols.end() || last->value != symbol->value)) // else another name of it
            sizes[symbol->name] += symbol->size;
    std::vector<std::pair<std::string_view, std::uint64_t>> largest(sizes.begin(), sizes.end());
    std::ranges::stable_sort(largest, std::greater{}, [](const auto& entry) { return entry.second; });
    largest.resize(std::min(largest.size(), listed));
    std::vector<SymbolSize> symbols;
    for (const auto& [name, size] : largest)
        symbols.push_back({short_name(demangle(name)), size});
    return symbols;
}

bool is_core_dump(std::string_view elf) {
    return elf.size() > 17 && ((elf[16] == 4 && elf[17] == 0) || (elf[16] == 0 && elf[17] == 4));
}

} // namespace

Executable executable_of(const Elf& elf) {
    Executable executable{.format = "elf", .sections = elf.sections};
    executable.stripped = elf.stripped;
    executable.debug_info = elf.has_debug;
    executable.static_linked = elf.static_linked;
    executable.build_id = elf.build_id;
    executable.symbols = largest_symbols(elf);
    return executable;
}

Executable executable_of(const Macho& macho) {
    Executable executable{.format = "mach-o", .sections = macho.sections};
    executable.stripped = macho.stripped;
    executable.debug_info = macho.has_debug;
    executable.static_linked = macho.static_linked;
    executable.build_id = macho.build_id;
    return executable;
}

Recognition recognise_elf(Head head) { return head.text.starts_with(elf_magic) ? Recognition::yes : Recognition::no; }

tl::expected<Read<Contents>, ReadError> read_elf_file(std::string_view bytes) {
    const auto elf = read_elf(bytes);
    if (!elf)
        return tl::unexpected(elf.error());
    if (is_core_dump(bytes))
        return refuse(0, "a core dump", "an executable, a library or an object file");
    auto executable = executable_of(*elf);
    executable.build_facts = facts_of_elf(bytes, *elf, {});
    return contents_of(std::move(executable), bytes);
}

Recognition recognise_macho(Head head) { return mach_magic(head.text) ? Recognition::yes : Recognition::no; }

tl::expected<Read<Contents>, ReadError> read_macho_file(std::string_view bytes) {
    const auto macho = read_macho(bytes);
    if (!macho)
        return tl::unexpected(macho.error());
    auto result = contents_of(executable_of(*macho), bytes);
    if (!macho->others.empty())
        result.warnings.push_back(fmt::format("a universal file: sections are those of {}, not those of {}",
                                              macho->architecture, fmt::join(macho->others, ", ")));
    return result;
}

} // namespace perfeng::tools
