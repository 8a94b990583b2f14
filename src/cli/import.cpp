#include "perfeng/pipeline/import.hpp"

#include "commands.hpp"
#include "evidence_options.hpp"
#include "finding_options.hpp"
#include "outcome.hpp"

#include "perfeng/report/page.hpp"
#include "perfeng/tools/format.hpp"

#include <fmt/format.h>

#include <span>

namespace perfeng::cli {
namespace {

std::optional<Role> read_role(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    const auto role = role_from(text);
    if (!role)
        throw Error("--role is '" + text + "'", "it is baseline or candidate");
    return role;
}

report::Page formats_page() {
    report::Table table{.columns = {{"format"}, {"what it is"}}};
    for (const auto& format : tools::formats())
        table.rows.push_back({report::code(std::string(format.name)), std::string(format.what)});
    return {.title = "Formats that perfeng imports", .sections = {{.title = "", .blocks = {{.content = table}}}}};
}

class Import : public Command {
public:
    [[nodiscard]] std::string name() const override { return "import"; }
    [[nodiscard]] std::string summary() const override {
        return "Make a measurement of files that other tools wrote, on this machine or another";
    }
    [[nodiscard]] std::string details() const override {
        return "Each file's format is recognised from its content; files of one program join into one measurement.\n"
               "Files named optimized-* make a candidate, others a baseline. A file that cannot be read is told, and\n"
               "the others are imported all the same (exit status 2).\n\n"
               "Examples:\n"
               "  perfeng import baseline-time.txt flamegraph.svg leaks.txt\n"
               "  perfeng import optimized-time.txt optimized-flamegraph.svg && perfeng compare\n"
               "  perf script --no-inline | perfeng import - -- ./convert big.csv";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("files", options_.files, "What tools wrote; - is standard input")->type_name("FILE...");
        app.add_option("--as", options_.as, "Take the files for this format")->type_name("FORMAT");
        app.add_option("--name", options_.name, "Name the measurement, to refer to it later");
        app.add_option("--role", role_, "baseline or candidate");
        app.add_flag("--no-save", no_save_, "Read and report only: nothing is stored");
        app.add_flag("--formats", list_formats_, "List the formats");
        evidence_.add_to(app);
        app.add_option("--budget", budgets_, "The most that a metric may be, as in peak_rss=200MB (repeatable)")
            ->type_name("METRIC=LIMIT");
        findings_.add_to(app);
    }

    ExitCode run(Session& session) override {
        if (list_formats_) {
            session.emit(session.page_format().name == "markdown" ? as_markdown(formats_page())
                                                                  : as_text(formats_page(), session.style()));
            return ExitCode::ok;
        }
        if (options_.files.empty())
            throw Error("no file to import", "name them: perfeng import time.txt flamegraph.svg; - is standard input");
        options_.role = read_role(role_);
        options_.command = session.workload_words();
        for (const auto& text : budgets_)
            options_.budgets.push_back(analysis::parse_budget(text));
        options_.watch = findings_.watch();
        options_.rules = configured_rules(session);
        const auto& format = session.format();
        session.check_output(report::Document::measurement);
        options_.evidence = evidence_.read(session);
        const auto imports = pipeline::import_files(session.runner(), options_, no_save_ ? nullptr : &session.store());
        return tell(session, format, imports);
    }

private:
    static ExitCode tell(Session& session, const report::Format& format, const pipeline::Imports& imports) {
        auto outcome = ExitCode::ok;
        if (!imports.measurements.empty()) {
            for (const auto& file : imports.measurements.back().imported)
                tell_file(session, file);
            session.write_exports(imports.measurements.back(), session.style());
            session.emit(report_of(format, imports.measurements, session.style()));
            outcome = budget_outcome(imports.measurements.back());
        }
        if (!imports.refused.empty())
            refuse(session, imports.refused);
        return outcome;
    }

    /// Of a differential file both sides; a document is one, that of after.
    static std::string report_of(const report::Format& format, const std::vector<Measurement>& measurements,
                                 const report::Style& style) {
        if (format.name != "text" && format.name != "markdown")
            return report::write(format, measurements.back(), style);
        std::string text;
        for (const auto& measurement : measurements)
            text += report::write(format, measurement, style);
        return text;
    }

    [[noreturn]] static void refuse(Session& session, const std::vector<pipeline::RefusedFile>& refused) {
        const auto error_of = [](const pipeline::RefusedFile& file) {
            return Error(fmt::format("{} is not imported: {}", file.path, file.why), file.how);
        };
        for (const auto& file : std::span(refused).first(refused.size() - 1))
            session.progress().warn(fmt::format("{}\n  {}", error_of(file).what(), file.how));
        throw error_of(refused.back());
    }

    static void tell_file(Session& session, const ImportedFile& file) {
        session.progress().say(fmt::format("{}: taken for a {}: {}", file.path, file.what, file.holds));
        for (const auto& warning : file.warnings)
            session.progress().warn(file.path + ": " + warning);
    }

    pipeline::ImportOptions options_;
    EvidenceOptions evidence_;
    std::string role_;
    bool no_save_ = false;
    bool list_formats_ = false;
    std::vector<std::string> budgets_;
    FindingOptions findings_;
};

} // namespace

std::unique_ptr<Command> import_command() { return std::make_unique<Import>(); }

} // namespace perfeng::cli
