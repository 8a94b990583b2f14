#pragma once

#include "text/xml_scanner.hpp"
#include "xctrace_elements.hpp"

#include "perfeng/model/memory.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

/// The rows of a track's details: they have no schema, their values are attributes.
class XctraceDetails {
public:
    void start_row(const XmlScanner& row);
    void end_row(const XctraceElements& elements);

    [[nodiscard]] std::optional<Leaks> leaks() const;
    [[nodiscard]] std::optional<Allocations> allocations() const;
    void warn(std::vector<std::string>& warnings) const;

private:
    enum class Kind { other, leak, allocation, region };
    struct Row {
        Kind kind = Kind::other;
        std::optional<std::uint64_t> bytes;
        std::uint64_t count = 1;
        MemoryFrame responsible;
    };
    struct Site {
        std::vector<MemoryFrame> stack;
        std::uint64_t count = 0;
        std::uint64_t bytes = 0;
    };
    using Sites = std::map<std::string, Site>;

    static Kind kind_of(const XmlScanner& row);

    Row row_;
    bool any_leak_ = false;
    bool any_allocation_ = false;
    Sites leaks_;       ///< by stack
    Sites allocations_; ///< by function
    std::uint64_t regions_ = 0;
    std::uint64_t other_rows_ = 0;
    std::uint64_t bad_rows_ = 0;
    std::uint64_t leaks_without_function_ = 0;
};

} // namespace perfeng::tools
