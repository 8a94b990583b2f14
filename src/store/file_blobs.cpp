#include "file_blobs.hpp"

#include "perfeng/process/digest.hpp"
#include "perfeng/process/pending_file.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

namespace perfeng::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_size = 1U << 18U;

/// A compressed recording does not shrink again, and need not cost the time to learn that to its end.
bool shrinks(std::string_view piece) {
    std::vector<unsigned char> packed(compressBound(piece.size()));
    auto size = static_cast<uLongf>(packed.size());
    compress2(packed.data(), &size, reinterpret_cast<const Bytef*>(piece.data()), piece.size(), Z_BEST_SPEED);
    return size < piece.size() / 10 * 9;
}

/// Writes a gzip stream to the descriptor of a process::PendingFile.
class Packer {
public:
    Packer(const process::PendingFile& file, bool compressing)
        : path_(file.path()), stream_(gzdopen(::dup(file.descriptor()), compressing ? "wb1" : "wb0")) {
        if (stream_ == nullptr)
            process::fail_on_file("write", path_, errno);
    }
    ~Packer() {
        if (stream_ != nullptr)
            gzclose_w(stream_);
    }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    void add(std::string_view piece) {
        if (!piece.empty() && gzwrite(stream_, piece.data(), static_cast<unsigned>(piece.size())) == 0)
            process::fail_on_file("write", path_, errno);
    }
    void finish() {
        if (gzclose_w(std::exchange(stream_, nullptr)) != Z_OK)
            process::fail_on_file("write", path_, errno);
    }

private:
    fs::path path_;
    gzFile stream_;
};

[[noreturn]] void refuse_damaged(const std::string& sha256, const fs::path& place) {
    throw DamagedBlob("the stored file " + sha256 + " is damaged",
                      "restore " + place.string() + " from a copy, or remove it and measure again");
}

} // namespace

FileBlobs::FileBlobs(fs::path directory) : directory_(std::move(directory)) {}

fs::path FileBlobs::place_of(const std::string& sha256) const {
    check_sha256(sha256);
    return directory_ / sha256.substr(0, 2) / (sha256.substr(2) + ".gz");
}

std::string FileBlobs::put_pieces(const std::function<std::string_view()>& next) const {
    process::PendingFile file(directory_, 0666);
    process::Sha256 digest;
    auto piece = next();
    Packer packer(file, shrinks(piece));
    for (; !piece.empty(); piece = next()) {
        digest.add(piece);
        packer.add(piece);
    }
    packer.finish();
    auto sha256 = digest.hex();
    const auto place = place_of(sha256);
    process::make_directories(place.parent_path());
    file.commit(place);
    return sha256;
}

std::string FileBlobs::put(std::string_view content) {
    auto sha256 = process::sha256_of(content);
    if (fs::exists(place_of(sha256)))
        return sha256;
    return put_pieces([&] {
        const auto piece = content.substr(0, piece_size);
        content.remove_prefix(piece.size());
        return piece;
    });
}

std::string FileBlobs::put_file(const fs::path& path) {
    auto sha256 = process::sha256_of_file(path);
    if (fs::exists(place_of(sha256)))
        return sha256;
    std::ifstream in(path, std::ios::binary);
    std::string piece(piece_size, '\0');
    auto stored = put_pieces([&]() -> std::string_view {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        return {piece.data(), static_cast<std::size_t>(in.gcount())};
    });
    if (!in.eof())
        process::fail_on_file("read", path, EIO);
    return stored;
}

void FileBlobs::read(const std::string& sha256, const Piece& take) const {
    const auto place = place_of(sha256);
    if (!fs::exists(place))
        refuse_missing(sha256);
    const std::unique_ptr<gzFile_s, decltype(&gzclose_r)> stream(gzopen(place.c_str(), "rb"), &gzclose_r);
    if (!stream)
        process::fail_on_file("read", place, errno);
    process::Sha256 digest;
    std::string piece(piece_size, '\0');
    int size = 0;
    while ((size = gzread(stream.get(), piece.data(), static_cast<unsigned>(piece.size()))) > 0) {
        const auto bytes = std::string_view(piece).substr(0, static_cast<std::size_t>(size));
        digest.add(bytes);
        take(bytes);
    }
    if (size < 0 || digest.hex() != sha256)
        refuse_damaged(sha256, place);
}

bool FileBlobs::has(const std::string& sha256) const { return fs::exists(place_of(sha256)); }

void FileBlobs::remove_abandoned() const {
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(24);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(directory_, ignored))
        if (entry.path().filename().string().starts_with(process::PendingFile::prefix) &&
            entry.last_write_time(ignored) < long_ago)
            fs::remove(entry.path(), ignored);
}

} // namespace perfeng::store
