#include "perfeng/report/flamegraph.hpp"

#include "commands.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

namespace perfeng::cli {
namespace {

class Flamegraph : public Command {
public:
    [[nodiscard]] std::string name() const override { return "flamegraph"; }
    [[nodiscard]] std::string summary() const override { return "Draw a measurement's CPU profile as an SVG"; }
    [[nodiscard]] std::string details() const override {
        return "Example:\n  perfeng flamegraph latest -o profile.svg";
    }

    void add_options(CLI::App& app) override {
        app.add_option("reference", reference_, "The measurement")->type_name("REF")->capture_default_str();
        app.add_option("-o", file_, "The SVG to write (as --out)")->type_name("FILE");
        app.add_option("--width", width_, "Pixels")->check(CLI::Range(200, 20000))->capture_default_str();
    }

    ExitCode run(Session& session) override {
        session.check_output();
        const auto measurement = session.load_with_stacks(reference_);
        if (!measurement.profile)
            throw Error("measurement " + measurement.id + " has no CPU profile",
                        "measure with it: perfeng baseline --passes cpu -- CMD");
        if (measurement.profile->stacks.empty())
            throw Error("the stacks of this profile are not in the store, only its table of functions",
                        "draw it where it was measured, or measure again: perfeng baseline -- CMD");
        report::FlamegraphOptions options;
        options.title = process::join_words(measurement.workload.argv);
        options.width = width_;
        const auto svg = report::flamegraph_svg(*measurement.profile, options);
        if (file_.empty()) {
            session.emit(svg);
            return ExitCode::ok;
        }
        process::write_file(file_, svg);
        session.progress().say("wrote " + file_ + ": open it in a browser");
        return ExitCode::ok;
    }

private:
    std::string reference_ = "latest";
    std::string file_;
    int width_ = 1200;
};

} // namespace

std::unique_ptr<Command> flamegraph_command() { return std::make_unique<Flamegraph>(); }

} // namespace perfeng::cli
