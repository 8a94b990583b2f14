#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/tool.hpp"

#include <filesystem>
#include <set>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("tools say of themselves what the table says of them, and name formats that there are", "[tools]") {
    const auto runner = process::system_runner();
    std::set<std::string_view> names;
    for (const auto& tool : all_tools()) {
        INFO(tool.name);
        CHECK(names.insert(tool.name).second);
        CHECK(find_tool(tool.name) == &tool);
        const process::TemporaryDirectory scratch;
        const auto diagnosis = tool.inspect(*runner, scratch.path());
        CHECK(diagnosis.name == tool.name);
        CHECK_FALSE(diagnosis.purpose.empty());
        for (const auto& format : diagnosis.formats) {
            INFO(format);
            CHECK(find_format(format) != nullptr);
        }
    }
    CHECK(find_tool("nothing") == nullptr);
}
