#include "perfeng/tools/build/project_facts.hpp"

#include "flag_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

class Declared {
public:
    void add(std::string what, std::string value, std::string source, Confidence confidence = Confidence::medium) {
        if (!value.empty())
            facts_.push_back({std::move(what), std::move(value), std::move(source), confidence, true});
    }
    std::vector<BuildFact> take() { return std::move(facts_); }

private:
    std::vector<BuildFact> facts_;
};

std::string on_or_off(const std::string& value) { return value == "true" ? "on" : "off"; }

/// "thin" and "fat" reach over crates; `false` is "thin-local", over the units of one crate.
std::string lto_of(const std::string& value) { return value == "false" || value == "off" ? "none" : value; }

std::string debug_of(const std::string& value) {
    if (value == "0")
        return "none";
    return value == "2" ? "full" : "line tables";
}

void add_rustflags(const CargoProject& project, Declared& facts) {
    const auto& source = project.rustflags_source;
    if (const auto cpu = codegen_flag(project.rustflags, "target-cpu"))
        facts.add("target CPU", *cpu, source);
    else
        facts.add("target CPU", "baseline", "flags of rustc, which name none");
    if (const auto kept = codegen_flag(project.rustflags, "force-frame-pointers"))
        facts.add("frame pointers", *kept == "no" || *kept == "off" ? "omitted" : "kept", source);
    if (codegen_flag(project.rustflags, "profile-use"))
        facts.add("PGO", "used", source);
    if (codegen_flag(project.rustflags, "profile-generate"))
        facts.add("instrumentation", "PGO generation", source);
    if (codegen_flag(project.rustflags, "instrument-coverage"))
        facts.add("instrumentation", "coverage", source);
}

void add_flags(const std::string& line, const std::string& source, Confidence confidence, Declared& facts) {
    const auto flags = flag_words(line);
    facts.add("optimisation", optimisation_of(flags), source, confidence);
    facts.add("target CPU", flag_value(flags, "-march=").value_or(""), source, confidence);
    if (has_flag(flags, "-flto") || flag_value(flags, "-flto="))
        facts.add("LTO", flag_value(flags, "-flto=").value_or("") == "thin" ? "thin" : "yes", source, confidence);
    const auto instrumentation = instrumentation_of(flags);
    if (!instrumentation.empty())
        facts.add("instrumentation", fmt::format("{}", fmt::join(instrumentation, ", ")), source, confidence);
    facts.add("assertions", has_flag(flags, "-DNDEBUG") ? "off" : "on", source, Confidence::low);
}

std::string meson_value(const MesonProject& project, std::string_view name) {
    const auto found = project.options.find(name);
    return found == project.options.end() ? std::string() : found->second;
}

std::string first_word(const std::string& value) { return value.substr(0, value.find(" (")); }

/// Whether what the binary shows and what the project asks for can both be true.
bool agree(const BuildFact& shown, const BuildFact& declared) {
    const auto a = first_word(shown.value);
    const auto b = first_word(declared.value);
    const auto none = [](const std::string& value) { return value == "none"; };
    if (shown.what == "optimisation")
        return a == b || (a == "some" && !none(b)) || (a == "none" && b == "debug");
    if (shown.what == "codegen units") // a small crate is cut into fewer than it may be
        return a == b || b != "1";
    if (shown.what == "LTO")
        return none(a) == none(b);
    if (shown.what == "target CPU")
        return a == b || (b == "native" && a != "baseline");
    if (shown.what == "debug information")
        return none(a) == none(b);
    return a == b || (shown.what == "assertions" && a == "off"); // a program may have none
}

/// The declared value where the binary tells only that there is one.
std::string more_precise(const BuildFact& shown, const BuildFact& declared) {
    const bool vague = (shown.what == "optimisation" && (shown.value.starts_with("some") || shown.value == "none")) ||
                       (shown.what == "LTO" && shown.value == "yes");
    return vague ? declared.value : shown.value;
}

} // namespace

std::vector<BuildFact> facts_of(const CargoProject& project) {
    Declared facts;
    const auto& settings = project.profile.settings;
    facts.add("project", "cargo: " + project.root.string(), "target directory", Confidence::high);
    facts.add("profile", project.profile.name, "target directory", Confidence::high);
    const auto add = [&](const char* what, const char* key, auto&& value_of) {
        const auto& [value, source, by_default] = settings.at(key);
        facts.add(what, value_of(value), source);
    };
    add("optimisation", "opt-level", [](const std::string& level) { return optimisation_value(level, "opt-level "); });
    add("LTO", "lto", lto_of);
    add("codegen units", "codegen-units", [](const std::string& units) { return units; });
    add("panic", "panic", [](const std::string& strategy) { return strategy; });
    add("debug assertions", "debug-assertions", on_or_off);
    add("overflow checks", "overflow-checks", on_or_off);
    add("debug information", "debug", debug_of);
    add("symbols", "strip", [](const std::string& strip) { return strip == "symbols" ? "stripped" : "present"; });
    add_rustflags(project, facts);
    for (const auto& warning : project.warnings)
        facts.add("without effect", warning, "cargo's rules", Confidence::high);
    return facts.take();
}

std::vector<BuildFact> facts_of(const CMakeProject& project) {
    Declared facts;
    const auto& cache = project.cache;
    facts.add("project", "cmake: " + project.source.string(), (project.build / "CMakeCache.txt").string(),
              Confidence::high);
    const auto type = cache.build_type();
    if (cache.value("CMAKE_CONFIGURATION_TYPES").empty())
        facts.add("build type", type.empty() ? "none" : type, "CMakeCache.txt", Confidence::high);
    const bool cpp = !cache.value("CMAKE_CXX_COMPILER").empty();
    if (!project.flags.empty())
        add_flags(project.flags.front(), project.flags_source, Confidence::high, facts);
    else
        // a project may choose a type of its own where none is given
        add_flags(cache.flags(cpp ? "CXX" : "C"), "CMakeCache.txt", type.empty() ? Confidence::low : Confidence::medium,
                  facts);
    if (const auto lto = cache.value("CMAKE_INTERPROCEDURAL_OPTIMIZATION"); lto == "ON" || lto == "TRUE" || lto == "1")
        facts.add("LTO", "yes", "CMAKE_INTERPROCEDURAL_OPTIMIZATION");
    return facts.take();
}

std::vector<BuildFact> facts_of(const MesonProject& project) {
    Declared facts;
    const std::string source = "meson's options";
    facts.add("project", "meson: " + project.build.string(), source, Confidence::high);
    facts.add("build type", meson_value(project, "buildtype"), source, Confidence::high);
    if (const auto level = meson_value(project, "optimization"); level != "plain" && !level.empty())
        facts.add("optimisation", optimisation_value(level, "-O"), source);
    if (meson_value(project, "b_lto") == "true")
        facts.add("LTO", meson_value(project, "b_lto_mode") == "thin" ? "thin" : "yes", source);
    if (const auto pgo = meson_value(project, "b_pgo"); pgo == "use")
        facts.add("PGO", "used", source);
    else if (pgo == "generate")
        facts.add("instrumentation", "PGO generation", source);
    if (const auto sanitize = meson_value(project, "b_sanitize"); !sanitize.empty() && sanitize != "none")
        facts.add("instrumentation",
                  fmt::format("{}", fmt::join(instrumentation_of(flag_words("-fsanitize=" + sanitize)), ", ")), source);
    if (meson_value(project, "b_coverage") == "true")
        facts.add("instrumentation", "coverage", source);
    return facts.take();
}

std::vector<BuildFact> project_facts(const fs::path& executable, const fs::path& cwd, const Environ& environ) {
    if (const auto cargo = find_cargo_project(executable, cwd, environ))
        return facts_of(*cargo);
    if (const auto cmake = find_cmake_project(executable))
        return facts_of(*cmake);
    if (const auto meson = find_meson_project(executable))
        return facts_of(*meson);
    return {};
}

std::vector<BuildFact> join_facts(std::vector<BuildFact> shown, std::vector<BuildFact> declared) {
    for (auto& wish : declared) {
        const auto found = std::ranges::find(shown, wish.what, &BuildFact::what);
        if (found == shown.end() || found->declared || !agree(*found, wish)) {
            shown.push_back(std::move(wish));
            continue;
        }
        found->value = more_precise(*found, wish);
        found->source += "; " + wish.source;
        found->confidence = Confidence::high;
    }
    return shown;
}

} // namespace perfeng::tools
