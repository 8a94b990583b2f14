#include "completed.hpp"

namespace perfeng::pipeline {
namespace {

template <typename T> void fill(T& given, const T& otherwise) {
    if (given == T{})
        given = otherwise;
}

} // namespace

Workload completed(Workload given, const Workload& base) {
    fill(given.argv, base.typed.empty() ? base.argv : base.typed);
    fill(given.cwd, base.cwd);
    given.env.insert(base.env.begin(), base.env.end());
    fill(given.stdin_path, base.stdin_path);
    fill(given.input_size, base.input_size);
    fill(given.outputs, base.outputs);
    fill(given.prepare, base.prepare);
    fill(given.cpus, base.cpus);
    fill(given.timeout, base.timeout);
    fill(given.ignore_failure, base.ignore_failure);
    return given;
}

MeasureOptions completed(const MeasureOptions& options, const Measurement& base) {
    auto complete = options;
    complete.workload = completed(options.workload, base.workload);
    complete.count_instructions = options.count_instructions || base.instruction_counts.has_value();
    complete.isolate = options.isolate || !base.environment.isolation.empty();
    if (complete.snapshot_files.empty())
        for (const auto& snapshot : base.executable.snapshots)
            if (snapshot.role == "file")
                complete.snapshot_files.push_back(snapshot.path);
    return complete;
}

void run_alike(Workload& base, const Workload& candidate) {
    base.cpus = candidate.cpus;
    base.timeout = candidate.timeout;
    base.prepare = candidate.prepare;
}

} // namespace perfeng::pipeline
