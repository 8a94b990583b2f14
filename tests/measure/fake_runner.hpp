#pragma once

#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"

#include <functional>
#include <vector>

namespace perfeng {

/// Runs nothing: answers each command by a function, and remembers the commands.
class FakeRunner : public process::Runner {
public:
    using Answer = std::function<process::Execution(const process::Command&)>;
    explicit FakeRunner(Answer answer) : answer_(std::move(answer)) {}

    process::Execution run(const process::Command& command) override {
        commands.push_back(command);
        auto execution = answer_(command);
        for (const auto& [output, text] :
             {std::pair(command.out, execution.out), std::pair(command.err, execution.err)}) {
            if (output.to == process::Output::To::file)
                process::write_file(output.path, text);
            if (output.to == process::Output::To::stream)
                output.sink(text);
        }
        return execution;
    }

    std::vector<process::Command> commands;

private:
    Answer answer_;
};

/// A trial of this many seconds, all of them CPU time.
inline process::Execution took(double seconds) {
    return {.usage = {.wall_time = seconds, .user_time = seconds, .peak_rss = 1 << 20}};
}

} // namespace perfeng
