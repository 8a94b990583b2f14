#include "pages.hpp"

namespace perfeng::report {

std::string label_of(std::string_view metric) { return metric_label(metric); }

std::string reference_of(const std::string& name, const std::string& id) { return name.empty() ? short_id(id) : name; }

std::string short_id(const std::string& id) { return id.substr(0, 13); }

std::string short_digest(const std::string& sha256) { return sha256.substr(0, 12); }

/// The Rust compiler's own sources, by the hash of its commit: "/rustc/5980.../library/alloc" is "rustc:library/alloc".
static std::string without_compiler_hash(const std::string& file) {
    constexpr std::string_view prefix = "/rustc/";
    const auto end = file.starts_with(prefix) ? file.find('/', prefix.size()) : std::string::npos;
    return end == std::string::npos ? file : "rustc:" + file.substr(end + 1);
}

std::string place_of(const std::string& file, int line, const std::string& module, const std::string& cwd) {
    if (file.empty())
        return module.substr(module.rfind('/') + 1);
    const auto root = cwd + "/";
    auto place = !cwd.empty() && file.starts_with(root) ? file.substr(root.size()) : without_compiler_hash(file);
    return line > 0 ? place + ":" + std::to_string(line) : place;
}

void add(Page& page, Section section) {
    if (!section.blocks.empty())
        page.sections.push_back(std::move(section));
}

} // namespace perfeng::report
