#include "module_symbols.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

#include <algorithm>

namespace perfeng::tools {
namespace {

/// "__libc_start_main@@GLIBC_2.34" and "__libc_start_main" are one name.
std::string_view without_version(std::string_view name) {
    const auto at = name.find('@');
    return at == std::string_view::npos || at == 0 ? name : name.substr(0, at);
}

std::string read_or_nothing(const std::filesystem::path& path) {
    try {
        return process::read_file(path);
    } catch (const Error&) {
        return {};
    }
}

} // namespace

std::optional<ModuleSymbols> ModuleSymbols::load(const std::string& path) {
    std::error_code ignored;
    if (!path.starts_with('/') || !std::filesystem::is_regular_file(path, ignored))
        return std::nullopt;
    ModuleSymbols module;
    module.bytes_ = read_or_nothing(path);
    auto elf = read_elf(module.bytes_);
    if (!elf)
        return std::nullopt;
    module.elf_ = std::move(*elf);
    module.debug_path_ = module.elf_.has_debug ? path : "";
    if (const auto separate = find_debug_file(module.elf_, path)) {
        module.debug_bytes_ = read_or_nothing(*separate);
        if (auto debug = read_elf(module.debug_bytes_); debug && !debug->symbols.empty()) {
            module.debug_path_ = debug->has_debug ? separate->string() : module.debug_path_;
            module.names_ = std::move(*debug);
        }
    }
    if (module.names_.symbols.empty())
        module.names_ = module.elf_;
    for (const auto& symbol : module.names_.symbols)
        module.by_name_.emplace(without_version(symbol.name), &symbol);
    return module;
}

bool ModuleSymbols::is_named(std::uint64_t value, std::string_view name) const {
    auto symbol = std::ranges::lower_bound(names_.symbols, value, {}, &Symbol::value);
    for (; symbol != names_.symbols.end() && symbol->value == value; ++symbol)
        if (without_version(symbol->name) == without_version(name))
            return true;
    return false;
}

bool ModuleSymbols::fits(const Frame& frame, const FrameAddress& address, std::uint64_t candidate) const {
    if (address.symbol_offset)
        return is_named(candidate - *address.symbol_offset, frame.raw_name);
    const auto* const symbol = names_.lookup(candidate);
    return symbol != nullptr && is_named(symbol->value, frame.raw_name);
}

std::optional<std::uint64_t> ModuleSymbols::locate(const Frame& frame, const FrameAddress& address) const {
    const auto in_file = elf_.address_of(address.address);
    if (frame.raw_name.empty())
        return in_file;
    if (in_file && fits(frame, address, *in_file))
        return in_file;
    if (fits(frame, address, address.address))
        return address.address;
    const auto named = by_name_.find(without_version(frame.raw_name));
    if (named != by_name_.end() && address.symbol_offset && !in_file)
        return named->second->value + *address.symbol_offset;
    return in_file;
}

ModuleSymbols::Agreement ModuleSymbols::check(const Frame& frame, std::uint64_t address) const {
    const auto* const symbol = names_.lookup(address);
    if (frame.raw_name.empty() || symbol == nullptr || frame.raw_name.ends_with("@plt"))
        return Agreement::unknown;
    return is_named(symbol->value, frame.raw_name) ? Agreement::agrees : Agreement::contradicts;
}

std::string_view ModuleSymbols::name_at(const Frame& frame, std::uint64_t address) const {
    if (const auto* const symbol = names_.lookup(address))
        return symbol->name;
    const auto named = by_name_.find(without_version(frame.raw_name));
    const bool ends_before = named != by_name_.end() && named->second->size > 0 && !frame.raw_name.ends_with("@plt");
    return ends_before ? std::string_view{} : frame.raw_name;
}

} // namespace perfeng::tools
