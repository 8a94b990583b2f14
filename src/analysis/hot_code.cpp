#include "perfeng/analysis/hot_code.hpp"

#include "numbering.hpp"

#include "perfeng/analysis/own_code.hpp"
#include "perfeng/stats/proportion.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace perfeng::analysis {
namespace {

/// What nearly everything passes through, such as main and what calls it, depends on all and explains nothing.
bool passes_all_on(const FunctionCost& cost) { return cost.total_share > 0.95 && cost.self_share < 0.01; }

/// A place of a frame that is own code and lies in the tree.
struct FramePlace {
    std::optional<std::size_t> file; ///< index into the names of files
    int line = 0;
};

class HotCodeFinder {
public:
    HotCodeFinder(const Profile& profile, const SourcePaths& paths) : profile_(profile), paths_(paths) {
        for (const auto& frame : profile.frames)
            places_.push_back(place_of(frame));
    }

    HotCode find(double floor) {
        HotCode hot;
        hot.samples = profile_.samples;
        for (const auto& cost : profile_.functions)
            add_function(cost, floor, hot);
        add_lines(hot);
        drop_closures(hot);
        std::ranges::stable_sort(hot.functions, [](const HotFunction& a, const HotFunction& b) {
            return std::tuple(a.share, a.self_share) > std::tuple(b.share, b.self_share);
        });
        return hot;
    }

private:
    FramePlace place_of(const Frame& frame) {
        if (frame.file.empty() || frame.line <= 0 || !is_own_code(frame))
            return {};
        const auto known = located_.find(frame.file);
        if (known != located_.end())
            return {known->second, frame.line};
        std::optional<std::size_t> index;
        if (auto file = paths_.locate(frame.file)) {
            const auto same = std::ranges::find(files_, *file);
            index = static_cast<std::size_t>(same - files_.begin());
            if (same == files_.end())
                files_.push_back(*std::move(file));
        }
        located_.emplace(frame.file, index);
        return {index, frame.line};
    }

    void add_function(const FunctionCost& cost, double floor, HotCode& hot) {
        const auto interval = profile_.samples > 0 && cost.total_samples <= profile_.samples
                                  ? stats::wilson(cost.total_samples, profile_.samples)
                                  : Interval{cost.total_share, cost.total_share};
        if (interval.lo < floor || passes_all_on(cost) || cost.name == "[unknown]" || !is_own_code(cost))
            return;
        auto file = cost.file.empty() ? std::nullopt : paths_.locate(cost.file);
        if (!file) {
            ++hot.unmapped_functions;
            hot.unmapped_share += cost.self_share;
            return;
        }
        const auto share = profile_.samples > 0
                               ? static_cast<double>(cost.total_samples) / static_cast<double>(profile_.samples)
                               : cost.total_share;
        hot.functions.push_back({.name = cost.name,
                                 .file = *std::move(file),
                                 .line = cost.line,
                                 .first_line = cost.line,
                                 .last_line = cost.line,
                                 .share = share,
                                 .share_ci = interval,
                                 .self_share = cost.self_share,
                                 .samples = cost.total_samples,
                                 .lines = {}});
        keys_.emplace_back(cost.name, cost.module);
    }

    /// A closure is part of the function that it is written in, where that one is hot too.
    static void drop_closures(HotCode& hot) {
        std::set<std::string> names;
        for (const auto& function : hot.functions)
            names.insert(function.name);
        std::erase_if(hot.functions, [&](const HotFunction& function) {
            const auto inner = function.name.find("::{");
            return inner != std::string::npos && names.contains(function.name.substr(0, inner));
        });
    }

    /// One pass over the stacks, for the lines of each hot function and for those of all own code.
    void add_lines(HotCode& hot) {
        const auto numbering = by_name(profile_.frames);
        std::vector<HotFunction*> by_number(numbering.count, nullptr);
        for (std::size_t i = 0; i < profile_.frames.size(); ++i)
            by_number[numbering.of_frame[i]] = function_of(profile_.frames[i], hot);
        std::vector<std::map<std::pair<std::size_t, int>, std::uint64_t>> own(numbering.count);
        std::map<std::pair<std::size_t, int>, std::uint64_t> all;
        for (const auto& stack : profile_.stacks) {
            std::set<std::uint32_t> functions;
            std::set<std::pair<std::size_t, int>> lines;
            for (const auto frame : stack.frames) {
                const auto& [file, line] = places_[frame];
                const bool first = functions.insert(numbering.of_frame[frame]).second;
                if (!file)
                    continue;
                if (first)
                    own[numbering.of_frame[frame]][{*file, line}] += stack.samples;
                if (lines.insert({*file, line}).second)
                    all[{*file, line}] += stack.samples;
            }
        }
        hot.lines = as_lines(all);
        for (std::size_t number = 0; number < numbering.count; ++number)
            if (by_number[number] != nullptr)
                give_lines(*by_number[number], as_lines(own[number]));
    }

    HotFunction* function_of(const Frame& frame, HotCode& hot) const {
        const auto found = std::ranges::find_if(
            keys_, [&](const auto& key) { return key.first == frame.name && key.second == frame.module; });
        return found == keys_.end() ? nullptr : &hot.functions[static_cast<std::size_t>(found - keys_.begin())];
    }

    [[nodiscard]] std::vector<LineHeat>
    as_lines(const std::map<std::pair<std::size_t, int>, std::uint64_t>& counted) const {
        std::vector<LineHeat> lines;
        for (const auto& [place, samples] : counted)
            lines.push_back({files_[place.first], place.second, samples});
        std::ranges::sort(lines, {}, [](const LineHeat& line) { return std::tie(line.file, line.line); });
        return lines;
    }

    static void give_lines(HotFunction& function, std::vector<LineHeat> lines) {
        for (const auto& line : lines) {
            if (line.file != function.file)
                continue;
            function.first_line = std::min(function.first_line, line.line);
            function.last_line = std::max(function.last_line, line.line);
        }
        function.lines = std::move(lines);
    }

    const Profile& profile_;
    const SourcePaths& paths_;
    std::vector<FramePlace> places_; ///< parallel to the profile's frames
    std::vector<std::string> files_;
    std::unordered_map<std::string, std::optional<std::size_t>> located_;
    std::vector<std::pair<std::string, std::string>> keys_; ///< name and module, parallel to the functions
};

} // namespace

HotCode hot_code(const Profile& profile, const SourcePaths& paths, double floor) {
    return HotCodeFinder(profile, paths).find(floor);
}

} // namespace perfeng::analysis
