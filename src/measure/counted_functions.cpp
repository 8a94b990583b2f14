#include "perfeng/measure/instruction_counts.hpp"

#include <algorithm>
#include <map>

namespace perfeng::measure {
namespace {

constexpr double least_counted_share = 0.0001;

bool has_no_name(const std::string& name) {
    return name.empty() || name == "[unknown]" || name.starts_with("0x"); // valgrind gives the address then
}

double greatest(const FunctionTime& function) { return std::ranges::max(function.shares); }

/// By name: one side's copies in several modules are one function to those who compare.
class CountedShares {
public:
    explicit CountedShares(std::size_t executions) : executions_(executions) {
        times_.unknown.resize(executions);
        times_.others.resize(executions);
        times_.samples.resize(executions);
    }

    void add(const Profile& profile, std::size_t execution) {
        times_.tool = profile.tool;
        times_.event = profile.event;
        for (const auto& cost : profile.functions) {
            auto& shares = has_no_name(cost.name) ? times_.unknown : row_of(cost).shares;
            shares[execution] += cost.self / profile.weight;
        }
    }

    FunctionTimes take() {
        for (auto& [name, function] : by_name_)
            keep(std::move(function));
        std::ranges::stable_sort(times_.functions, std::greater{}, greatest);
        return std::move(times_);
    }

private:
    FunctionTime& row_of(const FunctionCost& cost) {
        auto& row = by_name_[cost.name];
        row.shares.resize(executions_);
        if (row.name.empty()) {
            row.name = cost.name;
            row.module = cost.module;
            row.file = cost.file;
            row.line = cost.line;
        }
        return row;
    }

    void keep(FunctionTime function) {
        if (greatest(function) >= least_counted_share) {
            times_.functions.push_back(std::move(function));
            return;
        }
        for (std::size_t i = 0; i < executions_; ++i)
            times_.others[i] += function.shares[i];
    }

    std::size_t executions_;
    FunctionTimes times_;
    std::map<std::string, FunctionTime> by_name_;
};

} // namespace

FunctionTimes counted_functions(const std::vector<Profile>& executions) {
    CountedShares shares(executions.size());
    for (std::size_t i = 0; i < executions.size(); ++i)
        shares.add(executions[i], i);
    return shares.take();
}

} // namespace perfeng::measure
