#include "consumers.hpp"

#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"

#include <vector>

namespace perfeng::consumers {
namespace {

std::string output_of_program(const std::vector<std::string>& argv) {
    const auto execution = process::system_runner()->run(process::tool_command(argv, 60));
    INFO(argv.front() << ": " << execution.err << execution.out);
    REQUIRE(execution.status.ok());
    return execution.out;
}

} // namespace

std::string python(const std::string& script, const std::string& content) {
    const process::TemporaryDirectory directory;
    const auto path = (directory.path() / "exported").string();
    process::write_file(path, content);
    return output_of_program({"/usr/bin/python3", "-c", "import json, sys\nFILE = sys.argv[1]\n" + script, path});
}

void promtool(const std::string& content) {
    const process::TemporaryDirectory directory;
    const auto path = (directory.path() / "metrics").string();
    process::write_file(path, content);
    CHECK(output_of_program({"sh", "-c", R"(promtool check metrics < "$1" 2>&1)", "sh", path}).empty());
}

void schema(const std::string& content, const std::string& name) {
    const process::TemporaryDirectory directory;
    const auto path = (directory.path() / "document.json").string();
    process::write_file(path, content);
    (void)output_of_program(
        {"/usr/bin/python3", "-m", "jsonschema", "-i", path, PERFENG_FIXTURES "/exports/" + name + ".schema.json"});
}

std::string hyperfine() {
    const process::TemporaryDirectory directory;
    const auto path = (directory.path() / "results.json").string();
    (void)output_of_program(
        {"hyperfine", "-N", "--runs", "3", "-L", "n", "1,2", "--export-json", path, "sleep 0.00{n}"});
    return process::read_file(path);
}

} // namespace perfeng::consumers
