#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace perfeng::measure {

/// The share from which on stacks by frame pointers are taken to be whole.
inline constexpr double enough_frame_pointers = 0.3;

/// Of the functions of an ELF file those that keep a frame pointer, as a share; none where the file can't be read.
/// `interpreter` gets the path of the dynamic loader that it asks for.
[[nodiscard]] std::optional<double> frame_pointer_share(const std::filesystem::path& file,
                                                        std::string* interpreter = nullptr);

/// The dynamic loader stands beside the C library that it loads; musl's is the same file.
[[nodiscard]] std::filesystem::path c_library_beside(const std::filesystem::path& interpreter);

} // namespace perfeng::measure
