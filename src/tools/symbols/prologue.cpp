#include "prologue.hpp"

#include "elf_sections.hpp"

namespace perfeng::tools {
namespace {

bool sets_frame_pointer_x86(std::string_view code) {
    const auto push = code.find('\x55');
    return push != std::string_view::npos && (code.find("\x48\x89\xe5", push) != std::string_view::npos ||
                                              code.find("\x48\x8b\xec", push) != std::string_view::npos);
}

bool sets_frame_pointer_arm(std::string_view code) {
    bool saved = false;
    for (std::size_t i = 0; i + 4 <= code.size(); i += 4) {
        std::uint32_t instruction = 0;
        for (std::size_t byte = 4; byte-- > 0;)
            instruction = instruction << 8U | static_cast<unsigned char>(code[i + byte]);
        const bool store = (instruction & 0xfe407fffU) == 0xa8007bfdU; // stp x29, x30, [sp, ...], indexed or not
        const bool add = (instruction & 0xffc003ffU) == 0x910003fdU;   // add x29, sp, #n; mov x29, sp
        saved = saved || store;
        if (saved && add)
            return true;
    }
    return false;
}

} // namespace

bool knows_code_of(std::uint64_t machine) { return machine == EM_X86_64 || machine == EM_AARCH64; }

bool sets_frame_pointer(std::uint64_t machine, std::string_view code) {
    return machine == EM_X86_64 ? sets_frame_pointer_x86(code) : sets_frame_pointer_arm(code);
}

bool stores_arguments(std::uint64_t machine, std::string_view code) {
    if (machine != EM_X86_64)
        return false;
    // mov to memory (89), or movss, movsd (0f 11); the operand byte names the register (first or second argument,
    // xmm0) and the place: 45 + 8*reg is -n(%rbp), 85 + 8*reg the same with a longer n; 44 + 8*reg 24 is n(%rsp).
    // Optimised code uses %rbp as it likes: there a member may be written at a positive distance.
    const auto byte = [code](std::size_t at) { return at < code.size() ? static_cast<unsigned char>(code[at]) : 0U; };
    constexpr unsigned negative = 0x80;
    for (std::size_t i = 0; i + 3 < code.size(); ++i) {
        const auto operation = byte(i);
        const auto operand = byte(i + 1);
        if (operation == 0x89 && (operand == 0x7d || operand == 0x75) && byte(i + 2) >= negative)
            return true;
        if (operation == 0x89 && (operand == 0xbd || operand == 0xb5) && byte(i + 5) >= negative)
            return true;
        if (operation == 0x89 && (operand == 0x7c || operand == 0x74) && code[i + 2] == '\x24')
            return true;
        if (operation == 0x0f && operand == 0x11 && byte(i + 2) == 0x45 && byte(i + 3) >= negative)
            return true;
    }
    return false;
}

} // namespace perfeng::tools
