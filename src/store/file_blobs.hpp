#pragma once

#include "blobs.hpp"

namespace perfeng::store {

/// Blobs as files of a directory: ab/cdef....gz.
class FileBlobs : public Blobs {
public:
    explicit FileBlobs(std::filesystem::path directory);

    [[nodiscard]] std::string put(std::string_view content) override;
    [[nodiscard]] std::string put_file(const std::filesystem::path& path) override;
    [[nodiscard]] bool has(const std::string& sha256) const override;
    void read(const std::string& sha256, const Piece& take) const override;

    [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const;
    /// Removes what a killed process left half written.
    void remove_abandoned() const;

private:
    [[nodiscard]] std::string put_pieces(const std::function<std::string_view()>& next) const;

    std::filesystem::path directory_;
};

} // namespace perfeng::store
