#include "verifying_options.hpp"

#include "measuring_options.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace perfeng::cli {
namespace {

std::set<pipeline::VerifyPart> read_parts(const std::string& text) {
    using pipeline::VerifyPart;
    static const std::vector<std::pair<std::string, VerifyPart>> known{{"tests", VerifyPart::tests},
                                                                       {"lints", VerifyPart::lints},
                                                                       {"output", VerifyPart::output},
                                                                       {"compiles", VerifyPart::compiles},
                                                                       {"sanitizers", VerifyPart::sanitizers}};
    std::set<VerifyPart> parts;
    for (const auto& name : read_list(text)) {
        const auto found = std::ranges::find(known, name, [](const auto& entry) { return entry.first; });
        if (found == known.end()) {
            const auto near = process::nearest_word(name, {"tests", "lints", "output", "compiles", "sanitizers"});
            throw Error("unknown check '" + name + "'", (near ? "did you mean '" + *near + "'? " : "") +
                                                            std::string("checks: tests, lints, output, compiles, "
                                                                        "sanitizers"));
        }
        parts.insert(found->second);
    }
    return parts;
}

} // namespace

void VerifyingOptions::add_to(CLI::App& app) {
    app.add_option("--test", tests_, "A test, instead of what is recognised (repeatable)")->type_name("CMD");
    app.add_option("--lint", lints_, "A lint, likewise (repeatable)")->type_name("CMD");
    app.add_option("--mask", masks_,
                   "What of the output may vary: a name (date, time, ...) or an expression "
                   "(repeatable)")
        ->type_name("MASK");
    app.add_flag("--any-order", any_order_, "Lines in another order are the same output");
    app.add_option("--compiles", compiles_, "Must accept the output, whose file is {out}")->type_name("CMD");
    app.add_flag("--sanitize", sanitize_, "Build with sanitizers in a scratch directory, and run the workload so");
    app.add_option("--sanitize-build", sanitize_build_, "The build for that: makes the program {out}")
        ->type_name("CMD");
    app.add_option("--time-limit", time_limit_, "The most that one of these commands may take")
        ->type_name("TIME")
        ->capture_default_str();
    app.add_option("--checks", checks_, "What to verify: tests, lints, output, compiles, sanitizers")
        ->type_name("LIST")
        ->capture_default_str();
}

pipeline::VerifyOptions VerifyingOptions::read() const {
    pipeline::VerifyOptions options;
    options.parts = read_parts(checks_);
    options.tests = tests_;
    options.lints = lints_;
    options.masks = masks_;
    options.any_order = any_order_;
    options.compiles = compiles_;
    options.sanitize = sanitize_ || !sanitize_build_.empty();
    options.sanitize_build = sanitize_build_;
    options.time_limit = read_seconds(time_limit_, "--time-limit");
    options.directory = std::filesystem::current_path().string();
    return options;
}

} // namespace perfeng::cli
