#include "database_blobs.hpp"

#include "file_blobs.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/pending_file.hpp"

#include <fmt/format.h>

namespace perfeng::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_large(std::uintmax_t size, std::size_t limit) {
    throw Error(fmt::format("a file of {} MiB, compressed, is too large for the database (limit: {} MiB)", size >> 20U,
                            limit >> 20U),
                "keep files in a directory that all machines reach: postgres://...?blobs=DIR; or go without the "
                "recording: --passes, push --no-blobs");
}

} // namespace

std::string DatabaseBlobs::put(std::string_view content) {
    auto sha256 = process::sha256_of(content);
    if (has(sha256))
        return sha256;
    const process::TemporaryDirectory scratch;
    FileBlobs files(scratch.path());
    send(files.put(content), files.place_of(sha256));
    return sha256;
}

std::string DatabaseBlobs::put_file(const fs::path& path) {
    auto sha256 = process::sha256_of_file(path);
    if (has(sha256))
        return sha256;
    const process::TemporaryDirectory scratch;
    FileBlobs files(scratch.path());
    sha256 = files.put_file(path); // the file may have changed
    send(sha256, files.place_of(sha256));
    return sha256;
}

void DatabaseBlobs::send(const std::string& sha256, const fs::path& packed) const {
    if (const auto size = fs::file_size(packed); size > limit_)
        refuse_large(size, limit_);
    database_.prepare("INSERT INTO blobs (sha256, content) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING")
        .bind(sha256, Bytes{process::read_file(packed)})
        .run();
}

bool DatabaseBlobs::has(const std::string& sha256) const {
    check_sha256(sha256);
    return database_.prepare("SELECT 1 FROM blobs WHERE sha256 = ?").bind(sha256).step();
}

void DatabaseBlobs::read(const std::string& sha256, const Piece& take) const {
    check_sha256(sha256);
    auto row = database_.prepare("SELECT content FROM blobs WHERE sha256 = ?");
    if (!row.bind(sha256).step())
        refuse_missing(sha256);
    const process::TemporaryDirectory scratch;
    const FileBlobs files(scratch.path());
    const auto packed = files.place_of(sha256);
    process::make_directories(packed.parent_path());
    process::write_file(packed, row.text(0));
    try {
        files.read(sha256, take);
    } catch (const DamagedBlob& damaged) {
        throw Error(damaged.what(),
                    "restore the row of table blobs in " + place_ + " from a copy, or delete it and measure again");
    }
}

} // namespace perfeng::store
