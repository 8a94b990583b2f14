#include "perfeng/tools/build/binary_facts.hpp"

#include "compiled_units.hpp"
#include "elf_marks.hpp"
#include "own_functions.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace perfeng::tools {
namespace {

class Facts {
public:
    void add(std::string what, std::string value, std::string source, Confidence confidence = Confidence::high) {
        if (!value.empty())
            all_.push_back({std::move(what), std::move(value), std::move(source), confidence, false});
    }
    std::vector<BuildFact> take() { return std::move(all_); }

private:
    std::vector<BuildFact> all_;
};

/// All that one ELF file is judged by.
struct Evidence {
    const Elf& elf;
    const ElfMarks& marks;
    const CompiledUnits& units;
    const OwnFunctions& functions;
    bool separate = false; ///< the debug information is of a file of its own

    [[nodiscard]] bool has(std::string_view mark) const { return marks.marks.find(mark) != marks.marks.end(); }
    [[nodiscard]] bool rust() const { return units.rust || !rust_comment().empty() || has("rust"); }
    [[nodiscard]] bool go() const { return !marks.go_build_info.empty(); }
    [[nodiscard]] std::string rust_comment() const { return comment_with("rustc version"); }
    [[nodiscard]] std::string comment_with(std::string_view words) const {
        for (const auto& comment : marks.comments)
            if (comment.find(words) != std::string::npos)
                return comment;
        return {};
    }
};

bool is_cpp_name(std::string_view name) {
    constexpr std::array<std::string_view, 5> ends{".cc", ".cpp", ".cxx", ".C", ".c++"};
    return std::ranges::any_of(ends, [&](auto end) { return name.ends_with(end); });
}

/// Of a file of the program's own: the C library's start files are named too.
bool is_source_name(std::string_view name) {
    return is_cpp_name(name) || (name.ends_with(".c") && name != "crtstuff.c");
}

std::string setting_of_go(const std::string& info, std::string_view key) {
    for (Lines lines(info); lines.next();) {
        auto line = lines.line();
        if (skip(line, "build\t") && skip(line, key) && skip(line, "="))
            return std::string(line);
    }
    return {};
}

/// Every program holds GCC's name, since the C library's start files are made by it: others come first.
void tell_compiler(const Evidence& evidence, Facts& facts) {
    const auto& marks = evidence.marks;
    if (evidence.go())
        return facts.add("compiler", "Go " + marks.go_build_info.substr(0, marks.go_build_info.find('\n')),
                         ".go.buildinfo");
    if (auto rust = evidence.rust_comment(); !rust.empty())
        return facts.add("compiler", rust, ".comment");
    if (auto told = evidence.units.compiler; !told.empty())
        return facts.add("compiler", told, evidence.units.source());
    if (auto clang = evidence.comment_with("clang version"); !clang.empty())
        return facts.add("compiler", clang, ".comment");
    facts.add("compiler", evidence.comment_with("GCC:"), ".comment", Confidence::medium);
}

void tell_linker(const Evidence& evidence, Facts& facts) {
    if (auto linker = evidence.comment_with("Linker:"); !linker.empty())
        facts.add("linker", std::string(trim(std::string_view(linker).substr(7))), ".comment");
    else if (auto mold = evidence.comment_with("mold "); !mold.empty())
        facts.add("linker", mold, ".comment");
    else if (evidence.marks.gold)
        facts.add("linker", "GNU gold", ".note.gnu.gold-version");
}

void tell_language(const Evidence& evidence, Facts& facts) {
    if (evidence.go())
        facts.add("language", "Go", ".go.buildinfo");
    else if (evidence.rust())
        facts.add("language", "Rust", evidence.units.rust ? evidence.units.source() : ".comment and symbols");
    else if (!evidence.units.language.empty())
        facts.add("language", evidence.units.language, evidence.units.source());
    else if (std::ranges::any_of(evidence.marks.sources, is_source_name))
        facts.add("language", std::ranges::any_of(evidence.marks.sources, is_cpp_name) ? "C++" : "C",
                  "source files in .symtab");
}

void tell_debug(const Evidence& evidence, Facts& facts) {
    const auto& marks = evidence.marks;
    std::string value = "none";
    std::string source = "no .debug_info";
    if (marks.debug_info_size > 0 || marks.debug_line) {
        const bool split = evidence.units.skeletons > 0;
        value = split ? "split" : evidence.units.typed ? "full" : "line tables";
        source = split ? "skeleton units, .dwo files" : ".debug_info";
        if (!marks.unreadable.empty())
            value = "present";
        if (evidence.separate) {
            value += ", in a separate file";
            source = evidence.elf.debug_link.empty() ? "build id" : ".gnu_debuglink";
        }
        if (marks.debug_compressed)
            value += ", compressed";
        if (!evidence.units.own && !evidence.separate && marks.unreadable.empty() && !evidence.go()) {
            value = "none";
            source = ".debug_info of start files and libraries alone";
        }
    }
    facts.add("debug information", value, source);
}

void tell_link(const Evidence& evidence, Facts& facts) {
    const auto& elf = evidence.elf;
    facts.add("symbols", elf.stripped ? "stripped" : "present", elf.stripped ? "no .symtab" : ".symtab");
    if (evidence.marks.program || elf.static_linked) {
        facts.add("linking", elf.static_linked ? "static" : "dynamic",
                  elf.static_linked ? "no PT_INTERP" : "PT_INTERP " + elf.interpreter);
        facts.add("PIE", evidence.marks.pie ? "yes" : "no", "ELF type, DF_1_PIE");
    }
    facts.add("build id", elf.build_id, ".note.gnu.build-id");
}

double share_of(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Without flags: only whether there was any. Unoptimised code of gcc and clang has a frame pointer in every function,
/// and stores all arguments (98 to 100% in tests; optimised at most 50%, with few functions); that of rustc stores
/// them too (90%; optimised 12%). Inlined functions tell apart in C and C++ (none; 0.3 to 63 a function), but not in
/// Rust, whose standard library has itself inlined in any case.
void infer_optimisation(const Evidence& evidence, Facts& facts) {
    const auto& units = evidence.units;
    const auto& functions = evidence.functions;
    constexpr std::uint64_t few = 3;
    constexpr std::uint64_t many = 20;
    const auto stores = share_of(functions.storing_arguments, functions.looked_at);
    const auto frames = share_of(functions.with_frame_pointer, functions.looked_at);
    const auto told = fmt::format("{} of {} functions of its own store their arguments at once",
                                  functions.storing_arguments, functions.looked_at);
    const bool enough = functions.looked_at >= few;
    if (enough && stores >= 0.7 && (evidence.rust() || frames >= 0.9))
        return facts.add("optimisation", "none", told,
                         functions.looked_at >= many ? Confidence::high : Confidence::medium);
    if (!evidence.rust() && units.functions >= few && share_of(units.inlined, units.functions) >= 0.3)
        return facts.add("optimisation", "some",
                         fmt::format("{} inlined in {} functions of its own", units.inlined, units.functions),
                         units.functions >= many ? Confidence::high : Confidence::medium);
    if (enough && (stores < 0.5 || (!evidence.rust() && frames < 0.5)))
        facts.add("optimisation", "some", told, functions.looked_at >= many ? Confidence::medium : Confidence::low);
}

void tell_optimisation(const Evidence& evidence, Facts& facts) {
    const auto& marks = evidence.marks;
    if (evidence.go()) {
        const bool off = setting_of_go(marks.go_build_info, "-gcflags").find("-N") != std::string::npos;
        facts.add("optimisation", off ? "none (-gcflags=-N)" : "some (Go's own)", ".go.buildinfo",
                  off ? Confidence::high : Confidence::medium);
        return;
    }
    if (!evidence.units.optimisation.empty())
        facts.add("optimisation", evidence.units.optimisation, evidence.units.flags_source());
    else
        infer_optimisation(evidence, facts);
}

void tell_flags(const Evidence& evidence, Facts& facts) {
    const auto& units = evidence.units;
    if (!units.march.empty())
        facts.add("target CPU", units.march, units.flags_source());
    if (evidence.go()) {
        const auto& info = evidence.marks.go_build_info;
        facts.add("target CPU", setting_of_go(info, "GOAMD64") == "v1" ? "baseline" : setting_of_go(info, "GOAMD64"),
                  ".go.buildinfo GOAMD64");
        facts.add("PGO", setting_of_go(info, "-pgo").empty() ? "none" : "used", ".go.buildinfo -pgo");
        return;
    }
    if (units.with_flags > 0)
        facts.add("PGO", units.profile_used ? "used" : "none", units.flags_source());
}

/// Object files that compilers name after their sources or codegen units are gone where the linker made one of them.
void tell_rust_units(const Evidence& evidence, Facts& facts) {
    const auto crates = crates_of(evidence.marks.sources);
    const bool apart = std::ranges::any_of(evidence.marks.libraries,
                                           [](std::string_view library) { return library.starts_with("libstd-"); });
    if (crates.empty() || apart)
        return;
    const std::string source = "codegen units in .symtab";
    const bool standard = std::ranges::any_of(crates, [](const auto& crate) { return crate.standard; });
    const bool thin =
        std::ranges::any_of(crates, [](const auto& crate) { return crate.name.starts_with("rustc_std_workspace"); });
    facts.add("LTO", !standard ? "fat" : thin ? "thin" : "none", source, Confidence::high);
    std::uint64_t most = 0;
    std::string named;
    for (const auto& crate : crates)
        if (!crate.standard && crate.units > most) {
            most = crate.units;
            named = crate.name;
        }
    if (most > 0)
        facts.add("codegen units",
                  most == 1       ? "1"
                  : named.empty() ? fmt::format("{} (incremental)", most)
                                  : fmt::format("{} (of crate {})", most, named),
                  source, most == 1 ? Confidence::medium : Confidence::high);
}

void tell_unit_count(const Evidence& evidence, Facts& facts) {
    if (evidence.rust() || evidence.go())
        return;
    const auto sources = std::ranges::count_if(evidence.marks.sources, is_source_name);
    if (evidence.units.own > 0)
        facts.add("compiled units", std::to_string(evidence.units.own), ".debug_info");
    else if (sources > 0)
        facts.add("compiled units", std::to_string(sources), "source files in .symtab");
}

void tell_lto(const Evidence& evidence, Facts& facts) {
    const auto& units = evidence.units;
    const auto& sources = evidence.marks.sources;
    if (evidence.go())
        return;
    if (evidence.rust())
        return tell_rust_units(evidence, facts);
    if (units.lto || evidence.has("gcc lto"))
        return facts.add("LTO", "yes", units.lto ? units.flags_source() : "symbols .lto_priv");
    if (std::ranges::find(sources, "ld-temp.o") != sources.end())
        return facts.add("LTO", "fat", "object ld-temp.o in .symtab");
    if (units.with_flags > 0)
        return facts.add("LTO", "none", units.flags_source());
    const bool gcc = evidence.comment_with("clang").empty() && !evidence.comment_with("GCC:").empty();
    const auto named = std::ranges::count_if(sources, is_source_name);
    if (gcc && named > 0)
        facts.add("LTO", "none", fmt::format("{} source file(s) in .symtab", named), Confidence::medium);
}

void tell_rust(const Evidence& evidence, Facts& facts) {
    if (!evidence.rust())
        return;
    if (!evidence.elf.static_linked)
        facts.add("panic", evidence.has("unwinds") ? "unwind" : "abort",
                  evidence.has("unwinds") ? "imports _Unwind_RaiseException" : "does not import _Unwind_RaiseException",
                  Confidence::high);
    const auto told = [&](std::string what, std::string_view mark, const std::string& text) {
        const bool on = evidence.has(mark);
        facts.add(std::move(what), on ? "on" : "off", (on ? "holds the text '" : "lacks the text '") + text + "'",
                  on ? Confidence::high : Confidence::medium);
    };
    told("debug assertions", "rust preconditions", "unsafe precondition(s) violated");
    told("overflow checks", "rust overflow", "attempt to ... with overflow");
}

void tell_assertions(const Evidence& evidence, Facts& facts) {
    if (evidence.rust() || evidence.go() || evidence.elf.static_linked || !evidence.marks.program)
        return;
    facts.add("assertions", evidence.has("assertions") ? "on" : "off",
              evidence.has("assertions") ? "imports __assert_fail" : "does not import __assert_fail",
              evidence.has("assertions") ? Confidence::high : Confidence::low);
}

void tell_instrumentation(const Evidence& evidence, Facts& facts) {
    struct Row {
        std::string_view mark;
        std::string_view what;
    };
    static constexpr std::array rows{Row{"asan", "AddressSanitizer"},
                                     Row{"tsan", "ThreadSanitizer"},
                                     Row{"msan", "MemorySanitizer"},
                                     Row{"hwasan", "HWAddressSanitizer"},
                                     Row{"dfsan", "DataFlowSanitizer"},
                                     Row{"ubsan", "UndefinedBehaviorSanitizer"},
                                     Row{"sanitizer coverage", "fuzzing coverage"},
                                     Row{"llvm coverage", "coverage"},
                                     Row{"mcount", "gprof"},
                                     Row{"function tracing", "function tracing"},
                                     Row{"debug library", "debug library"}};
    auto found = evidence.units.instrumentation;
    const auto add = [&](std::string_view what) {
        if (std::ranges::find(found, what) == found.end())
            found.emplace_back(what);
    };
    for (const auto& [mark, what] : rows)
        if (evidence.has(mark))
            add(what);
    const bool told = std::ranges::find(found, "coverage") != found.end() ||
                      std::ranges::find(found, "PGO generation") != found.end();
    if (evidence.has("gcov") && !told)
        add(evidence.has("gcov values") ? "PGO generation" : "coverage");
    if (evidence.has("llvm profile") && !told)
        add("PGO generation");
    if (evidence.go())
        for (const auto* const flag : {"-race", "-cover", "-msan", "-asan"})
            if (setting_of_go(evidence.marks.go_build_info, flag) == "true")
                add(fmt::format("go build {}", flag));
    const bool sure = !evidence.elf.stripped || !found.empty() || evidence.go();
    facts.add("instrumentation", found.empty() ? "none" : fmt::format("{}", fmt::join(found, ", ")),
              evidence.go() ? ".go.buildinfo" : "symbols", sure ? Confidence::high : Confidence::medium);
}

void tell_frame_pointers(const Evidence& evidence, Facts& facts) {
    const auto& functions = evidence.functions;
    constexpr std::uint64_t few = 3;
    if (evidence.go())
        return facts.add("frame pointers", "kept", "Go keeps them on this processor", Confidence::high);
    if (functions.looked_at < few)
        return;
    const auto share = static_cast<double>(functions.with_frame_pointer) / static_cast<double>(functions.looked_at);
    facts.add("frame pointers",
              share >= 0.6    ? "kept"
              : share <= 0.15 ? "omitted"
                              : "some",
              fmt::format("{} of {} functions of its own set one up{}", functions.with_frame_pointer,
                          functions.looked_at, functions.by_unwind_table ? ", found by .eh_frame" : ""),
              functions.looked_at >= 20 ? Confidence::high : Confidence::medium);
}

void tell_allocator(const Evidence& evidence, Facts& facts) {
    if (evidence.go())
        return;
    for (const auto* const name : {"jemalloc", "mimalloc", "tcmalloc", "snmalloc"}) {
        if (evidence.has(name))
            return facts.add("allocator", name, "symbols");
        for (const auto library : evidence.marks.libraries)
            if (library.find(name) != std::string_view::npos)
                return facts.add("allocator", name, "DT_NEEDED " + std::string(library));
    }
    const bool sanitized =
        evidence.has("asan") || evidence.has("tsan") || evidence.has("msan") || evidence.has("hwasan");
    if (evidence.has("own malloc") && !evidence.elf.static_linked && !sanitized)
        return facts.add("allocator", "its own", "defines malloc", Confidence::medium);
    facts.add("allocator", "C library", "no other allocator's symbols",
              evidence.elf.stripped ? Confidence::medium : Confidence::high);
}

std::vector<BuildFact> facts_by(const Evidence& evidence) {
    Facts facts;
    for (const auto tell : {tell_language, tell_compiler, tell_linker, tell_optimisation, tell_unit_count, tell_lto,
                            tell_rust, tell_flags, tell_debug, tell_link, tell_frame_pointers, tell_instrumentation,
                            tell_assertions, tell_allocator})
        tell(evidence, facts);
    return facts.take();
}

} // namespace

std::vector<BuildFact> facts_of_elf(std::string_view bytes, const Elf& elf, std::string_view debug) {
    try {
        const Image image(bytes);
        auto marks = read_elf_marks(image);
        const bool separate = marks.debug_info_size == 0 && !debug.empty();
        if (separate)
            take_debug(read_elf_marks(Image(debug)), marks);
        const auto units = compiled_units(marks);
        const auto functions = look_at_own_functions(image, elf, marks, units.addresses);
        return facts_by({elf, marks, units, functions, separate});
    } catch (const Damaged&) {
        return {};
    }
}

std::vector<BuildFact> facts_of_macho(const Macho& macho) {
    Facts facts;
    facts.add("debug information",
              macho.has_debug              ? "full"
              : macho.debug_object.empty() ? "none"
                                           : "in object files",
              macho.has_debug ? "__debug_info" : "debug map");
    facts.add("symbols", macho.stripped ? "stripped" : "present", "LC_SYMTAB");
    facts.add("linking", macho.static_linked ? "static" : "dynamic", "LC_LOAD_DYLINKER");
    facts.add("build id", macho.build_id, "LC_UUID");
    return facts.take();
}

} // namespace perfeng::tools
