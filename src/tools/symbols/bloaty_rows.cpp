#include "bloaty_rows.hpp"

#include "section_purpose.hpp"
#include "size_metrics.hpp"

namespace perfeng::tools {
namespace {

/// ".text" of ELF, "__TEXT,__text" of Mach-O. Names in brackets are bloaty's own, for what is in no section.
SectionPurpose bloaty_purpose(std::string_view name) {
    if (name.starts_with('['))
        return SectionPurpose::none;
    if (name == "Symbol Table" || name == "String Table")
        return SectionPurpose::debug;
    if (!name.starts_with("__"))
        return name.starts_with('.') ? elf_section_purpose(name) : SectionPurpose::none;
    const auto comma = name.find(',');
    return comma == std::string_view::npos ? SectionPurpose::none
                                           : macho_section_purpose(name.substr(0, comma), name.substr(comma + 1));
}

} // namespace

void BloatyRows::add(std::string_view name, std::uint64_t loaded, std::uint64_t in_file) {
    const auto purpose = bloaty_purpose(name);
    add_section(sections_, purpose, purpose == SectionPurpose::debug ? in_file : loaded);
    file_size_ += in_file;
    any_text_ = any_text_ || name == ".text" || name == "__TEXT,__text";
    collapsed_ = collapsed_ || (name.starts_with('[') && name.ends_with(" Others]")) || name == "[Other]";
}

Read<Contents> BloatyRows::contents(bool sections) const {
    Read<Contents> result;
    result.value.metrics.push_back(size_metric("file_size", file_size_));
    if (sections && !collapsed_) {
        add_section_metrics(result.value.metrics, sections_);
        result.value.executable = Executable{.file_size = file_size_, .sections = sections_};
    } else if (sections) {
        result.warnings.emplace_back("bloaty collapsed some sections into one row, so text, data and bss are unknown; "
                                     "run it with -n 0");
    }
    return result;
}

} // namespace perfeng::tools
