#pragma once

#include <string>
#include <vector>

namespace perfeng::tools {

/// What a reader made of its input, and what it had to pass over to do so: each warning is a sentence for the user,
/// with the number of times it happened.
template <typename T> struct Read {
    T value;
    std::vector<std::string> warnings;
};

} // namespace perfeng::tools
