#include "commands.hpp"
#include "finding_options.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/report/page.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace perfeng::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string family_of(const analysis::Rule& rule) { return rule.id.substr(0, rule.id.find('.')); }

std::string gain_words(const analysis::Gain& gain) {
    if (gain.typical <= 1)
        return "not known";
    const auto source = gain.source.empty() ? "an estimate" : gain.source;
    return fmt::format("{:g} to {:g} times as fast ({})", gain.low, gain.typical, source);
}

report::Page catalogue(const std::vector<analysis::Rule>& rules) {
    report::Page page{"Rules of advice", {}};
    std::string family;
    for (const auto& rule : rules) {
        if (family_of(rule) != family) {
            family = family_of(rule);
            page.sections.push_back({family, {{"", report::Table{{{"rule"}, {"tells"}}, {}}, false}}});
        }
        auto& table = std::get<report::Table>(page.sections.back().blocks.front().content);
        table.rows.push_back({report::code(rule.id), rule.title});
    }
    return page;
}

void tell(report::Facts& facts, const std::string& label, const report::Text& value) {
    if (!value.empty())
        facts.push_back({label, value});
}

void tell_names(report::Facts& facts, const std::string& label, const std::vector<std::string>& names) {
    for (const auto& name : names)
        facts.push_back({&name == names.data() ? label : "", report::code(name)});
}

report::Page rule_page(const analysis::Rule& rule) {
    report::Facts facts;
    tell(facts, "tells", rule.title);
    tell(facts, "because", report::prose(rule.meaning));
    tell(facts, "do", report::prose(rule.change));
    tell(facts, "before", report::code(rule.before));
    tell(facts, "after", report::code(rule.after));
    tell(facts, "gain", gain_words(rule.gain));
    tell(facts, "from a share of", percent(rule.threshold));
    tell(facts, "false alarm if", report::prose(rule.false_alarm));
    tell(facts, "pin by a test", fmt::format("{}", fmt::join(rule.pins, ", ")));
    tell(facts, "linters", fmt::format("{}", fmt::join(rule.lints, ", ")));
    tell_names(facts, "frames", rule.pattern.frames);
    tell_names(facts, "on top", rule.pattern.leaf);
    tell_names(facts, "called by", rule.pattern.under);
    tell_names(facts, "unless", rule.pattern.unless);
    return {"Rule " + rule.id, {{"", {{"", std::move(facts), false}}}}};
}

Json json_of(const analysis::Rule& rule) {
    return {{"id", rule.id},
            {"title", rule.title},
            {"meaning", rule.meaning},
            {"change", rule.change},
            {"before", rule.before},
            {"after", rule.after},
            {"false_alarm", rule.false_alarm},
            {"gain", rule.gain.typical},
            {"gain_low", rule.gain.low},
            {"gain_source", rule.gain.source},
            {"threshold", rule.threshold},
            {"pins", rule.pins},
            {"lints", rule.lints},
            {"frames", rule.pattern.frames},
            {"leaf", rule.pattern.leaf},
            {"under", rule.pattern.under},
            {"unless", rule.pattern.unless}};
}

class Rules : public Command {
public:
    [[nodiscard]] std::string name() const override { return "rules"; }
    [[nodiscard]] std::string summary() const override { return "List the rules of advice, or tell one whole"; }
    [[nodiscard]] std::string details() const override {
        return "The built-in rules, and those of perfeng.toml ([[rules]]): docs/advice.md.\n\n"
               "Examples:\n"
               "  perfeng rules\n"
               "  perfeng rules rust.string-clone";
    }

    void add_options(CLI::App& app) override { app.add_option("rule", id_, "The rule to tell")->type_name("ID"); }

    ExitCode run(Session& session) override {
        auto rules = configured_rules(session);
        const auto& built_in = analysis::built_in_rules();
        rules.insert(rules.end(), built_in.begin(), built_in.end());
        const auto& format = session.page_format();
        session.check_output();
        if (!id_.empty())
            rules = {chosen(rules)};
        if (format.name == "json")
            session.emit(document(rules));
        else
            emit(session, format, id_.empty() ? catalogue(rules) : rule_page(rules.front()));
        return ExitCode::ok;
    }

private:
    [[nodiscard]] analysis::Rule chosen(const std::vector<analysis::Rule>& rules) const {
        const auto found = std::ranges::find(rules, id_, &analysis::Rule::id);
        if (found != rules.end())
            return *found;
        std::vector<std::string> ids;
        for (const auto& rule : rules)
            ids.push_back(rule.id);
        const auto near = process::nearest_word(id_, ids);
        throw Error("there is no rule '" + id_ + "'",
                    near ? "did you mean '" + *near + "'?" : "perfeng rules lists them");
    }

    static std::string document(const std::vector<analysis::Rule>& rules) {
        auto list = Json::array();
        for (const auto& rule : rules)
            list.push_back(json_of(rule));
        return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

    static void emit(const Session& session, const report::Format& format, const report::Page& page) {
        session.emit(format.name == "markdown" ? as_markdown(page) : as_text(page, session.style()));
    }

    std::string id_;
};

} // namespace

std::unique_ptr<Command> rules_command() { return std::make_unique<Rules>(); }

} // namespace perfeng::cli
