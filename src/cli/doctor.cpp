#include "perfeng/pipeline/doctor.hpp"

#include "commands.hpp"
#include "measuring_options.hpp"

#include "perfeng/pipeline/noise.hpp"
#include "perfeng/report/doctor.hpp"
#include "perfeng/store/document.hpp"

namespace perfeng::cli {
namespace {

class Doctor : public Command {
public:
    [[nodiscard]] std::string name() const override { return "doctor"; }
    [[nodiscard]] std::string summary() const override {
        return "Tell which tools work here, and how to get the others";
    }
    [[nodiscard]] std::string details() const override {
        return R"(Tries each tool, and reads the settings of this machine that decide what tools can see. Of one tool it
tells the command lines that perfeng runs, what it costs and leaves, and the formats of its files; the
exit status is 2 where that one cannot work here.

Examples:
  perfeng doctor
  perfeng doctor perf
  perfeng doctor --noise          what can be resolved here, at which cost
  perfeng doctor --json)";
    }

    void add_options(CLI::App& app) override {
        app.add_option("tool", tool_, "One tool, as perf, memcheck, xctrace")->type_name("TOOL");
        app.add_flag("--noise", noise_, "Measure what verdicts can resolve on this machine, now");
    }

    ExitCode run(Session& session) override {
        const auto& format = session.page_format().name;
        session.check_output();
        auto diagnosis = pipeline::diagnose(session.runner(), tool_);
        if (noise_)
            diagnosis.noise = pipeline::diagnose_noise(session.runner(), session.progress(), GateOptions().alpha(),
                                                       diagnosis.environment);
        if (format == "json")
            session.emit(store::write_document(diagnosis));
        else
            session.emit(format == "markdown" ? as_markdown(page_of(diagnosis))
                                              : as_text(page_of(diagnosis), session.style()));
        const bool unable = !tool_.empty() && diagnosis.tools.front().state == ToolState::missing;
        return unable ? ExitCode::usage : ExitCode::ok;
    }

private:
    [[nodiscard]] report::Page page_of(const Diagnosis& diagnosis) const {
        return tool_.empty() ? report::doctor_page(diagnosis) : report::tool_page(diagnosis.tools.front());
    }

    std::string tool_;
    bool noise_ = false;
};

} // namespace

std::unique_ptr<Command> doctor_command() { return std::make_unique<Doctor>(); }

} // namespace perfeng::cli
