#include "finding_options.hpp"

#include "config.hpp"

#include "perfeng/model/error.hpp"

#include <cstdlib>

namespace perfeng::cli {
namespace {

void require(const Record& record, const std::string& key) {
    if (record.word(key).empty())
        throw Error(record.origin + ": a rule without '" + key + "'",
                    "a rule has at least id, frames, title and change: see docs/advice.md");
}

/// `fallback` where the key is not there. "5%" is 0.05 where `percent` is taken.
double number_of(const Record& record, const std::string& key, double fallback, bool percent) {
    const auto word = record.word(key);
    if (word.empty())
        return fallback;
    char* end = nullptr;
    const double number = std::strtod(word.c_str(), &end);
    const std::string_view rest = end;
    if (end == word.c_str() || !(number >= 0) || !(rest.empty() || (percent && rest == "%")))
        throw Error(record.origin + ": '" + key + "' is no number: " + word,
                    percent ? "write 0.05 or \"5%\"" : "write how many times as fast it gets, as in 4");
    return rest == "%" ? number / 100 : number;
}

analysis::Rule rule_of(const Record& record) {
    for (const auto* const key : {"id", "frames", "title", "change"})
        require(record, key);
    analysis::Rule rule;
    rule.id = record.word("id");
    rule.pattern = {.frames = record.words("frames"),
                    .leaf = record.words("leaf"),
                    .under = record.words("under"),
                    .unless = record.words("unless"),
                    .rank = analysis::particular + 10};
    rule.threshold = number_of(record, "threshold", rule.threshold, true);
    rule.title = record.word("title");
    rule.meaning = record.word("meaning");
    rule.change = record.word("change");
    rule.before = record.word("before");
    rule.after = record.word("after");
    rule.false_alarm = record.word("false_alarm");
    const auto gain = number_of(record, "gain", 0, false);
    rule.gain = {gain, gain, record.word("gain_source")};
    rule.pins = record.words("pins");
    return rule;
}

} // namespace

void FindingOptions::add_to(CLI::App& app) {
    app.add_option("--watch", watch_,
                   "A function to report, hot or cold, as in parse_* or src/lexer.rs::next_token() (repeatable)")
        ->type_name("PATTERN");
}

std::vector<analysis::Rule> configured_rules(const Session& session) {
    std::vector<analysis::Rule> rules;
    for (const auto& record : configured_records("rules", session.options().config))
        rules.push_back(rule_of(record));
    return rules;
}

} // namespace perfeng::cli
