#include "compiled_units.hpp"

#include "flag_words.hpp"
#include "own_functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace perfeng::tools {
namespace {

constexpr std::uint64_t walk_budget = std::uint64_t{64} << 20U;
constexpr std::uint64_t lang_assembler = 0x8001;
constexpr std::uint64_t lang_rust = 0x1c;

struct LanguageName {
    std::uint64_t code;
    std::string_view name;
};
// DWARF 5, table 7.17, and DWARF 6 as gcc and clang use it.
constexpr std::array languages{
    LanguageName{0x01, "C"},   LanguageName{0x02, "C"},   LanguageName{0x0c, "C"},       LanguageName{0x1d, "C"},
    LanguageName{0x2c, "C"},   LanguageName{0x04, "C++"}, LanguageName{0x1a, "C++"},     LanguageName{0x21, "C++"},
    LanguageName{0x2b, "C++"}, LanguageName{0x2f, "C++"}, LanguageName{0x0e, "Fortran"}, LanguageName{0x22, "Fortran"},
    LanguageName{0x0d, "Ada"}, LanguageName{0x13, "D"},   LanguageName{0x1e, "Swift"},   LanguageName{0x27, "Zig"}};

/// Units of libraries that were linked in as they came: another build made them.
bool is_foreign(const DwarfUnit& unit) {
    const auto crate =
        unit.name.substr(unit.name.find("/@/") == std::string_view::npos ? 0 : unit.name.find("/@/") + 3);
    return unit.language == lang_assembler || unit.producer.starts_with("GNU AS") ||
           unit.directory.starts_with("/rustc/") || unit.name.starts_with("/rustc/") ||
           (unit.language == lang_rust && is_standard_crate(crate.substr(0, crate.find('.')))) ||
           unit.directory.find("/libsanitizer") != std::string_view::npos ||
           unit.directory.find("/libgcc") != std::string_view::npos ||
           unit.directory.find("glibc") != std::string_view::npos ||
           unit.name.find("/libgcc/") != std::string_view::npos;
}

bool is_own_unit(const DwarfUnit& unit) { return !is_foreign(unit); }

/// The flags in a producer: gcc's behind its version, clang's behind the path of the compiler; empty: none noted.
std::string_view flags_in(std::string_view producer) {
    const bool gnu = producer.starts_with("GNU ");
    const bool clang = producer.find("clang version") != std::string_view::npos;
    const auto at = producer.find(" -");
    return (gnu || clang) && at != std::string_view::npos ? producer.substr(at) : std::string_view();
}

class Summary {
public:
    explicit Summary(CompiledUnits& units) : units_(units) {}

    void add(const DwarfUnit& unit) {
        ++units_.own;
        units_.skeletons += unit.skeleton ? 1 : 0;
        units_.functions += unit.functions;
        units_.inlined += unit.inlined;
        units_.typed = units_.typed || unit.typed;
        units_.rust = units_.rust || unit.language == lang_rust;
        const auto* const language = std::ranges::find(languages, unit.language, &LanguageName::code);
        if (language != languages.end())
            ++languages_[language->name];
        const auto flags = flags_in(unit.producer);
        const auto compiler = unit.producer.substr(0, unit.producer.size() - flags.size());
        if (!compiler.starts_with("GNU GIMPLE"))
            ++compilers_[compiler];
        units_.lto = units_.lto || unit.producer.find("-fltrans") != std::string_view::npos;
        if (!flags.empty())
            add_flags(flags);
    }

    void add_flags(std::string_view line) {
        const auto flags = flag_words(line);
        ++units_.with_flags;
        ++levels_[optimisation_of(flags)];
        ++marches_[flag_value(flags, "-march=").value_or("")];
        units_.lto = units_.lto || has_flag(flags, "-flto") || flag_value(flags, "-flto=").has_value();
        units_.profile_used =
            units_.profile_used || has_flag(flags, "-fprofile-use") || flag_value(flags, "-fprofile-use=").has_value();
        for (auto& what : instrumentation_of(flags))
            if (std::ranges::find(units_.instrumentation, what) == units_.instrumentation.end())
                units_.instrumentation.push_back(std::move(what));
    }

    void finish() {
        units_.compiler = most(compilers_);
        units_.language = most(languages_);
        const auto march = most(marches_);
        units_.march = march == "x86-64" || march == "armv8-a" ? "baseline" : march;
        units_.optimisation = most(levels_);
        if (levels_.size() < 2)
            return;
        const auto others = units_.with_flags - levels_.at(units_.optimisation);
        units_.optimisation += fmt::format(" ({} of {} units otherwise:", others, units_.with_flags);
        for (const auto& [level, count] : levels_)
            if (count != units_.with_flags - others || !units_.optimisation.starts_with(level))
                units_.optimisation += fmt::format(" {} {}", count, level);
        units_.optimisation += ")";
    }

private:
    template <typename Counts> static std::string most(const Counts& counts) {
        const auto found =
            std::ranges::max_element(counts, [](const auto& a, const auto& b) { return a.second < b.second; });
        return found == counts.end() ? std::string() : std::string(found->first);
    }

    CompiledUnits& units_;
    std::map<std::string, std::uint64_t> levels_;
    std::map<std::string, std::uint64_t> marches_;
    std::map<std::string_view, std::uint64_t> compilers_;
    std::map<std::string_view, std::uint64_t> languages_;
};

} // namespace

std::string CompiledUnits::source() const { return fmt::format("{} unit{} of .debug_info", own, own == 1 ? "" : "s"); }

std::string CompiledUnits::flags_source() const {
    return by_command_line ? ".GCC.command.line"
                           : fmt::format("DW_AT_producer of {} unit{}", with_flags, with_flags == 1 ? "" : "s");
}

CompiledUnits compiled_units(const ElfMarks& marks) {
    CompiledUnits units;
    Summary summary(units);
    const auto read = read_dwarf_units(marks.dwarf, is_own_unit, walk_budget);
    for (const auto& unit : read.units)
        if (is_own_unit(unit))
            summary.add(unit);
    if (units.with_flags == 0)
        for (const auto& line : marks.command_lines) {
            units.by_command_line = true;
            summary.add_flags(line);
        }
    summary.finish();
    if (read.whole)
        units.addresses = read.functions;
    return units;
}

void take_debug(ElfMarks debug, ElfMarks& marks) {
    marks.dwarf = debug.dwarf;
    marks.debug_info_size = debug.debug_info_size;
    marks.debug_line = debug.debug_line;
    marks.debug_split = debug.debug_split;
    marks.debug_compressed = debug.debug_compressed;
    marks.unreadable = std::move(debug.unreadable);
    marks.unpacked = std::move(debug.unpacked);
    if (marks.sources.empty())
        marks.sources = std::move(debug.sources);
    for (const auto& [mark, count] : debug.marks)
        marks.marks.try_emplace(mark, count);
}

std::vector<LinkedCrate> crates_of(const std::vector<std::string_view>& sources) {
    constexpr std::size_t hashed = 25; // letters of an object's name in an incremental build
    std::map<std::string, LinkedCrate> crates;
    bool any = false;
    for (const auto source : sources) {
        const auto mark = source.find("-cgu.");
        const auto dot = source.find('.');
        any = any || mark != std::string_view::npos;
        if (mark == std::string_view::npos || dot == std::string_view::npos || dot > mark) {
            const bool plain =
                std::ranges::all_of(source, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
            if (source.size() == hashed && plain)
                ++crates[""].units;
            continue;
        }
        auto& crate = crates[std::string(source.substr(0, dot))];
        crate.name = source.substr(0, dot);
        crate.standard = is_standard_crate(crate.name);
        ++crate.units;
    }
    std::vector<LinkedCrate> all;
    for (auto& [name, crate] : crates)
        if (any && (!name.empty() || crate.units > 1)) // one alone is the shim of the allocator
            all.push_back(std::move(crate));
    return all;
}

} // namespace perfeng::tools
