#include "default_base.hpp"

#include "repository.hpp"

#include <array>

namespace perfeng::pipeline {
namespace {

constexpr std::array main_branches{"origin/HEAD", "origin/main", "origin/master", "main", "master"};

} // namespace

std::string default_base(const tools::GitRevisions& git, const std::string& revision, bool uncommitted) {
    const auto tip = answered(git.commit(revision.empty() ? "HEAD" : revision));
    for (const auto* const branch : main_branches) {
        const auto fork = git.merge_base(tip.hash, branch);
        if (fork && *fork != tip.hash)
            return *fork;
    }
    if (uncommitted)
        return tip.hash;
    const auto before = git.commit(tip.hash + "~1");
    if (!before)
        throw Error(tip.brief() + " has no commit before it to be compared with",
                    "name one: --against REVISION; a clone of depth 1 has one commit only: git fetch --unshallow");
    return before->hash;
}

} // namespace perfeng::pipeline
