#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace perfeng::store {

/// Contents in files that are named by their SHA-256. The file's name is the only record of a blob, so that there is
/// nothing to disagree with it; a crash can leave a content that nothing names, never a name without its content.
class Blobs {
public:
    explicit Blobs(std::filesystem::path directory);

    [[nodiscard]] std::string put(std::string_view content) const;
    [[nodiscard]] std::string put_file(const std::filesystem::path& path) const;
    [[nodiscard]] bool has(const std::string& sha256) const;
    [[nodiscard]] std::string get(const std::string& sha256) const;
    void extract(const std::string& sha256, const std::filesystem::path& destination, bool executable) const;
    /// Removes what a killed process left half written.
    void remove_abandoned() const;

private:
    using Piece = std::function<void(std::string_view)>;

    [[nodiscard]] std::filesystem::path place_of(const std::string& sha256) const;
    std::string put_pieces(const std::function<std::string_view()>& next) const;
    void read(const std::string& sha256, const Piece& take) const;

    std::filesystem::path directory_;
};

} // namespace perfeng::store
