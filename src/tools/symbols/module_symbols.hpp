#pragma once

#include "perfeng/model/profile.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace perfeng::tools {

/// An executable or library on this machine, with its separate debug file where there is one.
class ModuleSymbols {
public:
    /// None where `path` is no readable ELF file.
    [[nodiscard]] static std::optional<ModuleSymbols> load(const std::string& path);

    /// The virtual address of a frame. perf 4.20 and later print the place in the file, older ones the address in the
    /// process, which only the symbol and its offset lead back from. None where neither leads anywhere.
    [[nodiscard]] std::optional<std::uint64_t> locate(const Frame& frame, const FrameAddress& address) const;

    enum class Agreement { agrees, contradicts, unknown };
    /// Whether the name that the frame came with is the name of what stands at `address`.
    [[nodiscard]] Agreement check(const Frame& frame, std::uint64_t address) const;

    /// The name of the function at `address`; empty where no name, not even the frame's, holds there.
    [[nodiscard]] std::string_view name_at(const Frame& frame, std::uint64_t address) const;

    /// The file that tells source lines; empty: none.
    [[nodiscard]] const std::string& debug_path() const { return debug_path_; }

private:
    [[nodiscard]] bool is_named(std::uint64_t value, std::string_view name) const;
    [[nodiscard]] bool fits(const Frame& frame, const FrameAddress& address, std::uint64_t candidate) const;

    std::string bytes_;
    std::string debug_bytes_;
    Elf elf_;
    Elf names_; ///< of the debug file where there is one: it names more functions
    std::unordered_map<std::string_view, const Symbol*> by_name_;
    std::string debug_path_;
};

} // namespace perfeng::tools
