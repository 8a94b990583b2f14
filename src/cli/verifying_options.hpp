#pragma once

#include "perfeng/pipeline/verify.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace perfeng::cli {

/// The options of the commands that verify.
class VerifyingOptions {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] pipeline::VerifyOptions read() const;

private:
    std::vector<std::string> tests_;
    std::vector<std::string> lints_;
    std::vector<std::string> masks_;
    std::string checks_ = "tests,lints,output,compiles,sanitizers";
    std::string compiles_;
    std::string sanitize_build_;
    std::string time_limit_ = "600s";
    bool any_order_ = false;
    bool sanitize_ = false;
};

} // namespace perfeng::cli
