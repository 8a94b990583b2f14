#include "noise.hpp"
#include "pages.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/doctor.hpp"

#include <fmt/format.h>

namespace perfeng::report {
namespace {

/// A tool of another system than this is no fault of this machine.
bool is_elsewhere(const ToolDiagnosis& tool, const Environment& environment) {
    const bool mac = environment.os.starts_with("macOS");
    return tool.state == ToolState::missing && (tool.system == "macOS") != mac && !tool.system.empty();
}

Text state_of(const ToolDiagnosis& tool) {
    switch (tool.state) {
    case ToolState::works:
        return {"works", Mark::good};
    case ToolState::partly:
        return "works partly";
    case ToolState::missing:
        break;
    }
    return {"missing", Mark::bad};
}

Text state_of(const MachineCheck& check) {
    return check.state == CheckState::good ? Text{"good", Mark::good} : Text(std::string(to_string(check.state)));
}

Block tool_table(const Diagnosis& diagnosis) {
    Table table{.columns = {{"tool"}, {"state"}, {"version"}, {"for"}, {"slowdown"}}};
    for (const auto& tool : diagnosis.tools)
        if (!is_elsewhere(tool, diagnosis.environment))
            table.rows.push_back({code(tool.name), state_of(tool), tool.version, tool.purpose, tool.slowdown});
    return {.heading = "", .content = std::move(table)};
}

std::vector<Text> remedy(const std::string& how) {
    return how.empty() ? std::vector<Text>{} : std::vector<Text>{Text("to enable: ") + prose(how)};
}

Block complaints(const Diagnosis& diagnosis) {
    List list;
    for (const auto& tool : diagnosis.tools)
        if (!tool.why.empty() && !is_elsewhere(tool, diagnosis.environment))
            list.push_back({code(tool.name) + (": " + tool.why), remedy(tool.how)});
    return {.heading = "What is missing, and how to get it", .content = std::move(list)};
}

Block elsewhere(const Diagnosis& diagnosis) {
    Facts facts;
    for (const auto& tool : diagnosis.tools)
        if (is_elsewhere(tool, diagnosis.environment))
            facts.push_back({tool.name, tool.purpose + " (" + tool.system + ")"});
    return {.heading = "Of other systems", .content = std::move(facts)};
}

Section check_section(const Diagnosis& diagnosis) {
    Table table{.columns = {{"check"}, {"state"}, {"found"}, {"which means"}}};
    List remedies;
    for (const auto& check : diagnosis.checks) {
        table.rows.push_back({check.name, state_of(check), check.found, check.means});
        if (!check.how.empty())
            remedies.push_back({check.name + ": " + check.how, {}});
    }
    Section section{.title = "This machine", .blocks = {{.heading = "", .content = std::move(table)}}};
    if (!remedies.empty())
        section.blocks.push_back({.heading = "To change that", .content = std::move(remedies)});
    return section;
}

Section noise_section(const NoiseDiagnosis& noise, const Environment& environment) {
    Facts facts{{"measured", fmt::format("a shell that counts against itself, {} of {}", counted(noise.pairs, "pair"),
                                         seconds(noise.seconds_a_pair))}};
    for (const auto& floor : noise.floors)
        facts.push_back({label_of(floor.metric), "noise floor " + percent_change(floor.ci)});
    facts.push_back({"meanwhile", machine_meanwhile(environment)});
    constexpr auto right = Align::right;
    Table table{{{"gate"}, {"pairs at most", right}, {"time", right}, {"smallest change found 19 times of 20", right}},
                {}};
    for (const auto& resolved : noise.resolved)
        table.rows.push_back({label_of(resolved.metric) + ", threshold " + percent_limit(resolved.threshold),
                              std::to_string(resolved.pairs),
                              seconds(noise.seconds_a_pair * static_cast<double>(resolved.pairs)),
                              resolved.change ? percent_change(*resolved.change)
                                              : "none up to " + percent_change(6 * resolved.threshold)});
    return {"Noise", {{"", std::move(facts), false}, {"what a verdict can resolve of such a program", table, false}}};
}

bool is_empty(const Block& block) {
    return std::visit(
        [](const auto& content) {
            if constexpr (requires { content.rows; })
                return content.rows.empty();
            else
                return content.empty();
        },
        block.content);
}

std::string about(const Environment& environment) {
    std::string text = environment.os;
    for (const auto& part : {environment.architecture, environment.cpu_model, environment.virtualisation})
        if (!part.empty())
            text += ", " + part;
    return text;
}

} // namespace

Page doctor_page(const Diagnosis& diagnosis) {
    Section tools{.title = "Tools", .blocks = {}};
    for (auto&& block : {tool_table(diagnosis), complaints(diagnosis), elsewhere(diagnosis)})
        if (!is_empty(block))
            tools.blocks.push_back(block);
    Page page{.title = "Tools on " + about(diagnosis.environment), .sections = {std::move(tools)}};
    if (!diagnosis.checks.empty())
        page.sections.push_back(check_section(diagnosis));
    if (diagnosis.noise)
        page.sections.push_back(noise_section(*diagnosis.noise, diagnosis.environment));
    page.sections.push_back(
        {.title = "Next",
         .blocks = {{.heading = "",
                     .content = List{{Text("all that is known of one tool: ") + code("perfeng doctor perf"), {}},
                                     {Text("the files of other tools: ") + code("perfeng import --formats"), {}}}}}});
    return page;
}

Page tool_page(const ToolDiagnosis& tool) {
    Facts facts{{"for", tool.purpose}, {"state", state_of(tool)}};
    for (const auto& [label, value] :
         {std::pair("why", tool.why), std::pair("to enable", tool.how), std::pair("system", tool.system),
          std::pair("path", tool.path), std::pair("version", tool.version), std::pair("slowdown", tool.slowdown),
          std::pair("leaves", tool.leaves), std::pair("files", fmt::format("{}", fmt::join(tool.formats, ", ")))})
        if (!value.empty())
            facts.push_back({label, value});
    List commands;
    for (const auto& command : tool.commands)
        commands.push_back({code(command), {}});
    return {.title = code(tool.name),
            .sections = {{.title = "", .blocks = {{.heading = "", .content = std::move(facts)}}},
                         {.title = "As perfeng runs it", .blocks = {{.heading = "", .content = std::move(commands)}}}}};
}

} // namespace perfeng::report
