#include "pages.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/bisection.hpp"

#include <fmt/format.h>

namespace perfeng::report {
namespace {

std::string short_hash(const std::string& hash) { return hash.substr(0, 12); }

std::string change_words(const BisectedRevision& revision) {
    if (!revision.change)
        return "-";
    return percent_change(*revision.change) + (revision.ci ? " " + percent_change(*revision.ci) : "");
}

Text outcome_of(const Bisection& bisection) {
    if (bisection.suspects.size() != 1)
        return {fmt::format("One of {} commits is the first that regressed: those between could not be tested",
                            bisection.suspects.size())};
    const auto& first = bisection.suspects.front();
    return Text("First commit that regressed: ") + code(short_hash(first.hash)) + " " + prose(first.title);
}

Table table_of(const std::vector<BisectedRevision>& revisions) {
    Table table{
        {{"commit"}, {"state"}, {"change", Align::right}, {"pairs", Align::right}, {"title"}, {"what is to be said"}},
        {}};
    for (const auto& each : revisions)
        table.rows.push_back(
            {code(short_hash(each.hash)),
             Text(std::string(to_string(each.state)), each.state == RevisionState::bad    ? Mark::bad
                                                      : each.state == RevisionState::good ? Mark::good
                                                                                          : Mark::plain),
             change_words(each), std::to_string(each.pairs), prose(each.title),
             prose(each.note.substr(0, each.note.find('\n')))});
    return table;
}

} // namespace

Page bisection_page(const Bisection& bisection) {
    Facts facts{{"command", code(bisection.command)}};
    if (!bisection.build.empty())
        facts.push_back({"built by", code(bisection.build)});
    facts.push_back({"bad is", label_of(bisection.metric) + " more than " + percent(bisection.threshold) + " above " +
                                   short_hash(bisection.good)});
    facts.push_back({"commits", fmt::format("{}, {} of them tested", bisection.commits, bisection.tested.size())});
    Page page{outcome_of(bisection), {{"", {{"", std::move(facts), false}}}}};
    if (bisection.suspects.size() > 1)
        page.sections.push_back({"Suspects, oldest first", {{"", table_of(bisection.suspects), false}}});
    page.sections.push_back({"Tested, in this order", {{"", table_of(bisection.tested), false}}});
    const auto first = short_hash(bisection.suspects.front().hash);
    const auto last = short_hash(bisection.suspects.back().hash);
    const auto built = bisection.build.empty() ? "" : "--build '" + bisection.build + "' ";
    page.sections.push_back(
        {"Next",
         {{"",
           List{{Text("see what it changed: ") + code("git show " + last), {}},
                {Text("see which functions take the time: ") +
                     code("perfeng compare --git " + first + "~1.." + last + " " + built + "-- " + bisection.command),
                 {}}},
           false}}});
    return page;
}

} // namespace perfeng::report
