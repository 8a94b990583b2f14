#include "perfeng/pipeline/profile.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/store/profile_document.hpp"

#include <algorithm>

namespace perfeng::pipeline {

bool load_stacks(store::Store& store, Measurement& measurement) {
    const auto kept = std::ranges::find(measurement.artifacts, "profile", &Artifact::kind);
    if (!measurement.profile || kept == measurement.artifacts.end() || !store.has_blob(kept->sha256))
        return false;
    auto profile = store::read_profile(store.get_blob(kept->sha256));
    if (!profile)
        throw Error("the saved profile of " + measurement.id + " cannot be read: " + to_string(profile.error()),
                    "measure again: perfeng baseline -- CMD");
    measurement.profile->frames = std::move(profile->frames);
    measurement.profile->stacks = std::move(profile->stacks);
    return true;
}

} // namespace perfeng::pipeline
