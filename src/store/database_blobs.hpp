#pragma once

#include "blobs.hpp"
#include "database.hpp"

#include "perfeng/process/file.hpp"

namespace perfeng::store {

/// Blobs in the table `blobs` of a database, in the form that they have as files. Each goes through a file of a
/// directory of this machine, which is removed at the end.
class DatabaseBlobs : public Blobs {
public:
    /// Larger ones, compressed, are refused: they belong into a directory.
    static constexpr std::size_t largest = std::size_t{128} << 20U;

    DatabaseBlobs(const Database& database, std::string place, std::size_t limit = largest)
        : database_(database), place_(std::move(place)), limit_(limit) {}

    [[nodiscard]] std::string put(std::string_view content) override;
    [[nodiscard]] std::string put_file(const std::filesystem::path& path) override;
    [[nodiscard]] bool has(const std::string& sha256) const override;

private:
    void read(const std::string& sha256, const Piece& take) const override;
    void send(const std::string& sha256, const std::filesystem::path& packed) const;

    const Database& database_;
    std::string place_; ///< for errors
    std::size_t limit_;
};

} // namespace perfeng::store
