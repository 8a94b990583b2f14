#pragma once

#include "shape.hpp"

#include "perfeng/model/check.hpp"

namespace perfeng::store {

/// `passed` came first, and says the same as `status` to whoever needs no more.
template <like<Check> T> void describe(auto& a, T& check) {
    bool passed = check.status == CheckStatus::passed;
    a.required("name", check.name);
    a.required("passed", passed);
    if constexpr (!std::is_const_v<T>)
        check.status = passed ? CheckStatus::passed : CheckStatus::failed;
    a.field("status", check.status);
    a.field("kind", check.kind);
    a.field("seconds", check.seconds);
    a.field("detail", check.detail);
    a.field("how", check.how);
    a.field("source", check.source);
    a.field("tail", check.tail);
    a.field("log", check.log);
}

} // namespace perfeng::store
