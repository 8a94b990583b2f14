#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace perfeng::process {

/// SHA-256, fed piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    /// 64 hexadecimal digits, lower case. The object is spent afterwards.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_of(std::string_view bytes);
/// Throws Error when the file can't be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

} // namespace perfeng::process
