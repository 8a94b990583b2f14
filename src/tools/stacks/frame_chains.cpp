#include "frame_chains.hpp"

#include "text/interner.hpp"

namespace perfeng::tools {
namespace {

std::string key_of(const Frame& frame) {
    auto key = frame.raw_name;
    for (const auto& part : {frame.name, frame.module, frame.file, std::to_string(frame.line)})
        (key += '\n') += part;
    key += frame.kernel ? 'k' : 'u';
    key += frame.inlined ? 'i' : 'f';
    return key;
}

template <typename T> void append_bytes(std::string& out, const T& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

} // namespace

void replace_frames(Profile& profile, const std::vector<std::vector<Frame>>& chains) {
    Interner known_frames;
    Interner known_stacks;
    std::vector<Frame> frames;
    std::vector<std::vector<std::uint32_t>> ids(chains.size());
    for (std::size_t i = 0; i < chains.size(); ++i)
        for (const auto& frame : chains[i]) {
            const auto [id, added] = known_frames.intern(key_of(frame));
            if (added)
                frames.push_back(frame);
            ids[i].push_back(id);
        }

    std::vector<Stack> stacks;
    for (auto& stack : profile.stacks) {
        std::vector<std::uint32_t> replaced;
        for (const auto old : stack.frames)
            replaced.insert(replaced.end(), ids[old].begin(), ids[old].end());
        std::string key = stack.thread + '\0';
        for (const auto id : replaced)
            append_bytes(key, id);
        const auto [id, added] = known_stacks.intern(key);
        if (added) {
            stack.frames = std::move(replaced);
            stacks.push_back(std::move(stack));
        } else {
            stacks[id].weight += stack.weight;
            stacks[id].samples += stack.samples;
        }
    }
    profile.frames = std::move(frames);
    profile.stacks = std::move(stacks);
}

} // namespace perfeng::tools
