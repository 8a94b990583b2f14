#pragma once

#include "perfeng/tools/source/revisions.hpp"

#include <string>

namespace perfeng::pipeline {

/// What a revision (empty: the work tree) is best compared with where the user names nothing: the commit at which its
/// branch left the main one, which is that of origin/HEAD, or else main or master, of origin or here. On the main
/// branch itself HEAD for a work tree with changes, else the commit before. Throws Error where there is none.
[[nodiscard]] std::string default_base(const tools::GitRevisions& git, const std::string& revision, bool uncommitted);

} // namespace perfeng::pipeline
