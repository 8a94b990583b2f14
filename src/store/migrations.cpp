#include "migrations.hpp"

#include "perfeng/model/error.hpp"

#include <string>

namespace perfeng::store {
namespace {

void refuse_newer(int found, int known) {
    if (found > known)
        throw Error("the store was made by a newer perfeng: it has version " + std::to_string(found) +
                        ", this perfeng knows versions up to " + std::to_string(known),
                    "update perfeng, or choose another store with --store");
}

} // namespace

void migrate(const Database& database, std::span<const char* const> steps, FillIn fill_in) {
    const auto known = static_cast<int>(steps.size());
    const auto found = database.version();
    refuse_newer(found, known);
    if (found == known)
        return;
    database.before_migration();
    const Transaction transaction(database);
    database.lock_schema();
    const auto start = database.version(); // another process may have been faster
    refuse_newer(start, known);
    for (const auto* const step : steps.subspan(static_cast<std::size_t>(start)))
        database.execute(step);
    if (fill_in != nullptr)
        fill_in(database);
    database.set_version(known);
    transaction.commit();
}

} // namespace perfeng::store
