#include "opened_file.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/pending_file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/stacks/perf.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <memory>
#include <vector>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_size = 1U << 18U;
constexpr double unpacking_limit = 3600;              // seconds
constexpr std::uint64_t most_unpacked = 64ULL << 30U; // bytes: what a few bytes were made to unpack to ends here

using Gzip = std::unique_ptr<gzFile_s, decltype([](gzFile file) { gzclose_r(file); })>;

[[noreturn]] void refuse_packed(const fs::path& path, const std::string& why) {
    throw Error(path.string() + " cannot be unpacked: " + why, "copy it again: it may be cut short or damaged");
}

void unpack_gzip(const fs::path& packed, const fs::path& plain) {
    const Gzip in(gzopen(packed.c_str(), "rb"));
    std::ofstream out(plain, std::ios::binary);
    if (!in || !out)
        process::fail_on_file("unpack", in ? plain : packed, errno);
    std::vector<char> piece(piece_size);
    std::uint64_t total = 0;
    int size = 0;
    while ((size = gzread(in.get(), piece.data(), static_cast<unsigned>(piece.size()))) > 0) {
        process::check_interrupt();
        total += static_cast<std::uint64_t>(size);
        if (total > most_unpacked)
            refuse_packed(packed, "it is larger than 64 GiB");
        if (!out.write(piece.data(), size))
            process::fail_on_file("write", plain, errno);
    }
    int error = Z_OK;
    const char* const reason = gzerror(in.get(), &error);
    if (size < 0 || error != Z_OK)
        refuse_packed(packed, error == Z_BUF_ERROR ? "it ends too early" : reason);
    if (!out.flush())
        process::fail_on_file("write", plain, errno);
}

/// A program that prints the plain text of a packed file.
void unpack_with(process::Runner& runner, std::vector<std::string> argv, const fs::path& packed, const fs::path& plain,
                 const std::string& how_to_get_it) {
    if (!process::find_program(argv.front()))
        throw Error(packed.string() + " cannot be read: " + argv.front() + " is not installed", how_to_get_it);
    auto command = process::tool_command(argv, unpacking_limit);
    command.out = process::Output::file(plain.string());
    const auto result = runner.run(command);
    if (!result.status.ok())
        refuse_packed(packed,
                      process::join_words(argv) + ": " + to_string(result.status) + ": " + result.err.substr(0, 400));
}

void unpack_zstd(process::Runner& runner, const fs::path& packed, const fs::path& plain) {
    unpack_with(runner, {"zstd", "-dc", packed.string()}, packed, plain, "install zstd, or unpack it: zstd -d FILE");
}

void unpack_perf(process::Runner& runner, const fs::path& packed, const fs::path& plain) {
    unpack_with(runner, tools::script_command({.path = "perf"}, packed), packed, plain,
                "install perf, or make text of it where it was recorded: perf script --no-inline > FILE.txt");
}

struct Packing {
    std::string_view magic;
    void (*unpack)(process::Runner&, const fs::path& packed, const fs::path& plain);
};

const std::array<Packing, 3> packings{{
    {"\x1f\x8b", [](process::Runner&, const fs::path& packed, const fs::path& plain) { unpack_gzip(packed, plain); }},
    {"\x28\xb5\x2f\xfd", unpack_zstd},
    {"PERFILE2", unpack_perf},
}};

/// What a pipe holds can't be mapped, nor looked at twice.
fs::path as_file(const std::string& path, const fs::path& scratch) {
    if (path != "-" && (!fs::exists(path) || fs::is_regular_file(path) || fs::is_directory(path)))
        return path;
    std::ifstream in(path == "-" ? "/dev/stdin" : path, std::ios::binary);
    auto copy = scratch / "input";
    std::ofstream out(copy, std::ios::binary);
    if (in.peek() != std::ifstream::traits_type::eof())
        out << in.rdbuf();
    if (!out.flush())
        process::fail_on_file("write", copy, errno);
    return copy;
}

} // namespace

OpenedFile::OpenedFile(process::Runner& runner, const std::string& path, const fs::path& scratch)
    : path_(as_file(path, scratch)), content_(path_) {
    auto packed = path_;
    constexpr int deepest = 4; // an archive within an archive, and so on
    for (int depth = 0; depth < deepest; ++depth) {
        const auto* const packing = std::ranges::find_if(
            packings, [&](const Packing& each) { return content_.text().starts_with(each.magic); });
        if (packing == packings.end())
            return;
        const auto plain = scratch / ("plain-" + std::to_string(depth));
        packing->unpack(runner, packed, plain);
        content_ = process::MappedFile(plain);
        packed = plain;
    }
}

} // namespace perfeng::pipeline
