#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

constexpr double told_share = 0.005;
constexpr std::size_t lines_told = 5;

std::string range_of(const Interval& range) { return fmt::format("{} to {}", percent(range.lo), percent(range.hi)); }

bool has_allocations(const Profile& profile) {
    return std::ranges::any_of(profile.categories, [](const CategoryShare& each) { return each.allocations > 0; });
}

std::vector<Text> category_row(const CategoryShare& category, const Profile& profile, bool memory) {
    std::vector<Text> row{percent(category.share), profile.samples > 0 ? Text(range_of(category.ci)) : Text(),
                          count(static_cast<double>(category.samples)), Text(category.category)};
    if (memory) {
        row.emplace_back(count(static_cast<double>(category.allocations)));
        row.emplace_back(bytes(static_cast<double>(category.allocated_bytes)));
        row.emplace_back(count(static_cast<double>(category.temporary)));
    }
    return row;
}

Table category_table_of(const Profile& profile) {
    const bool memory = has_allocations(profile);
    Table table{{{"share", Align::right}, {"95% interval", Align::right}, {"samples", Align::right}, {"busy with"}},
                {}};
    if (memory)
        for (const auto* const title : {"allocations", "bytes", "temporary"})
            table.columns.push_back({title, Align::right});
    for (const auto& category : profile.categories)
        if (category.share >= told_share)
            table.rows.push_back(category_row(category, profile, memory));
    return table;
}

Item line_item(const HotLine& hot, const std::string& cwd) {
    Item item{code(place_of(hot.file, hot.line, "", cwd)) + " in " + name(hot.function) +
                  fmt::format(": {}{}", percent(hot.share),
                              hot.samples > 0 ? fmt::format(" ({})", counted(hot.samples, "sample")) : ""),
              {}};
    for (std::size_t at = 0; at < hot.source.size(); ++at) {
        const int number = hot.first_line + static_cast<int>(at);
        item.below.push_back(
            code(fmt::format("{} {:>5} | {}", number == hot.line ? '>' : ' ', number, hot.source[at])));
    }
    return item;
}

List line_items(const Profile& profile, const std::string& cwd) {
    List items;
    for (const auto& hot : profile.hot_lines)
        if (items.size() < lines_told)
            items.push_back(line_item(hot, cwd));
    return items;
}

List recursion_items(const Profile& profile, const std::string& cwd) {
    List items;
    for (const auto& each : profile.recursion) {
        const auto place = place_of(each.file, each.line, "", cwd);
        items.push_back({name(each.function) +
                             fmt::format(": up to {} times in one stack, {:.1f} on average; {} of all "
                                         "in stacks where it recurs",
                                         each.max_depth, each.mean_depth, percent(each.recursive_share)) +
                             (place.empty() ? Text() : Text(" (") + code(place) + ")"),
                         {}});
    }
    return items;
}

Table watched_table(const Profile& profile, const std::string& cwd) {
    Table table{{{"watched"},
                 {"self", Align::right},
                 {"total", Align::right},
                 {"samples", Align::right},
                 {"function"},
                 {"where"}},
                {}};
    for (const auto& each : profile.watched) {
        const bool seen = !each.function.empty();
        table.rows.push_back(
            {code(each.pattern), seen ? percent(each.self_share) : "",
             seen ? percent(each.total_share) : "under " + percent(each.most), count(static_cast<double>(each.samples)),
             seen ? name(each.function) : Text("in no sample"), code(place_of(each.file, each.line, "", cwd))});
    }
    return table;
}

} // namespace

std::vector<Block> place_blocks(const Measurement& measurement) {
    const auto& profile = *measurement.profile;
    const auto& cwd = measurement.workload.cwd;
    std::vector<Block> blocks;
    if (!profile.categories.empty())
        blocks.push_back({"busy with (each sample counts once)", category_table_of(profile), false});
    if (auto items = line_items(profile, cwd); !items.empty())
        blocks.push_back(
            {"hottest lines of your own code (with what they call in libraries)", std::move(items), false});
    if (auto items = recursion_items(profile, cwd); !items.empty())
        blocks.push_back({"recursion", std::move(items), false});
    if (!profile.watched.empty())
        blocks.push_back({"watched functions", watched_table(profile, cwd), false});
    return blocks;
}

} // namespace perfeng::report
