#pragma once

#include "database.hpp"
#include "url.hpp"

#include <memory>

namespace perfeng::store {

/// A connection to a PostgreSQL server, which finds what the URL leaves out (password, service, certificates) where
/// libpq always does. A connection that was lost is made again once, outside of transactions. Throws Error, also where
/// this perfeng was built without libpq.
[[nodiscard]] std::unique_ptr<Database> open_postgresql(const Url& url);

} // namespace perfeng::store
