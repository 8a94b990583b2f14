#pragma once

#include "blobs.hpp"
#include "database.hpp"

#include "perfeng/store/store.hpp"

#include <filesystem>
#include <memory>

namespace perfeng::store {

struct Store::State {
    std::filesystem::path directory; ///< of this machine
    std::unique_ptr<Database> database;
    std::unique_ptr<Blobs> blobs;
};

} // namespace perfeng::store
