#include "blobs.hpp"

#include "perfeng/process/pending_file.hpp"

namespace perfeng::store {

namespace fs = std::filesystem;

std::string Blobs::get(const std::string& sha256) const {
    std::string content;
    read(sha256, [&](std::string_view piece) { content += piece; });
    return content;
}

void Blobs::extract(const std::string& sha256, const fs::path& destination, bool executable) const {
    process::PendingFile file(destination.has_parent_path() ? destination.parent_path() : ".",
                              executable ? 0777 : 0666);
    read(sha256, [&](std::string_view piece) { file.write(piece); });
    file.commit(destination);
}

void check_sha256(const std::string& sha256) {
    if (sha256.size() != 64 || sha256.find_first_not_of("0123456789abcdef") != sha256.npos)
        throw Error("'" + sha256 + "' does not name a stored file", "give the 64 hexadecimal digits of a SHA-256");
}

void refuse_missing(const std::string& sha256) {
    throw Error(
        "the store holds no file " + sha256,
        "the measurement came without it (imported, pushed with --no-blobs, or cleaned up): measure again here");
}

} // namespace perfeng::store
