#include "pages.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/table.hpp"
#include "perfeng/report/verification.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

/// A tab shows as an arrow, so that the marks below it stand right.
std::string visible(std::string_view text) {
    std::string shown;
    for (const char letter : text)
        shown += letter == '\t' ? std::string("→") : std::string(1, letter);
    return printable(shown);
}

/// Lines with "-" and "+" as diff has them, numbers where there are some, and marks under what differs.
class DifferenceListing {
public:
    explicit DifferenceListing(const FirstDifference& first) : first_(first), numbered_(first.line > 0) {
        auto line = first.line - std::min<std::uint64_t>(first.line, first.before.size());
        for (const auto& text : first.before)
            add(' ', line++, text, Mark::plain);
        side('-', first.base, first.base_after, Mark::bad);
        side('+', first.candidate, first.candidate_after, Mark::good);
    }

    Listing take() { return std::move(listing_); }

private:
    void side(char sign, const Excerpt& excerpt, const std::vector<std::string>& after, Mark mark) {
        if (excerpt.missing) {
            listing_.lines.push_back(Text(head(sign, first_.line)) + "(ends here)");
            return;
        }
        const auto start = visible(excerpt.text.substr(0, excerpt.from));
        const auto different = visible(excerpt.text.substr(excerpt.from, excerpt.length));
        const auto rest = visible(excerpt.text.substr(excerpt.from + excerpt.length));
        listing_.lines.push_back(Text(head(sign, first_.line) + start) + Text(different, mark) + rest);
        const auto width = std::max<std::size_t>(1, display_width(different));
        listing_.lines.emplace_back(std::string(head(' ', 0).size() + display_width(start), ' ') +
                                    std::string(width, '^'));
        auto line = first_.line + 1;
        for (const auto& text : after)
            add(sign, line++, text, Mark::plain);
    }

    void add(char sign, std::uint64_t line, const std::string& text, Mark mark) {
        listing_.lines.push_back(Text(head(sign, line)) + Text(visible(text), mark));
    }

    [[nodiscard]] std::string head(char sign, std::uint64_t line) const {
        if (!numbered_)
            return fmt::format("{} ", sign);
        return fmt::format("{} {:>6}  ", sign, line > 0 ? std::to_string(line) : "");
    }

    const FirstDifference& first_;
    bool numbered_;
    Listing listing_;
};

bool tells_difference(const OutputComparison& output) { return output.first.has_value(); }

std::string sizes_of(const OutputComparison& output) {
    if (output.binary)
        return fmt::format("{} against {}, binary", counted(output.base_bytes, "byte"),
                           counted(output.candidate_bytes, "byte"));
    return fmt::format("{} in {} against {} in {}", counted(output.base_bytes, "byte"),
                       counted(output.base_lines, "line"), counted(output.candidate_bytes, "byte"),
                       counted(output.candidate_lines, "line"));
}

Section differences_of(const Verification& verification) {
    Section section{"First differences", {}};
    for (const auto& output : verification.outputs) {
        if (!tells_difference(output))
            continue;
        const auto note = output.gated ? "" : ", told only: it may differ";
        section.blocks.push_back({output.what + ": baseline (-) and candidate (+), " + sizes_of(output) + note,
                                  DifferenceListing(*output.first).take(), false});
        if (!output.varies.empty()) {
            List varies;
            for (const auto& example : output.varies)
                varies.push_back({code(example), {}});
            section.blocks.push_back({"varies from run to run by itself", std::move(varies), false});
        }
    }
    return section;
}

/// That stderr is alike is no check, but good to know.
Section notes_of(const Verification& verification) {
    Section section{"Also compared", {}};
    Facts facts;
    for (const auto& output : verification.outputs)
        if (!output.gated)
            facts.push_back({output.what, std::string(to_string(output.sameness)) +
                                              (output.base_bytes + output.candidate_bytes == 0 ? ", empty" : "")});
    if (!facts.empty())
        section.blocks.push_back({"", std::move(facts), false});
    return section;
}

Section next_after(const Verification& verification) {
    List steps;
    const auto status = status_of(verification.checks);
    if (status == CheckStatus::failed)
        steps.push_back({Text("mend what failed, build, and verify again: ") + code("perfeng verify"), {}});
    else if (std::ranges::any_of(verification.checks, [](const Check& check) { return !check.how.empty(); }))
        steps.push_back({Text("do what is said above, and verify again: ") + code("perfeng verify"), {}});
    else if (verification.base_id.empty())
        steps.push_back(
            {Text("measure before a change, so that output can be compared: ") + code("perfeng baseline -- CMD"), {}});
    else
        steps.push_back({Text("judge the change, with these checks in the gate: ") + code("perfeng compare"), {}});
    return {"Next", {{"", std::move(steps), false}}};
}

Text titled(const Verification& verification) {
    const auto number = [&](CheckStatus status) {
        return static_cast<std::uint64_t>(std::ranges::count(verification.checks, status, &Check::status));
    };
    const auto status = status_of(verification.checks);
    Text title = status == CheckStatus::failed   ? Text("FAILED", Mark::bad)
                 : status == CheckStatus::passed ? Text("VERIFIED", Mark::good)
                                                 : Text("NOT VERIFIED");
    return title + fmt::format(": {} passed, {} failed, {} not run", number(CheckStatus::passed),
                               number(CheckStatus::failed), number(CheckStatus::not_run));
}

Section facts_of(const Verification& verification) {
    Facts facts;
    if (!verification.command.empty())
        facts.push_back({"program", code(verification.command)});
    for (const auto& file : verification.program)
        if (file.role != "file")
            facts.push_back({file.role, code(file.path) + (", sha256 " + short_digest(file.sha256))});
    if (!verification.base_id.empty())
        facts.push_back({"against", Text("the baseline ") + code(short_id(verification.base_id))});
    if (!verification.candidate_id.empty() && verification.candidate_id != verification.base_id)
        facts.push_back({"measured as", code(short_id(verification.candidate_id))});
    facts.push_back({"directory", code(verification.cwd)});
    if (!verification.masks.empty())
        facts.push_back({"masks", fmt::format("{}", fmt::join(verification.masks, ", "))});
    facts.push_back({"id", code(verification.id)});
    if (!verification.complete)
        facts.push_back({"stopped", Text("before the end: what was finished is told here", Mark::bad)});
    return {"", {{"", std::move(facts), false}}};
}

} // namespace

Page verification_page(const Verification& verification) {
    Page page{titled(verification), {facts_of(verification)}};
    add(page, checks_section(verification.checks));
    add(page, differences_of(verification));
    add(page, notes_of(verification));
    add(page, not_measured_section(verification.not_measured));
    add(page, next_after(verification));
    return page;
}

} // namespace perfeng::report
