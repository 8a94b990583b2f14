#include "commands.hpp"
#include "measuring_options.hpp"

#include "perfeng/pipeline/trying.hpp"
#include "perfeng/report/trying.hpp"
#include "perfeng/store/document.hpp"

#include <algorithm>

namespace perfeng::cli {
namespace {

bool any_with(const Trying& trying, TryStatus status) {
    return std::ranges::find(trying.variants, status, &Variant::status) != trying.variants.end();
}

class Try : public Command {
public:
    [[nodiscard]] std::string name() const override { return "try"; }
    [[nodiscard]] std::string summary() const override {
        return "Measure what other build settings, allocators and tunables would bring";
    }
    [[nodiscard]] std::string details() const override {
        return R"(Makes variants of today's program that need no edit of its source, in build directories of its own and
by environment, and compares each in pairs with today's program. NAME is the name or the kind of a
variant (cargo, cmake, build, allocator, tunable, interpreter), or a pattern of it; without any, all
that apply are tried. No file of yours is edited: the report tells the lines to copy. What it knows how
to build: `cargo run` and programs below cargo's target directory, programs below a CMakeCache.txt, and
by --build whatever a command builds. Exit status: 0, also where nothing helped; 2 nothing could be
tried; 3 the workload fails as it is.

Examples:
  perfeng try --list -- ./build/app input.txt
  perfeng try -- cargo run --release -- input.txt
  perfeng try 'lto*' jemalloc -- ./build/app input.txt
  perfeng try --build make -- ./app input.txt
  perfeng try --build 'cc -O2 -o {out} app.c' -- ./app input.txt)";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("names", names_, "Variants to try, by name, kind or pattern")->type_name("NAME...");
        app.add_flag("--list", list_, "Tell what applies here, and what does not and why; try nothing");
        app.add_option("--build", build_, "A shell command that builds the program; {out} in it is the file to make")
            ->type_name("CMD");
        app.add_option("--keep", keep_, "Build there, and leave what was built")->type_name("DIR");
        app.add_option("--time-limit", time_limit_, "The most that the whole may take; a build is brought to its end")
            ->type_name("TIME")
            ->capture_default_str();
        app.add_option("--threshold", thresholds_, "Less than this is no change, as in cpu_time=3% (repeatable)")
            ->type_name("METRIC=LIMIT");
        pairs_.add_to(app);
        measuring_.add_workload_to(app);
    }

    ExitCode run(Session& session) override {
        const auto format = std::string(session.page_format().name);
        session.check_output();
        const auto options = read(session);
        const auto trying = list_ ? pipeline::list_variants(session.context(), options)
                                  : pipeline::try_variants(session.context(), options);
        const auto page = list_ ? report::variants_page(trying) : report::trying_page(trying);
        session.emit(format == "json"       ? store::write_document(trying)
                     : format == "markdown" ? as_markdown(page)
                                            : as_text(page, session.style()));
        return outcome(trying);
    }

private:
    [[nodiscard]] pipeline::TryOptions read(const Session& session) const {
        pipeline::TryOptions options{.measure = measuring_.read(session.workload_words()),
                                     .pairs = pairs_.read(),
                                     .thresholds = {},
                                     .alpha = GateOptions().alpha(),
                                     .names = names_,
                                     .build = build_,
                                     .keep = keep_,
                                     .time_limit = read_seconds(time_limit_, "--time-limit")};
        for (const auto& text : thresholds_)
            options.thresholds.push_back(analysis::parse_threshold(text));
        return options;
    }

    [[nodiscard]] ExitCode outcome(const Trying& trying) const {
        if (!trying.complete)
            return ExitCode::interrupted;
        const bool any = list_ ? any_with(trying, TryStatus::applies)
                               : any_with(trying, TryStatus::tried) || any_with(trying, TryStatus::failed);
        return any ? ExitCode::ok : ExitCode::usage;
    }

    std::vector<std::string> names_;
    bool list_ = false;
    std::string build_;
    std::string keep_;
    std::string time_limit_ = "30m";
    std::vector<std::string> thresholds_;
    PairOptions pairs_;
    MeasuringOptions measuring_;
};

} // namespace

std::unique_ptr<Command> try_command() { return std::make_unique<Try>(); }

} // namespace perfeng::cli
