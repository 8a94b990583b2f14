#pragma once

#include "perfeng/model/error.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace perfeng::store {

/// Contents by their SHA-256, compressed where that helps. The name is the only record of a blob, so that there is
/// nothing to disagree with it; a crash can leave a content that nothing names, never a name without its content.
class Blobs {
public:
    virtual ~Blobs() = default;

    [[nodiscard]] virtual std::string put(std::string_view content) = 0;
    [[nodiscard]] virtual std::string put_file(const std::filesystem::path& path) = 0;
    [[nodiscard]] virtual bool has(const std::string& sha256) const = 0;

    [[nodiscard]] std::string get(const std::string& sha256) const;
    /// Whole or not at all.
    void extract(const std::string& sha256, const std::filesystem::path& destination, bool executable) const;

protected:
    using Piece = std::function<void(std::string_view)>;
    virtual void read(const std::string& sha256, const Piece& take) const = 0;
};

/// A content that is no longer what its name says.
struct DamagedBlob : Error {
    using Error::Error;
};

/// Throws Error for what is no SHA-256.
void check_sha256(const std::string& sha256);
/// Throws Error: no such blob.
[[noreturn]] void refuse_missing(const std::string& sha256);

} // namespace perfeng::store
