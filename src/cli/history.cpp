#include "perfeng/pipeline/history.hpp"

#include "commands.hpp"
#include "workload_settings.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/report/history.hpp"
#include "perfeng/store/document.hpp"
#include "perfeng/store/location.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> formats_of_history{"text", "markdown", "json", "csv", "svg"};

class ShowHistory : public Command {
public:
    [[nodiscard]] std::string name() const override { return "history"; }
    [[nodiscard]] std::string summary() const override { return "Tell how a metric developed, commit by commit"; }
    [[nodiscard]] std::string details() const override {
        return R"(Reads the store and measures nothing: baseline, remeasure, compare --git and check fill it. Lasting changes of the
level are told from noise, with the commits at which they came and went away. Formats: text, markdown, json, csv, svg.
Without REF and command, the workload that was measured last. See docs/history.md.

Examples:
  perfeng history cpu_time
  perfeng history peak_rss -- ./app big.txt
  perfeng history wall_time nightly --last 100 --format svg --out history.svg
  perfeng history instructions --store postgres://ci@db.example.org/perfeng --all-branches)";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("metric", metric_, "wall_time, cpu_time, peak_rss, ...")->type_name("METRIC")->required();
        app.add_option("reference", reference_, "A measurement of the workload: id, name or `latest`")
            ->type_name("REF");
        app.add_option("--workload", workload_, "The workload of perfeng.toml of that name")->type_name("NAME");
        app.add_option("--name", options_.choice.name, "Only measurements of this name");
        app.add_option("--last", options_.choice.last, "Only the last N points")->type_name("N");
        app.add_option("--since", options_.choice.since, "Only measurements from this day on")->type_name("YYYY-MM-DD");
        app.add_option("--least-change", least_change_, "The least change of the level that is told, as in 1%")
            ->type_name("SHARE");
        app.add_flag("--all-machines", options_.choice.all_machines, "Times of unlike machines side by side");
        app.add_flag("--all-branches", options_.all_branches, "Also commits that are not in the history of HEAD");
        app.add_option("--cwd", cwd_, "The working directory of the command")->type_name("DIR");
        app.add_option("--stdin", stdin_, "The standard input of the command")->type_name("FILE");
        app.add_option("--input-size", input_size_, "The input size of the command")->type_name("N");
    }

    ExitCode run(Session& session) override {
        const auto format = checked_format(session.options().format);
        session.check_output();
        auto* const store = session.existing_store();
        if (store == nullptr)
            throw Error("nothing has been measured yet in " + store::shown(session.options().store),
                        "make a measurement first: perfeng baseline -- CMD; or name the store with --store DIR or "
                        "--store postgres://...");
        session.emit(written(format, pipeline::history(session.context(), read(session)), session.style()));
        return ExitCode::ok;
    }

private:
    static std::string checked_format(const std::string& format) {
        if (std::ranges::find(formats_of_history, format) == formats_of_history.end())
            throw Error("a history is not told as '" + format + "'",
                        "formats of this command: text, markdown, json, csv, svg");
        return format;
    }

    static std::string written(const std::string& format, const History& history, const report::Style& style) {
        if (format == "json")
            return store::write_document(history);
        if (format == "csv")
            return report::history_csv(history);
        if (format == "svg")
            return report::history_svg(history);
        const auto page = report::history_page(history, style);
        return format == "markdown" ? as_markdown(page) : as_text(page, style);
    }

    [[nodiscard]] pipeline::HistoryOptions read(const Session& session) const {
        auto options = options_;
        options.metric = metric_;
        options.reference = reference_;
        if (!least_change_.empty())
            options.choice.least_change = read_fraction(least_change_);
        const bool typed = !session.workload_words().empty();
        if ((typed ? 1 : 0) + (reference_.empty() ? 0 : 1) + (workload_.empty() ? 0 : 1) > 1)
            throw Error("the workload is named twice", "give a REF, or --workload NAME, or a command after `--`");
        if (typed)
            options.workload = typed_workload(session.workload_words());
        else if (!workload_.empty())
            options.workload = configured(session);
        return options;
    }

    static double read_fraction(const std::string& text) {
        const auto fraction = analysis::parse_fraction(text);
        if (!fraction)
            throw Error("cannot read the --least-change '" + text + "'", "write a percentage, such as 1%");
        return *fraction;
    }

    [[nodiscard]] Workload typed_workload(const std::vector<std::string>& words) const {
        Workload workload;
        workload.argv = words;
        workload.cwd = cwd_.empty() ? fs::current_path().string() : fs::weakly_canonical(cwd_).string();
        workload.root = process::repository_root(workload.cwd);
        workload.stdin_path = stdin_.empty() ? "" : fs::absolute(stdin_).lexically_normal().string();
        if (input_size_ > 0)
            workload.input_size = input_size_;
        return workload;
    }

    [[nodiscard]] Workload configured(const Session& session) const {
        const auto all = configured_workloads(session);
        const auto& found = workload_named(all, workload_);
        return found.inputs.empty() ? found.workload : pipeline::workload_at(found.workload, found.inputs.back());
    }

    std::string metric_;
    std::string reference_;
    std::string workload_;
    std::string least_change_;
    std::string cwd_;
    std::string stdin_;
    double input_size_ = 0;
    pipeline::HistoryOptions options_;
};

} // namespace

std::unique_ptr<Command> history_command() { return std::make_unique<ShowHistory>(); }

} // namespace perfeng::cli
