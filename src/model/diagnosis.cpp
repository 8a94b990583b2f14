#include "perfeng/model/diagnosis.hpp"

namespace perfeng {

std::string_view to_string(ToolState state) {
    switch (state) {
    case ToolState::works:
        return "works";
    case ToolState::partly:
        return "partly";
    case ToolState::missing:
        return "missing";
    }
    return {};
}

std::string_view to_string(CheckState state) {
    switch (state) {
    case CheckState::good:
        return "good";
    case CheckState::limited:
        return "limited";
    case CheckState::unknown:
        return "unknown";
    }
    return {};
}

} // namespace perfeng
