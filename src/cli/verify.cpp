#include "perfeng/pipeline/verify.hpp"

#include "commands.hpp"
#include "outcome.hpp"
#include "verifying_options.hpp"

#include "perfeng/report/verification.hpp"
#include "perfeng/store/document.hpp"

namespace perfeng::cli {
namespace {

class Verify : public Command {
public:
    [[nodiscard]] std::string name() const override { return "verify"; }
    [[nodiscard]] std::string summary() const override {
        return "Tell whether a changed program is still right: output, tests, lints, sanitizers";
    }
    [[nodiscard]] std::string details() const override {
        return R"(Runs the baseline's snapshot and today's program and compares what they put out, byte by byte, after masks;
then the tests and lints that are named, or else those of the project, as its files tell them. REF is the
baseline. Without a command after `--`, the baseline's is run. perfeng compare takes the result into its gate.
Exit status: 0 all passed, 1 one failed, 2 nothing to verify, or one could not be run. More: docs/verify.md

Masks: ansi, uuid, date, time, epoch, rate, duration, hex-address, hex-digest, pid, path-tmp, number.

Examples:
  perfeng verify
  perfeng verify --list
  perfeng verify --mask date --mask 'build [0-9]+' --output report.html
  perfeng verify --test 'make check' --lint 'cppcheck src' --sanitize
  perfeng verify --output out.c --compiles 'gcc -fsyntax-only {out}')";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("reference", reference_, "The baseline (the latest)")->type_name("REF");
        app.add_option("--output", outputs_, "A file that the workload writes and that is to be compared (repeatable)")
            ->type_name("FILE");
        app.add_flag("--list", list_, "Tell what would be run, and why, and run nothing");
        verifying_.add_to(app);
    }

    ExitCode run(Session& session) override {
        const auto& format = session.page_format().name;
        session.check_output();
        auto options = verifying_.read();
        options.list_only = list_;
        options.workload.argv = session.workload_words();
        options.workload.outputs = outputs_;
        const auto verification = pipeline::verify(session.context(), base_of(session), options);
        if (format == "json")
            session.emit(store::write_document(verification));
        else if (format == "markdown")
            session.emit(as_markdown(report::verification_page(verification)));
        else
            session.emit(as_text(report::verification_page(verification), session.style()));
        return list_ ? ExitCode::ok : verification_outcome(verification);
    }

private:
    /// The measurement that is named, which must be there, or else the latest baseline, where there is one.
    std::optional<Measurement> base_of(Session& session) {
        if (!reference_.empty())
            return session.load(reference_);
        auto* const store = session.existing_store();
        if (store == nullptr)
            return std::nullopt;
        for (const auto& entry : store->list())
            if (entry.role == Role::baseline)
                return store->load(entry.id);
        return std::nullopt;
    }

    std::string reference_;
    std::vector<std::string> outputs_;
    bool list_ = false;
    VerifyingOptions verifying_;
};

} // namespace

std::unique_ptr<Command> verify_command() { return std::make_unique<Verify>(); }

} // namespace perfeng::cli
