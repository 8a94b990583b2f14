#include "family.hpp"

#include "perfeng/measure/memory.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/memory/allocators.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view allocator_risk = "another allocator can raise peak RSS, and changes how memory behaves when "
                                            "the program runs for long: see the peak RSS here, and watch it in use";
constexpr std::string_view tunable_risk = "it holds for every program that is started in this environment, also by the "
                                          "program itself";

struct TunableRow {
    std::string_view name;
    std::string_view what;
    std::vector<std::string_view> settings; ///< NAME=VALUE
    std::string_view warning;
};
const std::array tunable_rows{
    TunableRow{"hugepages",
               "malloc asks for huge pages (madvise)",
               {"glibc.malloc.hugetlb=1"},
               "huge pages can raise peak RSS"},
    TunableRow{"arena-max-1",
               "one arena of malloc for all threads",
               {"glibc.malloc.arena_max=1"},
               "threads that allocate at once wait for each other"},
    TunableRow{"trim-threshold",
               "up to 256 MiB of freed memory are kept, not given back",
               {"glibc.malloc.trim_threshold=268435456"},
               "memory that was freed stays with the process"},
    TunableRow{"top-pad",
               "the heap grows by 16 MiB at a time",
               {"glibc.malloc.top_pad=16777216"},
               "up to 16 MiB are asked for in advance"},
    TunableRow{"mmap-threshold",
               "blocks up to 32 MiB come from the heap, not from mmap",
               {"glibc.malloc.mmap_threshold=33554432"},
               "large blocks can fragment the heap"},
    TunableRow{"keep-memory",
               "the three above together",
               {"glibc.malloc.trim_threshold=268435456", "glibc.malloc.top_pad=16777216",
                "glibc.malloc.mmap_threshold=33554432"},
               "memory that was freed stays with the process"},
};

struct InterpreterRow {
    std::string_view name;
    std::string_view what;
    std::string_view program; ///< "java"
    std::string_view variable;
    std::string_view value;
    std::string_view warning;
};
constexpr std::array interpreter_rows{
    InterpreterRow{"java-serial-gc", "the serial garbage collector", "java", "JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC",
                   "one thread collects: long pauses with a large heap"},
    InterpreterRow{"java-parallel-gc", "the parallel garbage collector", "java", "JAVA_TOOL_OPTIONS",
                   "-XX:+UseParallelGC", "pauses are longer than those of G1"},
    InterpreterRow{"java-c1-only", "only the quick compiler (C1)", "java", "JAVA_TOOL_OPTIONS",
                   "-XX:TieredStopAtLevel=1", "slower where the program runs for long"},
    InterpreterRow{"node-semi-space-64", "64 MiB for young objects", "node", "NODE_OPTIONS", "--max-semi-space-size=64",
                   "peak RSS can grow by three times as much"},
};

/// Added to what the variable holds already.
std::string joined(const Workload& workload, const std::string& variable, const std::string& value, char separator) {
    const auto own = workload.env.find(variable);
    const char* const inherited = std::getenv(variable.c_str());
    const std::string present = own != workload.env.end() ? own->second : inherited != nullptr ? inherited : "";
    return present.empty() ? value : present + separator + value;
}

void set_by_environment(PlannedVariant& variant, const Workshop& shop, const std::string& variable, std::string value) {
    variant.told.lines.push_back({"environment", {"export " + process::join_words({variable + "=" + value})}});
    variant.make = [&shop, variable, set = std::move(value)](const fs::path&) -> BuiltOrNot {
        Built built{shop.workload(), shop.subject.files.file, std::nullopt};
        built.workload.env[variable] = set;
        return built;
    };
}

/// Why nothing can be preloaded into the program; none where it can.
std::optional<tools::Unavailable> not_preloadable(const Workshop& shop) {
    const auto& program = shop.executable().path;
    if (const auto why = measure::invisible_allocations(program))
        return tools::Unavailable{program + " " + *why, "link it dynamically, to the system's malloc"};
    std::error_code ignored;
    if ((fs::status(program, ignored).permissions() & (fs::perms::set_uid | fs::perms::set_gid)) != fs::perms::none)
        return tools::Unavailable{program + " runs with another user's rights: the system preloads nothing", ""};
    if (shop.executable().format == "mach-o" && (program.starts_with("/usr/") || program.starts_with("/bin/")))
        return tools::Unavailable{"macOS preloads nothing into its own programs", "measure a program of your own"};
    return std::nullopt;
}

void add_allocators(const Workshop& shop, std::vector<PlannedVariant>& variants) {
    const bool mac = shop.executable().format == "mach-o";
    const auto refused = not_preloadable(shop);
    const auto directories = tools::library_directories();
    for (const auto& allocator : tools::allocators()) {
        auto variant = planned(allocator.name, "allocator", std::string(allocator.library) + " in place of malloc");
        const auto library = find_allocator(allocator, directories);
        if (refused)
            rule_out(variant, refused->why, refused->how);
        else if (!library)
            rule_out(variant, library.error().why, library.error().how);
        else
            set_by_environment(variant, shop, mac ? "DYLD_INSERT_LIBRARIES" : "LD_PRELOAD",
                               joined(shop.workload(), mac ? "DYLD_INSERT_LIBRARIES" : "LD_PRELOAD", *library, ':'));
        variant.told.warnings.emplace_back(allocator_risk);
        variants.push_back(std::move(variant));
    }
}

/// What this program's C library lets be tuned, or why nothing.
tl::expected<std::set<std::string>, tools::Unavailable> tunables_of(const Workshop& shop) {
    const auto refuse = [](std::string why) { return tl::unexpected(tools::Unavailable{std::move(why), ""}); };
    const auto& program = shop.executable().path;
    if (shop.executable().format != "elf")
        return refuse("only glibc has tunables, on Linux");
    if (const auto why = measure::invisible_allocations(program))
        return refuse(program + " " + *why);
    const auto bytes = process::read_file(program);
    const auto elf = tools::read_elf(bytes);
    if (!elf || elf->interpreter.empty() || elf->interpreter.find("musl") != std::string::npos)
        return refuse(program + " does not use glibc");
    constexpr double limit = 10; // seconds
    const auto listed = shop.context.runner.run(process::tool_command({elf->interpreter, "--list-tunables"}, limit));
    auto names = tools::read_tunables(listed.out);
    if (!listed.status.ok() || names.empty())
        return refuse("this glibc does not tell its tunables (2.33 and later do)");
    return names;
}

bool huge_pages_are_off() {
    const fs::path setting = "/sys/kernel/mm/transparent_hugepage/enabled";
    std::error_code ignored;
    return fs::exists(setting, ignored) && process::read_file(setting).find("[madvise]") == std::string::npos;
}

void add_tunables(const Workshop& shop, std::vector<PlannedVariant>& variants) {
    const auto known = tunables_of(shop);
    for (const auto& row : tunable_rows) {
        auto variant = planned(row.name, "tunable", row.what);
        std::string value;
        for (const auto& setting : row.settings) {
            value += (value.empty() ? "" : ":") + std::string(setting);
            const std::string name(setting.substr(0, setting.find('=')));
            if (known && !known->contains(name))
                rule_out(variant, "this glibc has no " + name);
        }
        if (!known)
            rule_out(variant, known.error().why);
        else if (row.name == "hugepages" && huge_pages_are_off())
            rule_out(variant, "the kernel gives huge pages to all programs, or to none",
                     "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled (as root)");
        if (variant.told.status == TryStatus::applies)
            set_by_environment(variant, shop, "GLIBC_TUNABLES", joined(shop.workload(), "GLIBC_TUNABLES", value, ':'));
        variant.told.warnings = {std::string(row.warning), std::string(tunable_risk)};
        variants.push_back(std::move(variant));
    }
}

void add_interpreters(const Workshop& shop, std::vector<PlannedVariant>& variants) {
    const auto program = fs::path(shop.executable().path).filename().string();
    for (const auto& row : interpreter_rows) {
        if (program != row.program)
            continue;
        auto variant = planned(row.name, "interpreter", row.what);
        const std::string variable(row.variable);
        set_by_environment(variant, shop, variable, joined(shop.workload(), variable, std::string(row.value), ' '));
        variant.told.warnings.emplace_back(row.warning);
        variants.push_back(std::move(variant));
    }
}

} // namespace

PlannedVariant planned(std::string_view name, std::string_view kind, std::string_view what) {
    PlannedVariant variant;
    variant.told.name = name;
    variant.told.kind = kind;
    variant.told.what = what;
    return variant;
}

void rule_out(PlannedVariant& variant, std::string why, std::string how) {
    variant.told.status = TryStatus::not_tried;
    variant.told.why = std::move(why);
    variant.told.how = std::move(how);
}

Family environment_family(const Workshop& shop) {
    Family family;
    add_allocators(shop, family.variants);
    add_tunables(shop, family.variants);
    add_interpreters(shop, family.variants);
    return family;
}

} // namespace perfeng::pipeline
