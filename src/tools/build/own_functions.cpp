#include "own_functions.hpp"

#include "symbols/prologue.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace perfeng::tools {
namespace {

constexpr std::array<std::string_view, 18> standard_crates{
    "std",         "core",   "alloc", "hashbrown",      "gimli",  "addr2line",   "object",       "memchr",
    "miniz_oxide", "adler2", "adler", "rustc_demangle", "unwind", "panic_abort", "panic_unwind", "compiler_builtins",
    "std_detect",  "cfg_if"};

constexpr std::array<std::string_view, 12> start_files{"_start",
                                                       "_init",
                                                       "_fini",
                                                       "frame_dummy",
                                                       "deregister_tm_clones",
                                                       "register_tm_clones",
                                                       "__do_global_dtors_aux",
                                                       "_dl_relocate_static_pie",
                                                       "__libc_csu_init",
                                                       "__libc_csu_fini",
                                                       "atexit",
                                                       "__rust_probestack"};

/// Of a mangled name of Rust: "_ZN4core..." (legacy), or with "Cs<hash>_4core" in it (v0).
bool is_standard_rust(std::string_view name) {
    if (name.starts_with("__rust") || name.starts_with("rust_") || name.starts_with("__rdl"))
        return true;
    const bool legacy = name.starts_with("_ZN");
    if (!legacy && !name.starts_with("_R"))
        return false;
    return std::ranges::any_of(standard_crates, [&](std::string_view crate) {
        const auto spelled = fmt::format("{}{}", crate.size(), crate);
        return legacy ? name.substr(3).starts_with(spelled)
                      : name.find(fmt::format("_{}", spelled)) != std::string_view::npos;
    });
}

bool is_own(std::string_view name) {
    return std::ranges::find(start_files, name) == start_files.end() && !is_standard_rust(name);
}

class Code {
public:
    Code(const Image& image, const Elf& elf) : image_(image), elf_(elf), machine_(image.number(18, 2)) {}

    /// Where the program begins: in the C library's start file.
    [[nodiscard]] std::uint64_t entry() const { return image_.word(0, 24, 24); }
    [[nodiscard]] bool known() const { return knows_code_of(machine_); }

    void look(std::uint64_t start, std::uint64_t size, OwnFunctions& found) const {
        constexpr std::uint64_t smallest = 48;
        constexpr std::uint64_t beginning = 40; // where arguments are stored, behind the prologue
        if (size < smallest)
            return;
        for (const auto& segment : elf_.segments) {
            if (start < segment.address || start - segment.address + smallest > segment.file_size)
                continue;
            const auto at = segment.offset + (start - segment.address);
            ++found.looked_at;
            found.with_frame_pointer += sets_frame_pointer(machine_, image_.slice(at, prologue_size)) ? 1U : 0U;
            found.storing_arguments += stores_arguments(machine_, image_.slice(at, beginning)) ? 1U : 0U;
            return;
        }
    }

private:
    const Image& image_;
    const Elf& elf_;
    std::uint64_t machine_;
};

/// Of .text alone: the table lists the stubs of the linker too.
void look_by_unwind_table(const Code& code, const ElfMarks& marks, OwnFunctions& found) {
    found.by_unwind_table = true;
    const auto& starts = marks.unwind_starts;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto end = i + 1 < starts.size() ? std::min(starts[i + 1], marks.text_end) : marks.text_end;
        if (starts[i] >= marks.text_begin && starts[i] < end && starts[i] != code.entry())
            code.look(starts[i], end - starts[i], found);
    }
}

} // namespace

bool is_standard_crate(std::string_view crate) {
    return std::ranges::find(standard_crates, crate) != standard_crates.end() ||
           crate.starts_with("rustc_std_workspace") || crate == "libc" || crate == "rustc_literal_escaper";
}

OwnFunctions look_at_own_functions(const Image& image, const Elf& elf, const ElfMarks& marks,
                                   const std::vector<std::uint64_t>& debugged) {
    OwnFunctions found;
    const Code code(image, elf);
    const bool told_apart = !elf.static_linked || !debugged.empty();
    if (!code.known() || !told_apart)
        return found;
    if (elf.stripped) {
        look_by_unwind_table(code, marks, found);
        return found;
    }
    const std::unordered_set<std::uint64_t> known(debugged.begin(), debugged.end());
    std::uint64_t last = 0;
    for (const auto& symbol : elf.symbols) {
        const bool again = symbol.value == last;
        last = symbol.value;
        if (!again && is_own(symbol.name) && (known.empty() || known.contains(symbol.value)))
            code.look(symbol.value, symbol.size, found);
    }
    return found;
}

} // namespace perfeng::tools
