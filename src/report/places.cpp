#include "pages.hpp"

namespace perfeng::report {

std::string label_of(std::string_view metric) {
    const auto* const kind = find_metric_kind(metric);
    return std::string(kind == nullptr ? metric : kind->label);
}

std::string reference_of(const std::string& name, const std::string& id) { return name.empty() ? short_id(id) : name; }

std::string short_id(const std::string& id) { return id.substr(0, 13); }

std::string short_digest(const std::string& sha256) { return sha256.substr(0, 12); }

std::string place_of(const std::string& file, int line, const std::string& module, const std::string& cwd) {
    if (file.empty())
        return module.substr(module.rfind('/') + 1);
    const auto root = cwd + "/";
    auto place = !cwd.empty() && file.starts_with(root) ? file.substr(root.size()) : file;
    return line > 0 ? place + ":" + std::to_string(line) : place;
}

void add(Page& page, Section section) {
    if (!section.blocks.empty())
        page.sections.push_back(std::move(section));
}

} // namespace perfeng::report
