#include "perfeng/store/profile_document.hpp"

#include "measurement_shape.hpp"
#include "reader.hpp"
#include "writer.hpp"

#include <algorithm>
#include <unordered_map>

namespace perfeng::store {
namespace {

/// A profile as its document holds it: see the header.
struct Packed {
    Profile head; ///< without frames and stacks
    std::vector<std::string> strings;
    std::vector<std::array<std::uint32_t, 6>> frames;
    std::vector<std::vector<std::uint32_t>> stacks;
    std::vector<double> weights;
    std::vector<std::uint64_t> samples;
    std::vector<std::uint32_t> threads;
};

void describe(auto& a, like<Packed> auto& packed) {
    describe(a, packed.head);
    a.required("strings", packed.strings);
    a.required("frames", packed.frames);
    a.required("stacks", packed.stacks);
    a.required("stack_weights", packed.weights);
    a.required("stack_samples", packed.samples);
    a.required("stack_threads", packed.threads);

    const auto strings = packed.strings.size();
    const auto count = packed.stacks.size();
    const auto below = [](std::size_t limit) { return [limit](auto index) { return index < limit; }; };
    a.check(std::ranges::all_of(packed.frames,
                                [&](const auto& frame) {
                                    return std::all_of(frame.begin(), frame.begin() + 4, below(strings)) &&
                                           std::in_range<int>(frame[4]);
                                }),
            "frames", "four indexes into strings, a line and flags");
    a.check(std::ranges::all_of(packed.stacks,
                                [&](const auto& s) { return std::ranges::all_of(s, below(packed.frames.size())); }),
            "stacks", "indexes into frames");
    a.check(packed.weights.size() == count, "stack_weights", "one for each stack");
    a.check(packed.samples.size() == count, "stack_samples", "one for each stack");
    a.check(packed.threads.size() == count && std::ranges::all_of(packed.threads, below(strings)), "stack_threads",
            "an index into strings for each stack");
}

class Interner {
public:
    std::uint32_t operator()(const std::string& text) {
        const auto [place, is_new] = indexes_.try_emplace(text, static_cast<std::uint32_t>(strings_.size()));
        if (is_new)
            strings_.push_back(text);
        return place->second;
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(strings_); }

private:
    std::unordered_map<std::string, std::uint32_t> indexes_;
    std::vector<std::string> strings_;
};

Profile head_of(const Profile& profile) {
    return {.tool = profile.tool,
            .event = profile.event,
            .unit = profile.unit,
            .frequency = profile.frequency,
            .samples = profile.samples,
            .lost = profile.lost,
            .weight = profile.weight,
            .depth_cap = profile.depth_cap,
            .call_graph = profile.call_graph,
            .quality = profile.quality,
            .frames = {},
            .stacks = {},
            .functions = profile.functions};
}

constexpr std::uint32_t kernel_flag = 1;
constexpr std::uint32_t inlined_flag = 2;

Packed pack(const Profile& profile) {
    Packed packed{.head = head_of(profile)};
    Interner intern;
    for (const auto& frame : profile.frames)
        packed.frames.push_back({intern(frame.name), intern(frame.raw_name), intern(frame.module), intern(frame.file),
                                 static_cast<std::uint32_t>(std::max(frame.line, 0)),
                                 (frame.kernel ? kernel_flag : 0) | (frame.inlined ? inlined_flag : 0)});
    for (const auto& stack : profile.stacks) {
        packed.stacks.push_back(stack.frames);
        packed.weights.push_back(stack.weight);
        packed.samples.push_back(stack.samples);
        packed.threads.push_back(intern(stack.thread));
    }
    packed.strings = intern.take();
    return packed;
}

Profile unpack(Packed packed) {
    auto profile = std::move(packed.head);
    for (const auto& [name, raw_name, module, file, line, flags] : packed.frames)
        profile.frames.push_back({.name = packed.strings[name],
                                  .raw_name = packed.strings[raw_name],
                                  .module = packed.strings[module],
                                  .file = packed.strings[file],
                                  .line = static_cast<int>(line),
                                  .kernel = (flags & kernel_flag) != 0,
                                  .inlined = (flags & inlined_flag) != 0});
    for (std::size_t i = 0; i < packed.stacks.size(); ++i)
        profile.stacks.push_back({.frames = std::move(packed.stacks[i]),
                                  .weight = packed.weights[i],
                                  .samples = packed.samples[i],
                                  .thread = packed.strings[packed.threads[i]]});
    return profile;
}

} // namespace

std::string write_profile(const Profile& profile) {
    Writer writer;
    writer.required("schema", std::string("perfeng.profile"));
    writer.required("schema_version", schema_version);
    const auto packed = pack(profile);
    describe(writer, packed);
    return writer.text(-1);
}

tl::expected<Profile, ReadError> read_profile(std::string_view text) {
    return read_document<Packed>(text, "perfeng.profile").map(unpack);
}

} // namespace perfeng::store
