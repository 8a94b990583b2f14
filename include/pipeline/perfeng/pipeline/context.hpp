#pragma once

#include "perfeng/measure/progress.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/store/store.hpp"

namespace perfeng::pipeline {

/// What every stage works with.
struct Context {
    process::Runner& runner;
    store::Store& store;
    measure::Progress& progress;
};

} // namespace perfeng::pipeline
