#include "trial_machine.hpp"

#include "saving.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace perfeng::pipeline {
namespace {

std::string isolation_words(const measure::Isolation& isolation) {
    const auto set = isolation.what_was_set();
    return set.empty() ? "nothing could be isolated: \"Not measured\" says why"
                       : fmt::format("trials are isolated: {}", fmt::join(set, ", "));
}

} // namespace

TrialMachine::TrialMachine(const Context& context, const MeasureOptions& options, std::vector<Measurement*> sides)
    : context_(context), options_(options), sides_(std::move(sides)) {
    if (!options.isolate)
        return;
    isolation_.emplace(sides_.front()->workload);
    for (auto* const side : sides_)
        isolation_->tell(*side);
    context.progress.say(isolation_words(*isolation_));
}

measure::Timer TrialMachine::timer(const std::filesystem::path& scratch) const {
    auto timer = timer_for(context_, options_, scratch);
    return isolation_ ? isolation_->around(std::move(timer)) : timer;
}

void TrialMachine::tell_what_happened() const {
    for (auto* const side : sides_)
        watch_.tell(side->environment);
}

} // namespace perfeng::pipeline
