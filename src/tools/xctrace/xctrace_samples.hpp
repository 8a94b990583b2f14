#pragma once

#include "text/interner.hpp"
#include "xctrace_elements.hpp"

#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

/// How much of a table each process had, by its id.
class XctraceProcesses {
public:
    void add(XctraceProcess process, double weight);
    /// `asked`, or the process with most weight (0, the kernel, only if alone). Names the others in a warning about
    /// `things` ("samples").
    [[nodiscard]] std::uint64_t choose(std::optional<std::uint64_t> asked, const std::string& things,
                                       const XctraceElements& elements, std::vector<std::string>& warnings) const;

private:
    struct Part {
        std::uint32_t name = 0;
        double weight = 0;
        std::uint64_t rows = 0;
    };
    std::map<std::uint64_t, Part> parts_;
};

/// The samples of a document, summed by process, thread and stack.
class XctraceSamples {
public:
    /// False where `weight` is of another kind than the first was: nothing is added.
    bool add(const XctraceThread& thread, std::optional<XctraceStack> stack, XctraceTag kind, std::uint64_t weight);
    [[nodiscard]] Profile profile(std::optional<std::uint64_t> pid, const XctraceElements& elements,
                                  std::vector<std::string>& warnings) const;

private:
    struct Cost {
        XctraceThread thread;
        std::optional<XctraceStack> stack;
        std::uint64_t weight = 0;
        std::uint64_t samples = 0;
    };

    std::optional<XctraceTag> kind_;
    XctraceProcesses processes_;
    Interner keys_;
    std::vector<Cost> costs_;
};

} // namespace perfeng::tools
