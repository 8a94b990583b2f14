#include "catch.hpp"
#include "elf_image.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/symbols/inline_frames.hpp"

#include <fmt/core.h>

#include <functional>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/perf/") + name);
}

/// Answers as a symbolizer would, and keeps what it was asked.
class StandIn : public process::Runner {
public:
    explicit StandIn(std::string answer, ExitStatus status = {}) : answer_(std::move(answer)), status_(status) {}
    process::Execution run(const process::Command& command) override {
        questions.push_back(process::read_file(command.stdin_path));
        last_word = command.argv.back();
        process::Execution execution;
        execution.status = status_;
        execution.out = answer_;
        return execution;
    }
    std::vector<std::string> questions;
    std::string last_word;

private:
    std::string answer_;
    ExitStatus status_;
};

constexpr auto offset = ElfImage::code_offset;
constexpr auto start = ElfImage::code_address;

struct Setup {
    Setup() {
        ElfImage image(true, false, 62);
        image.functions = {{"_Z4workv", start, 0x20}, {"_Z4worki", start, 0x20, false}, {"main", start + 0x20, 0x20}};
        process::write_file(module, image.bytes());
    }

    ExpandedProfile expand(std::string_view text, process::Runner& runner,
                           std::optional<Symbolizer> symbolizer = Symbolizer{"s", "--obj="}) {
        PerfScriptReader reader;
        reader.feed(text);
        auto script = reader.finish();
        REQUIRE(script.has_value());
        return expand_inlined(std::move(*script), runner, directory.path(), symbolizer);
    }

    /// One sample: `frames` are "ADDRESS SYMBOL" lines, all in the module.
    std::string sample(const std::vector<std::string>& frames) const {
        std::string text = "a 1 1.0: 1 cycles: \n";
        for (const auto& frame : frames)
            text += "\t" + frame + " (" + module + ")\n";
        return text + "\n";
    }

    process::TemporaryDirectory directory;
    std::string module = (directory.path() / "module").string();
};

std::vector<std::string> names(const Profile& profile, std::size_t stack = 0) {
    std::vector<std::string> result;
    for (const auto id : profile.stacks.at(stack).frames)
        result.push_back(profile.frames.at(id).name);
    return result;
}

} // namespace

TEST_CASE("what symbolizers print", "[inline_frames]") {
    const auto llvm = read_addr2line(fixture("llvm_symbolizer.txt"));
    REQUIRE(llvm.has_value());
    REQUIRE(llvm->size() == 4);
    CHECK(llvm->at(0).address == 0x18a3);
    CHECK(llvm->at(0).frames == std::vector<SourceFrame>{{"poly", "/home/user/project/a.cpp", 6},
                                                         {"_ZNK3BoxIdE3sumEi", "/home/user/project/a.cpp", 7}});
    CHECK(llvm->at(1).frames.size() == 3);
    CHECK(llvm->at(2).frames == std::vector<SourceFrame>{{"main", "/home/user/project/a.cpp", 9}});
    CHECK(llvm->at(3).frames == std::vector<SourceFrame>{{"", "", 0}});
    const auto gnu = read_addr2line(fixture("addr2line.txt"));
    REQUIRE(gnu.has_value());
    REQUIRE(gnu->size() == 4);
    CHECK(gnu->at(1).frames.at(1) == llvm->at(1).frames.at(1));
    CHECK(gnu->at(3).frames == llvm->at(3).frames);

    CHECK(read_addr2line("0x1\nf\n/a/./b/../c.c:?\n")->at(0).frames.at(0) == SourceFrame{"f", "/a/c.c", 0});
    CHECK(read_addr2line("main\na.c:1\n").error().line == 1);
    CHECK(read_addr2line("0x1\nmain\n").error().expected == "FILE:LINE");
    CHECK_FALSE(read_addr2line("0xyz\n"));
}

TEST_CASE("a frame is split into the functions that were inlined there", "[inline_frames]") {
    Setup setup;
    StandIn runner(fmt::format("{:#x}\n_ZL5innerd\n/src/a.c:3\n_Z4workv\n/src/a.c:9\n{:#x}\nmain\n/src/a.c:20\n",
                               start + 4, start + 0x25));
    const auto [profile, missing] = setup.expand(
        setup.sample({fmt::format("{:x} _Z4workv+0x4", offset + 4), fmt::format("{:x} main+0x6", offset + 0x26)}),
        runner);
    CHECK(missing.empty());
    CHECK(names(profile) == std::vector<std::string>{"inner", "work", "main"});
    const auto& inner = profile.frames.at(profile.stacks[0].frames[0]);
    CHECK(inner.inlined);
    CHECK(inner.raw_name == "_ZL5innerd");
    CHECK(inner.module == setup.module);
    CHECK((inner.file == "/src/a.c" && inner.line == 3));
    const auto& work = profile.frames.at(profile.stacks[0].frames[1]);
    CHECK_FALSE(work.inlined);
    CHECK(work.line == 9);
    // The file's places became addresses; the caller is looked up inside its call.
    REQUIRE(runner.questions.size() == 1);
    CHECK(runner.questions[0] == fmt::format("{:#x}\n{:#x}\n", start + 4, start + 0x25));
    CHECK(runner.last_word == "--obj=" + setup.module);
}

TEST_CASE("addresses of the process lead back by their symbols", "[inline_frames]") {
    Setup setup;
    StandIn runner("");
    setup.expand(setup.sample({"55d4c0de1004 _Z4workv+0x4"}), runner);
    REQUIRE(runner.questions.size() == 1);
    CHECK(runner.questions[0] == fmt::format("{:#x}\n", start + 4));
    setup.expand(setup.sample({fmt::format("{:x} main+0x4", start + 0x24)}), runner); // not relocated
    CHECK(runner.questions.at(1) == fmt::format("{:#x}\n", start + 0x24));
}

TEST_CASE("names are those of the symbols that hold the address", "[inline_frames]") {
    Setup setup;
    StandIn runner("");
    const auto text = setup.sample({fmt::format("{:x} _Z4worki+0x4", offset + 4)}) +    // an alias
                      setup.sample({fmt::format("{:x} main+0x60", offset + 0x80)}) +    // main has ended
                      setup.sample({fmt::format("{:x} free@plt+0x4", offset + 0x84)}) + // in no symbol table
                      setup.sample({fmt::format("{:x} [unknown]", offset + 0x24)});     // known after all
    const auto profile = setup.expand(text, runner).profile;
    REQUIRE(profile.stacks.size() == 4);
    CHECK(profile.frames.at(profile.stacks[0].frames[0]).raw_name == "_Z4workv");
    CHECK(names(profile, 1) == std::vector<std::string>{"[unknown]"});
    CHECK(names(profile, 2) == std::vector<std::string>{"free@plt"});
    CHECK(names(profile, 3) == std::vector<std::string>{"main"});
}

TEST_CASE("a module that has changed keeps the names of the recording", "[inline_frames]") {
    Setup setup;
    StandIn runner("");
    const auto [profile, missing] = setup.expand(setup.sample({fmt::format("{:x} other+0x3", offset + 4)}), runner);
    CHECK(names(profile) == std::vector<std::string>{"other"});
    REQUIRE(missing.size() == 1);
    CHECK_THAT(missing[0].why, ContainsSubstring("has changed"));
    CHECK(runner.questions.empty());
}

TEST_CASE("without a symbolizer, or with a failing one, the profile stays and says so", "[inline_frames]") {
    Setup setup;
    const auto text = setup.sample({fmt::format("{:x} main+0x4", offset + 0x24)});
    StandIn slow("", {.code = 137, .signal = 9, .timed_out = true});
    StandIn talking("nonsense\n");
    for (const auto& [profile, missing] :
         {setup.expand(text, slow), setup.expand(text, talking), setup.expand(text, slow, std::nullopt)}) {
        CHECK(names(profile) == std::vector<std::string>{"main"});
        REQUIRE(missing.size() == 1);
        CHECK(missing[0].what == "inlined frames and source lines");
        CHECK_FALSE(missing[0].how.empty());
    }
    CHECK_THAT(setup.expand(text, slow).not_measured[0].why, ContainsSubstring("time limit"));
}

TEST_CASE("inlined frames that perf has split already are left alone", "[inline_frames]") {
    Setup setup;
    StandIn runner("");
    const auto text = "a 1 1.0: 1 cycles: \n\t" +
                      fmt::format("{0:x} inner (inlined)\n\t{0:x} main+0x4 ({1})\n", offset + 0x24, setup.module);
    CHECK(names(setup.expand(text, runner).profile) == std::vector<std::string>{"inner", "main"});
    CHECK(runner.questions.empty());
}
