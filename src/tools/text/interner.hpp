#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Gives each distinct byte string a number: 0, 1, 2, ... in the order of their first coming.
class Interner {
public:
    struct Result {
        std::uint32_t id = 0;
        bool added = false;
    };

    /// Strings under different seeds are different strings.
    Result intern(std::string_view bytes, std::uint64_t seed = 0) {
        const auto hash = hash_of(bytes, seed);
        for (auto at = hash & mask();; at = (at + 1) & mask()) {
            auto& slot = slots_[at];
            if (slot.id == none)
                return add(bytes, hash, at);
            if (slot.hash == hash && std::string_view(slot.text, slot.size) == bytes)
                return {slot.id, false};
        }
    }

    [[nodiscard]] std::string_view operator[](std::uint32_t id) const { return strings_[id]; }
    [[nodiscard]] std::size_t size() const { return strings_.size(); }

private:
    static constexpr std::uint32_t none = UINT32_MAX;
    static constexpr std::size_t chunk_size = std::size_t{1} << 18U;
    /// Holds what a search needs, so that a hit costs two cache lines: the slot and the text.
    struct Slot {
        std::uint64_t hash = 0;
        const char* text = nullptr;
        std::uint32_t size = 0;
        std::uint32_t id = none;
    };

    static std::uint64_t load(const char* at) {
        std::uint64_t value = 0;
        std::memcpy(&value, at, sizeof value);
        return value;
    }

    /// Both halves of the 128-bit product, so that every bit of either factor reaches every bit of the result.
    static std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
        __extension__ using Wide = unsigned __int128;
        const auto product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    }

    static std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed) {
        // Odd constants with about half of their bits set: digits of the golden ratio and of pi.
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
        constexpr std::uint64_t pi = 0x243f6a8885a308d3;
        const char* at = bytes.data();
        auto left = bytes.size();
        auto hash = seed * golden + left + pi;
        for (; left >= 16; left -= 16, at += 16)
            hash = fold(load(at) ^ golden, load(at + 8) ^ hash);
        char tail[16] = {};
        if (left > 0)
            std::memcpy(tail, at, left);
        hash = fold(load(tail) ^ golden, load(tail + 8) ^ hash);
        return fold(hash ^ pi, golden);
    }

    [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }

    Result add(std::string_view bytes, std::uint64_t hash, std::size_t at) {
        const auto id = static_cast<std::uint32_t>(strings_.size());
        strings_.push_back(keep(bytes));
        slots_[at] = {hash, strings_.back().data(), static_cast<std::uint32_t>(bytes.size()), id};
        if (strings_.size() * 2 > slots_.size())
            grow();
        return {id, true};
    }

    std::string_view keep(std::string_view bytes) {
        if (bytes.size() > free_) {
            free_ = bytes.size() > chunk_size ? bytes.size() : chunk_size;
            chunks_.push_back(std::make_unique<char[]>(free_));
            next_ = chunks_.back().get();
        }
        if (!bytes.empty())
            std::memcpy(next_, bytes.data(), bytes.size());
        const std::string_view kept(next_, bytes.size());
        next_ += bytes.size();
        free_ -= bytes.size();
        return kept;
    }

    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const auto& slot : old) {
            if (slot.id == none)
                continue;
            auto at = slot.hash & mask();
            while (slots_[at].id != none)
                at = (at + 1) & mask();
            slots_[at] = slot;
        }
    }

    std::vector<Slot> slots_{1024};
    std::vector<std::string_view> strings_;
    std::vector<std::unique_ptr<char[]>> chunks_;
    char* next_ = nullptr;
    std::size_t free_ = 0;
};

} // namespace perfeng::tools
