#include "leaks_body.hpp"

#include "leak_sites.hpp"
#include "memory_frames.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

namespace perfeng::tools {
namespace {

/// A line of a tree: "2 (64 bytes) b --> ROOT CYCLE: <B 0x6000002255c0> [32]". `count` and `bytes` hold its children.
struct LeakNode {
    std::size_t indent = 0;
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
    std::string_view what;
};

std::optional<LeakNode> leak_node(std::string_view line) {
    LeakNode node;
    node.indent = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(node.indent);
    const auto count = whole_number(take_word(line));
    const auto end = line.find(')');
    if (!count || !skip(line, "(") || end == std::string_view::npos)
        return std::nullopt;
    const auto bytes = leaks_size(line.substr(0, end - 1));
    if (!bytes)
        return std::nullopt;
    node.count = *count;
    node.bytes = *bytes;
    node.what = trim(line.substr(end));
    return node;
}

/// The block's own size: the first "[32]".
std::uint64_t own_bytes(std::string_view what) {
    for (auto at = what.find(" ["); at != std::string_view::npos; at = what.find(" [", at + 2)) {
        const auto end = std::min(what.find(']', at), what.size());
        if (const auto size = whole_number(what.substr(at + 2, end - at - 2)))
            return *size;
    }
    return 0;
}

/// "NSURL" of "ROOT LEAK: <NSURL 0x600001e80fc0> [96]", or of "ROOT LEAK: <NSURL>"; empty where there is none.
std::string_view root_type(std::string_view what) {
    if (!skip(what, "ROOT LEAK: "))
        skip(what, "ROOT CYCLE: ");
    if (!skip(what, "<"))
        return {};
    if (const auto address = what.find(" 0x"); address != std::string_view::npos)
        return what.substr(0, address);
    return what.substr(0, what.rfind('>'));
}

std::string place_of_type(std::string_view type) {
    for (const std::string_view allocator : {"malloc in ", "calloc in ", "realloc in "})
        if (skip(type, allocator))
            return memory_function_name(type);
    return type.empty() ? memory_function_name({}) : "<" + std::string(type) + ">";
}

/// "main + 208", "main + 16  main.cpp:7", "main X.mm:835" or "main"; an address alone is no name.
void set_symbol(MemoryFrame& frame, std::string_view symbol) {
    symbol = trim(symbol);
    if (const auto offset = symbol.rfind(" + "); offset != std::string_view::npos) {
        auto rest = symbol.substr(offset + 3);
        take_word(rest);
        set_location(frame, rest);
        symbol = symbol.substr(0, offset);
    } else if (const auto blank = symbol.rfind(' '); blank != std::string_view::npos) {
        if (set_location(frame, symbol.substr(blank + 1)))
            symbol = trim(symbol.substr(0, blank));
    }
    const bool unknown = symbol.starts_with("0x") || symbol == "???";
    frame.function = memory_function_name(unknown ? std::string_view{} : symbol);
}

/// "1   libc++abi.dylib      0x1aed808b0 operator new(unsigned long) + 32"
std::optional<MemoryFrame> block_frame(std::string_view line) {
    if (!whole_number(take_word(line)))
        return std::nullopt;
    const auto address = line.find(" 0x");
    if (address == std::string_view::npos)
        return std::nullopt;
    MemoryFrame frame;
    frame.module = trim(line.substr(0, address));
    line.remove_prefix(address);
    take_word(line);
    set_symbol(frame, line);
    return frame;
}

/// "0x1805b4274 (dyld) start" or "start"
MemoryFrame list_frame(std::string_view text) {
    MemoryFrame frame;
    text = trim(text);
    if (text.starts_with("0x"))
        take_word(text);
    if (const auto end = text.find(") "); text.starts_with('(') && end != std::string_view::npos) {
        frame.module = text.substr(1, end - 1);
        text.remove_prefix(end + 2);
    }
    set_symbol(frame, text);
    return frame;
}

/// Frames between bars, outermost first, in old reports behind "[thread 0x7fff7b2f8300]:".
std::vector<MemoryFrame> listed_stack(std::string_view text) {
    if (text.starts_with("[thread "))
        text.remove_prefix(std::min(text.find("]:"), text.size() - 2) + 2);
    text = trim(text);
    skip(text, "| ");
    std::vector<MemoryFrame> stack;
    while (!text.empty()) {
        const auto end = text.find(" | ");
        stack.push_back(list_frame(text.substr(0, end)));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 3);
    }
    std::reverse(stack.begin(), stack.end());
    return stack;
}

class LeaksBodyReader {
public:
    void read(std::string_view line) {
        if (line.starts_with("STACK OF "))
            open_stack(line);
        else if (in_stack_)
            read_frame(line);
        else if (line.starts_with("Leak: "))
            open_leak(line);
        else if (auto text = trim(line); skip(text, "Call stack: "))
            close_leak(text);
        else if (const auto node = leak_node(line))
            add_node(*node);
    }

    LeaksBody finish() {
        close_group();
        close_leak({});
        return std::move(body_);
    }

private:
    struct Tree {
        std::uint64_t count = 0;
        std::uint64_t rounded_bytes = 0;
        std::uint64_t nodes = 0; ///< printed, with their bytes
        std::uint64_t node_bytes = 0;
        std::string_view type;
    };
    /// The trees under one stack, or those without.
    struct Group {
        std::optional<LeakSite> site;
        std::uint64_t instances = 0;
        std::optional<LeakNode> total;
        std::optional<Tree> tree;
        std::size_t root_indent = 0;
    };
    struct ListedLeak {
        std::uint64_t bytes = 0;
        std::string_view type;
    };

    /// "STACK OF 100 INSTANCES OF 'ROOT LEAK: <malloc in f>':"
    void open_stack(std::string_view line) {
        close_group();
        skip(line, "STACK OF ");
        group_.instances = whole_number(take_word(line)).value_or(0);
        group_.site.emplace();
        line.remove_prefix(std::min(line.find('\''), line.size()));
        skip(line, "'");
        group_.site->function = place_of_type(root_type(line));
        in_stack_ = true;
    }

    void read_frame(std::string_view line) {
        auto& stack = group_.site->stack;
        if (line.starts_with("====")) {
            in_stack_ = false;
            std::reverse(stack.begin(), stack.end());
            if (!stack.empty())
                name_place(*group_.site);
        } else if (auto frame = block_frame(line)) {
            stack.push_back(std::move(*frame));
        } else {
            ++body_.skipped;
        }
    }

    void add_node(const LeakNode& node) {
        if (node.what.starts_with("<< TOTAL >>")) {
            if (group_.total || group_.tree)
                close_group();
            group_.total = node;
            return;
        }
        if (!group_.tree || node.indent <= group_.root_indent) {
            close_tree();
            group_.root_indent = node.indent;
            group_.tree = Tree{.count = node.count, .rounded_bytes = node.bytes, .type = root_type(node.what)};
        }
        ++group_.tree->nodes;
        group_.tree->node_bytes += own_bytes(node.what);
    }

    void close_tree() {
        if (!group_.tree)
            return;
        const auto tree = *std::exchange(group_.tree, std::nullopt);
        auto& site = group_.site ? *group_.site : site_of_type(tree.type);
        site.count += tree.count;
        site.bytes += tree.nodes == tree.count ? tree.node_bytes : tree.rounded_bytes;
    }

    void close_group() {
        close_tree();
        auto group = std::exchange(group_, {});
        in_stack_ = false;
        if (!group.site)
            return;
        auto& site = *group.site;
        if (group.total && group.total->count != site.count) { // some of its trees are not printed
            site.count = group.total->count;
            site.bytes = group.total->bytes;
        }
        if (site.count == 0)
            site.count = group.instances;
        body_.sites.push_back(std::move(site));
    }

    /// "Leak: 0x153f040f0  size=112  zone: DefaultMallocZone_0x104480000   malloc in f  C  Project"
    void open_leak(std::string_view line) {
        close_group();
        close_leak({});
        skip(line, "Leak: ");
        take_word(line);
        auto word = take_word(line);
        const auto bytes = skip(word, "size=") ? whole_number(word) : std::nullopt;
        if (!bytes) {
            ++body_.skipped;
            return;
        }
        const auto zone_end = std::min({line.find("   "), line.find('\t'), line.size()});
        const auto type = trim(line.substr(zone_end));
        leak_ = ListedLeak{*bytes, type.substr(0, type.find("  "))};
    }

    void close_leak(std::string_view call_stack) {
        if (!leak_)
            return;
        const auto leak = *std::exchange(leak_, std::nullopt);
        auto& site = call_stack.empty() ? site_of_type(leak.type) : site_of_stack(call_stack);
        ++site.count;
        site.bytes += leak.bytes;
    }

    LeakSite& site_of_type(std::string_view type) {
        const auto [known, added] = known_types_.try_emplace(std::string(type), body_.sites.size());
        if (added)
            body_.sites.emplace_back().function = place_of_type(type);
        return body_.sites[known->second];
    }

    LeakSite& site_of_stack(std::string_view call_stack) {
        const auto [known, added] = known_stacks_.try_emplace(std::string(call_stack), body_.sites.size());
        if (added) {
            auto& site = body_.sites.emplace_back();
            site.stack = listed_stack(call_stack);
            name_place(site);
        }
        return body_.sites[known->second];
    }

    LeaksBody body_;
    Group group_;
    bool in_stack_ = false; ///< between STACK OF and ====
    std::optional<ListedLeak> leak_;
    std::unordered_map<std::string, std::size_t> known_types_;
    std::unordered_map<std::string, std::size_t> known_stacks_;
};

} // namespace

LeaksBody read_leaks_body(std::string_view text) {
    LeaksBodyReader reader;
    for (Lines lines(text); lines.next();)
        reader.read(lines.line());
    return reader.finish();
}

std::optional<std::uint64_t> leaks_size(std::string_view text) {
    constexpr std::string_view units = "KMGT";
    text = trim(text);
    if (text.ends_with(" bytes"))
        text.remove_suffix(6);
    double scale = 1;
    if (const auto unit = text.empty() ? units.npos : units.find(text.back()); unit != units.npos) {
        scale = std::ldexp(1.0, 10 * (static_cast<int>(unit) + 1));
        text.remove_suffix(1);
    }
    const auto number = decimal_number(text);
    if (!number || *number * scale > 9e15) // beyond what a double holds to the byte
        return std::nullopt;
    return static_cast<std::uint64_t>(std::llround(*number * scale));
}

} // namespace perfeng::tools
