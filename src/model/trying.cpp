#include "perfeng/model/trying.hpp"

namespace perfeng {

std::string_view to_string(TryStatus status) {
    switch (status) {
    case TryStatus::applies:
        return "applies";
    case TryStatus::tried:
        return "tried";
    case TryStatus::not_tried:
        return "not tried";
    case TryStatus::failed:
        break;
    }
    return "failed";
}

std::string_view to_string(Worth worth) {
    switch (worth) {
    case Worth::helps:
        return "helps";
    case Worth::trades:
        return "trades";
    case Worth::nothing:
        break;
    }
    return "nothing";
}

} // namespace perfeng
