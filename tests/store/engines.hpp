#pragma once

#include "catch.hpp"
#if defined(PERFENG_POSTGRESQL)
#include "postgres_server.hpp"
#endif

#include "perfeng/process/file.hpp"
#include "perfeng/store/store.hpp"

#include <string>

namespace perfeng::store {

enum class Engine { sqlite, postgresql, postgresql_with_directory };

/// A test that calls it runs once with each.
inline Engine each_engine() {
#if defined(PERFENG_POSTGRESQL)
    return GENERATE(Engine::sqlite, Engine::postgresql, Engine::postgresql_with_directory);
#else
    return Engine::sqlite;
#endif
}

/// Where a new store can be, of one engine.
struct Place {
    process::TemporaryDirectory directory;
    Engine engine;
    std::string where;

    explicit Place(Engine of) : engine(of), where((directory.path() / "project" / ".perfeng").string()) {
#if defined(PERFENG_POSTGRESQL)
        if (engine != Engine::sqlite)
            where = PostgresServer::shared().create_database();
        if (engine == Engine::postgresql_with_directory)
            where += "?blobs=" + (directory.path() / "blobs").string();
#endif
    }
};

/// For tests of what a store promises, whatever it is kept in.
struct AnyPlace : Place {
    AnyPlace() : Place(each_engine()) {}
};

} // namespace perfeng::store
