#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/baseline.hpp"
#include "perfeng/process/interrupt.hpp"

#include <filesystem>
#include <functional>

namespace perfeng::pipeline {

/// Does `work`, then draws the findings and saves the measurement. Interrupted, it lets `recover` add what was
/// finished, saves that as incomplete and passes the exception on; without a finished trial it throws
/// nothing_saved().
void keep_if_interrupted(const Context& context, const MeasureOptions& options, Measurement& measurement,
                         const std::function<void()>& work, const std::function<void()>& recover);

/// An interruption that leaves nothing in the store.
[[nodiscard]] Error nothing_saved();

/// Does `work` that saves nothing, whose interruption therefore is nothing_saved().
template <typename Work> auto unsaved(const Work& work) {
    try {
        return work();
    } catch (const process::Interrupted&) {
        throw nothing_saved();
    }
}

[[nodiscard]] measure::Timer timer_for(const Context& context, const MeasureOptions& options,
                                       const std::filesystem::path& scratch);

} // namespace perfeng::pipeline
