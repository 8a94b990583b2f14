#include "perfeng/pipeline/scale.hpp"

#include "commands.hpp"
#include "measuring_options.hpp"
#include "size_settings.hpp"

#include "perfeng/report/growth.hpp"
#include "perfeng/store/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::cli {
namespace {

constexpr std::array<std::pair<std::string_view, pipeline::PerFunction>, 4> ways_by_name{
    {{"auto", pipeline::PerFunction::automatic},
     {"callgrind", pipeline::PerFunction::callgrind},
     {"samples", pipeline::PerFunction::samples},
     {"none", pipeline::PerFunction::none}}};

constexpr std::array not_of_scale{"--input-size", "--passes",   "--leak-checker", "--xctrace-template", "--root",
                                  "--snapshot",   "--profiler", "--time-budget",  "--counter",          "--isolate"};

class Scale : public Command {
public:
    [[nodiscard]] std::string name() const override { return "scale"; }
    [[nodiscard]] std::string summary() const override {
        return "Tell how time, memory and functions grow with the size of the input";
    }
    [[nodiscard]] std::string details() const override {
        return "{size} is replaced in the command, --prepare, --stdin, --env and --output; {input} by the path of an\n"
               "input of that size ([[inputs]] in perfeng.toml). Growth is told from 5 sizes on that span 16 times.\n"
               "Budgets by input size ([[size_budgets]]) are checked at every size. See docs/growth.md.\n\n"
               "Examples:\n"
               "  perfeng scale --sizes 500,1000,...,16000 -- ./dedup {size}\n"
               "  perfeng scale --sizes 1000,2000,...,64000 --prepare 'seq {size} | shuf > in.txt' -- sort in.txt\n"
               "  perfeng scale --at 100000 --budget wall_time=2s -- ./convert {input}\n"
               "  perfeng scale --show latest --format svg --out growth.svg";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("--sizes", sizes_, "A list, or 500,1000,...,16000: by the factor or the step of the first two")
            ->type_name("LIST");
        app.add_option(
               "--per-function", per_function_,
               "How functions are told apart: callgrind, samples, none; auto is callgrind where it is fast enough")
            ->check(CLI::IsMember({"auto", "callgrind", "samples", "none"}))
            ->capture_default_str();
        app.add_option("--at", at_, "Predict time and memory at that size")->type_name("SIZE");
        app.add_option("--budget", budgets_, "The most that a metric may be at the size of --at (repeatable)")
            ->type_name("METRIC=LIMIT");
        app.add_flag("--strict", strict_, "Exit status 4 where a budget is neither kept nor broken for certain");
        app.add_option("--show", show_, "Measure nothing: show a saved one, by id or `latest`")->type_name("REF");
        measuring_.add_to(app);
        for (const auto* const option : not_of_scale)
            app.remove_option(app.get_option_no_throw(option));
    }

    ExitCode run(Session& session) override {
        const bool svg = session.options().format == "svg";
        if (!svg)
            (void)session.page_format();
        session.check_output();
        const auto growth = show_.empty() ? measured(session) : shown(session);
        session.emit(written(session, growth));
        return static_cast<ExitCode>(growth.gate.exit_status);
    }

private:
    static Growth shown_from(store::Store* store, const std::string& reference) {
        if (store == nullptr)
            throw Error("nothing has been measured yet",
                        "measure it: perfeng scale --sizes 500,1000,...,16000 -- CMD {size}");
        return store->load_growth(reference);
    }

    Growth shown(Session& session) const {
        if (!session.workload_words().empty())
            throw Error("--show measures nothing", "leave out the command, or --show");
        auto growth = shown_from(session.existing_store(), show_);
        growth.gate.exit_status = 0;
        return growth;
    }

    Growth measured(Session& session) const {
        pipeline::ScaleOptions options{.measure = measuring_.read(session.workload_words())};
        options.inputs = inputs(session);
        const auto* const way =
            std::ranges::find(ways_by_name, per_function_, [](const auto& row) { return row.first; });
        options.per_function = way->second;
        if (!at_.empty())
            options.at = one_size(at_);
        for (const auto& text : budgets_)
            options.budgets.push_back(analysis::parse_budget(text));
        if (!options.budgets.empty() && !options.at)
            options.at = options.inputs.back().size;
        options.measure.size_budgets = configured_size_budgets(session);
        options.strict = strict_;
        check_placeholders(options);
        return pipeline::scale(session.context(), options);
    }

    static double one_size(const std::string& text) {
        const auto sizes = analysis::parse_sizes(text);
        if (sizes.size() != 1)
            throw Error("--at takes one size", "as in --at 100000");
        return sizes.front();
    }

    /// Those of --sizes, with the configured files where they have one of that size; without --sizes, all configured.
    [[nodiscard]] std::vector<pipeline::ScaleInput> inputs(Session& session) const {
        auto configured = configured_inputs(session);
        if (sizes_.empty()) {
            if (configured.empty())
                throw Error("no sizes to measure",
                            "name them as in --sizes 500,1000,...,16000, or list [[inputs]] in perfeng.toml");
            return configured;
        }
        return inputs_at(analysis::parse_sizes(sizes_), configured);
    }

    static void check_placeholders(const pipeline::ScaleOptions& options) {
        const auto& workload = options.measure.workload;
        if (workload.argv.empty())
            throw Error("no command to measure",
                        "write it after `--`, as in: perfeng scale --sizes 500,1000,...,16000 -- CMD {size}");
        if (!pipeline::has_placeholder(workload))
            throw Error("every size would run the same: {size} stands nowhere",
                        "write {size} in the command, --prepare, --stdin or --env; or {input} for the files of "
                        "[[inputs]] in perfeng.toml");
        require_inputs(workload, options.inputs,
                       "list it under [[inputs]] in perfeng.toml, with size and path, or leave out the size");
    }

    static std::string written(const Session& session, const Growth& growth) {
        const auto& format = session.options().format;
        if (format == "svg")
            return report::growth_svg(growth);
        if (format == "json")
            return store::write_document(growth);
        const auto page = report::growth_page(growth, session.style());
        return format == "markdown" ? as_markdown(page) : as_text(page, session.style());
    }

    std::string sizes_;
    std::string per_function_ = "auto";
    std::string at_;
    std::vector<std::string> budgets_;
    bool strict_ = false;
    std::string show_;
    MeasuringOptions measuring_;
};

} // namespace

std::unique_ptr<Command> scale_command() { return std::make_unique<Scale>(); }

} // namespace perfeng::cli
