#include "postgresql.hpp"

#if defined(PERFENG_POSTGRESQL)
#include "postgresql_database.hpp"

namespace perfeng::store {

std::unique_ptr<Database> open_postgresql(const Url& url) { return std::make_unique<PostgresqlDatabase>(url); }

} // namespace perfeng::store
#else
#include "perfeng/model/error.hpp"

namespace perfeng::store {

std::unique_ptr<Database> open_postgresql(const Url& url) {
    throw Error(
        "this perfeng was built without PostgreSQL: it cannot open " + url.shown,
        "install libpq (Debian: libpq-dev, Homebrew: libpq) and build again with cmake -DPERFENG_POSTGRESQL=ON");
}

} // namespace perfeng::store
#endif
