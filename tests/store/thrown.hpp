#pragma once

#include "catch.hpp"

#include "perfeng/model/error.hpp"

#include <string>

namespace perfeng::store {

/// The message and the hint of the Error that `act` throws.
template <typename Act> std::string told(Act act) {
    try {
        act();
    } catch (const Error& error) {
        CHECK_FALSE(error.hint().empty());
        return std::string(error.what()) + " | " + error.hint();
    }
    return "nothing was thrown";
}

} // namespace perfeng::store
