#include "sanitizing.hpp"

#include "checking.hpp"
#include "side_run.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/sanitizers.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t looked_through = 16U << 20U; // bytes of stderr

/// The user's options, and stronger than them ours.
std::string runtime_options(const char* name, const std::map<std::string, std::string>& env, const std::string& ours) {
    const auto own = env.find(name);
    const char* const outer = std::getenv(name);
    const std::string given = own != env.end() ? own->second : outer != nullptr ? outer : "";
    return given.empty() ? ours : given + ":" + ours;
}

/// clang's runtimes of some distributions look for a symbolizer of another name than the one installed, and then tell
/// no places.
void name_symbolizer(std::map<std::string, std::string>& env) {
    const auto symbolizer = process::find_program("llvm-symbolizer");
    for (const auto* const name : {"ASAN_SYMBOLIZER_PATH", "UBSAN_SYMBOLIZER_PATH"})
        if (symbolizer && std::getenv(name) == nullptr)
            env.try_emplace(name, *symbolizer);
}

StagedSide sanitized_side(const Workload& workload, const fs::path& program) {
    StagedSide side{workload, program.string()};
    auto& env = side.workload.env;
    env["ASAN_OPTIONS"] = runtime_options("ASAN_OPTIONS", workload.env, "halt_on_error=0:detect_leaks=0");
    env["UBSAN_OPTIONS"] = runtime_options("UBSAN_OPTIONS", workload.env, "halt_on_error=0:print_stacktrace=1");
    name_symbolizer(env);
    side.workload.timeout.reset();
    return side;
}

void judge(const Context& context, const SideRun& run, bool failure_expected, Check& check) {
    const auto text = process::tail_of_file(run.err, looked_through);
    const auto reports = tools::read_sanitizer_reports(text);
    if (!text.empty())
        check.log = context.store.put_blob_file(run.err);
    if (reports.count > 0) {
        check.status = CheckStatus::failed;
        check.detail =
            fmt::format("{} report{}, the first: {}", reports.count, reports.count == 1 ? "" : "s", reports.title);
        check.tail = reports.first;
    } else if (run.status.timed_out) {
        check.detail = "the program takes longer with sanitizers than the time limit";
        check.how = "raise --time-limit, or measure a smaller input";
    } else if (!run.status.ok() && !failure_expected) {
        check.status = CheckStatus::failed;
        check.detail = "no reports, but the program ended with " + to_string(run.status);
        check.tail = last_lines(text);
    } else {
        check.status = CheckStatus::passed;
        check.detail = "no reports";
    }
}

} // namespace

Check check_sanitizers(const Context& context, const Subject& subject, const std::string& user_build, double time_limit,
                       const fs::path& scratch) {
    const auto& workload = subject.measurement.workload;
    const auto place = scratch / "sanitizers";
    fs::create_directories(place);
    Check check;
    check.name = "sanitizers";
    check.kind = CheckKind::sanitizer;
    const auto build = tools::plan_sanitized_build(
        {subject.files.program, workload.typed, workload.cwd, subject.files.script.has_value(), user_build}, place);
    check.source = build.what.empty() ? "--sanitize" : build.what;
    if (!build.why_not.empty()) {
        check.detail = build.why_not;
        check.how = build.how;
        return check;
    }
    context.progress.stage("build with sanitizers");
    run_check(context, {build.line, build.directory, time_limit}, scratch, check);
    const auto build_seconds = check.seconds;
    if (check.status != CheckStatus::passed || !fs::exists(build.program)) {
        check.detail = check.status == CheckStatus::passed ? "the build made no " + build.program.string()
                                                           : "the build with sanitizers: " + check.detail;
        check.status = CheckStatus::not_run;
        check.how = "see its output, or build it yourself: --sanitize-build CMD";
        return check;
    }
    check.status = CheckStatus::not_run;
    if (!tools::has_sanitizers(build.program)) {
        check.detail = "the program that was built holds no sanitizer";
        check.how = "have the build take the compiler from CC and CXX, or use --sanitize-build CMD";
        return check;
    }
    context.progress.stage("workload under sanitizers");
    const auto run =
        run_side(context, sanitized_side(workload, build.program), workload.outputs, time_limit, place / "run");
    judge(context, run, workload.ignore_failure, check);
    check.seconds = build_seconds + run.seconds;
    return check;
}

} // namespace perfeng::pipeline
