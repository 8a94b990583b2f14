#pragma once

#include <cstddef>
#include <string_view>

namespace perfeng::report {

/// How much to show, and on what. `width` is a terminal's number of columns: prose is wrapped to it and long function
/// names are cut in the middle; 0 is no terminal, nothing is cut or wrapped. `top` limits lists of functions and places
/// (what is left out is counted); `verbose` lists everything.
struct Style {
    bool color = false;
    int width = 100;
    std::size_t top = 5;
    bool verbose = false;
    std::string_view sort_risks = "score"; ///< or "heat", "coverage", "churn"
    std::string_view root;                 ///< the repository: platforms want paths from there
};

} // namespace perfeng::report
