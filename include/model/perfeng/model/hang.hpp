#pragma once

#include <string>

namespace perfeng {

/// A time in which the main thread did not answer.
struct Hang {
    double start = 0;    ///< seconds since the recording began
    double duration = 0; ///< seconds
    std::string kind;    ///< "Hang", "Microhang", "Brief Unresponsiveness", "Potential Interaction Delay"
    std::string thread;
};

} // namespace perfeng
