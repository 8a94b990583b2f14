#include "catch.hpp"
#include "contents_text.hpp"
#include "golden.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/recognise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

namespace fs = std::filesystem;

/// Not made for import: reports of perfeng itself, and what is read by the way.
const std::set<std::string> other_fixtures{"report", "cargo", "exports"};
const std::set<std::string> other_files{"perf/addr2line.txt", "perf/llvm_symbolizer.txt"};

std::vector<fs::path> recordings() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(PERFENG_FIXTURES)) {
        const auto relative = fs::relative(entry.path(), PERFENG_FIXTURES);
        if (entry.is_regular_file() && relative.has_parent_path() &&
            !other_fixtures.contains(relative.begin()->string()) && !other_files.contains(relative.string()))
            files.push_back(relative);
    }
    std::ranges::sort(files);
    return files;
}

std::string content_of(const fs::path& recording) { return process::read_file(fs::path(PERFENG_FIXTURES) / recording); }

std::string golden_of(std::string_view text) {
    const auto found = recognise(text);
    if (found.size() != 1)
        return fmt::format("taken for {} formats\n", found.size());
    const auto& format = *found.front().format;
    return fmt::format("taken for: {}, line {}\n", format.name, found.front().line) + reading_of(format, text);
}

const std::map<std::string, std::string>& bad_inputs() {
    static const std::map<std::string, std::string> inputs{
        {"empty", ""},
        {"blank", " \n\n"},
        {"binary", std::string("\0\1\2\xff\xfe\x80 7\n", 9) + std::string(300, '\xff')},
        {"prose", "Nothing that a profiler wrote.\nNot a number in it.\n"},
        {"gigantic line", std::string(1U << 20U, 'x')},
        {"deep nesting", std::string(100'000, '[') + std::string(100'000, '{')},
        {"deep elements",
         [] {
             std::string text;
             for (int i = 0; i < 50'000; ++i)
                 text += "<a>";
             return text;
         }()},
        {"entity bomb", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
                        "<!ENTITY c \"&b;&b;&b;&b;&b;\">]><a>&c;&c;&c;</a>"},
        {"bare JSON", "{}"},
        {"bare XML", "<a/>"},
    };
    return inputs;
}

} // namespace

TEST_CASE("every recording is recognised, and read as its golden file says") {
    for (const auto& recording : recordings()) {
        DYNAMIC_SECTION(recording.string()) {
            check_golden("golden/" + recording.string() + ".txt", golden_of(content_of(recording)));
        }
    }
}

TEST_CASE("no format claims a recording of another one") {
    for (const auto& recording : recordings()) {
        const auto content = content_of(recording);
        std::vector<std::string> claims;
        for (const auto& format : formats())
            if (format.recognise({content, true}) == Recognition::yes)
                claims.emplace_back(format.name);
        INFO(recording << ": " << fmt::format("{}", fmt::join(claims, ", ")));
        CHECK(claims.size() == 1);
    }
}

TEST_CASE("a head is never answered otherwise than the whole, but for need_more") {
    for (const auto& recording : recordings()) {
        const auto content = content_of(recording);
        for (const auto& format : formats()) {
            const auto whole = format.recognise({content, true});
            for (const auto size : {std::size_t{4} << 10U, std::size_t{64} << 10U}) {
                if (size >= content.size())
                    continue;
                const auto head = format.recognise({std::string_view(content).substr(0, size), false});
                INFO(recording << " " << format.name << " " << size);
                CHECK((head == Recognition::need_more || head == whole));
            }
            CHECK(whole != Recognition::need_more);
        }
    }
}

TEST_CASE("every format refuses what it cannot read, each in its own words") {
    for (const auto& format : formats()) {
        std::string told;
        for (const auto& [name, text] : bad_inputs()) {
            CHECK(format.recognise({text, true}) != Recognition::need_more);
            const auto read = format.read(text);
            INFO(format.name << ": " << name);
            CHECK_FALSE(read.has_value());
            told += fmt::format("{}: {}\n", name, read ? "read" : to_string(read.error()));
        }
        check_golden(fmt::format("golden/bad_inputs/{}.txt", format.name), told);
    }
}

TEST_CASE("a recording that is cut short is refused or read, never more than the whole") {
    for (const auto& recording : recordings()) {
        const auto content = content_of(recording);
        const auto* const format = recognise(content).at(0).format;
        for (const auto part : {content.size() / 3, content.size() / 2, content.size() - 1}) {
            INFO(recording << " " << part);
            const auto read = format->read(std::string_view(content).substr(0, part));
            CHECK((!read || !read->value.profile || read->value.profile->weight >= 0));
        }
    }
}

TEST_CASE("names of formats are unique and are found") {
    std::set<std::string_view> names;
    for (const auto& format : formats()) {
        CHECK(names.insert(format.name).second);
        CHECK(find_format(format.name) == &format);
    }
    CHECK(find_format("nothing") == nullptr);
}
