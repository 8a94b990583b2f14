#include "function_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace perfeng::analysis {
namespace {

constexpr double gone = 0.02;     // of the other side's cost: a few samples skid to what is never run
constexpr double like_cost = 0.5; // how much a cost may differ from its other half's, as a fraction
constexpr double shared_callers = 0.5;

struct Costs {
    double base = 0;
    double candidate = 0;
};

/// "parse<int>(char const*) [clone .isra.0]" as "parse": what a compiler adds, arguments and template arguments.
std::string_view name_as_written(std::string_view name) {
    for (const std::string_view end :
         {" [clone", "(", "<", ".constprop", ".isra", ".part", ".cold", ".lto_priv", ".llvm", "::{{closure}}"})
        if (const auto at = name.find(end); at != std::string_view::npos && at > 0)
            name = name.substr(0, at);
    return name;
}

bool share_callers(const Callers& before, const std::string& old_name, const Callers& now, const std::string& name) {
    const auto olds = before.find(old_name);
    const auto news = now.find(name);
    if (olds == before.end() || news == now.end())
        return false;
    const auto common =
        std::ranges::count_if(olds->second, [&](const std::string& caller) { return news->second.contains(caller); });
    const auto most = std::max(olds->second.size(), news->second.size());
    return static_cast<double>(common) >= shared_callers * static_cast<double>(most) && common > 0;
}

class Joining {
public:
    Joining(std::vector<FunctionRow>& rows, const WholeCosts& whole, const Callers& base_callers,
            const Callers& candidate_callers, double margin)
        : rows_(rows), whole_(whole), base_callers_(base_callers), candidate_callers_(candidate_callers),
          margin_(margin), joined_(rows.size()) {}

    void run() {
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (is_gone(row))
                find_new_name(row);
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (is_gone(row) && !joined_[row])
                find_caller(row, base_callers_, -1, " is inlined here");
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (is_new(row) && !joined_[row])
                find_caller(row, candidate_callers_, 1, " is split off it");
        remove_joined();
    }

private:
    [[nodiscard]] Costs costs(std::size_t row) const {
        return {mean_share(rows_[row].base) * whole_.base, mean_share(rows_[row].candidate) * whole_.candidate};
    }
    [[nodiscard]] double change(std::size_t row) const {
        const auto cost = costs(row);
        return cost.candidate - cost.base;
    }
    [[nodiscard]] bool is_gone(std::size_t row) const {
        const auto cost = costs(row);
        return cost.base > margin_ * whole_.base && cost.candidate <= gone * cost.base;
    }
    [[nodiscard]] bool is_new(std::size_t row) const {
        const auto cost = costs(row);
        return cost.candidate > margin_ * whole_.base && cost.base <= gone * cost.candidate;
    }

    [[nodiscard]] bool is_same_function(const FunctionRow& before, const FunctionRow& now) const {
        return name_as_written(before.name) == name_as_written(now.name) ||
               (!before.file.empty() && before.file == now.file) ||
               share_callers(base_callers_, before.name, candidate_callers_, now.name);
    }

    void find_new_name(std::size_t row) {
        const auto cost = costs(row).base;
        choose(row, cost, [&](std::size_t other) {
            return is_new(other) && is_same_function(rows_[row], rows_[other]) ? costs(other).candidate : -1;
        });
        if (chosen_ != none)
            join(row, chosen_, "was " + rows_[row].name + " before");
    }

    /// `sign` is that of the row's own change: what it lost stands in its caller, or the other way round.
    void find_caller(std::size_t row, const Callers& callers, double sign, const char* words) {
        const auto known = callers.find(rows_[row].name);
        choose(row, std::abs(change(row)), [&](std::size_t other) {
            const bool calls = known != callers.end() ? known->second.contains(rows_[other].name)
                                                      : callers.empty() && !rows_[row].file.empty() &&
                                                            rows_[row].file == rows_[other].file;
            return calls && !is_gone(other) && !is_new(other) ? -sign * change(other) : -1;
        });
        if (chosen_ != none)
            join(row, chosen_, rows_[row].name + words);
    }

    /// Of the others, the one whose figure is nearest to what is looked for, if it is near enough.
    template <typename Figure> void choose(std::size_t row, double wanted, const Figure& figure) {
        chosen_ = none;
        auto nearest = like_cost * wanted;
        for (std::size_t other = 0; other < rows_.size(); ++other) {
            if (other == row || joined_[other])
                continue;
            const auto found = figure(other);
            if (found <= 0 || std::abs(found - wanted) > nearest)
                continue;
            nearest = std::abs(found - wanted);
            chosen_ = other;
        }
    }

    void join(std::size_t row, std::size_t into, const std::string& words) {
        auto& kept = rows_[into];
        const auto add = [](std::vector<double>& to, const std::vector<double>& from) {
            std::ranges::transform(to, from, to.begin(), std::plus{});
        };
        add(kept.base, rows_[row].base);
        add(kept.candidate, rows_[row].candidate);
        kept.base_samples += rows_[row].base_samples;
        kept.candidate_samples += rows_[row].candidate_samples;
        kept.moved += (kept.moved.empty() ? "" : ", ") + words;
        joined_[row] = true;
    }

    void remove_joined() {
        std::vector<FunctionRow> kept;
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (!joined_[row])
                kept.push_back(std::move(rows_[row]));
        rows_ = std::move(kept);
    }

    static constexpr auto none = static_cast<std::size_t>(-1);

    std::vector<FunctionRow>& rows_;
    const WholeCosts& whole_;
    const Callers& base_callers_;
    const Callers& candidate_callers_;
    double margin_;
    std::vector<bool> joined_; ///< to another row
    std::size_t chosen_ = none;
};

} // namespace

double mean_share(const std::vector<double>& shares) {
    return std::accumulate(shares.begin(), shares.end(), 0.0) / static_cast<double>(shares.size());
}

void join_moved(std::vector<FunctionRow>& rows, const WholeCosts& whole, const Callers& base_callers,
                const Callers& candidate_callers, double margin) {
    Joining(rows, whole, base_callers, candidate_callers, margin).run();
}

} // namespace perfeng::analysis
