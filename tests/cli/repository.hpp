#pragma once

#include "sandbox.hpp"

#include <algorithm>
#include <string>

namespace perfeng {

inline const std::string build = "echo built >> ../../../builds.log; cc -O1 -g -o app app.c";

/// Two functions that cost alike; `rounds` is what the first one does.
inline std::string program(int rounds) {
    return "#include <stdio.h>\n"
           "__attribute__((noinline)) unsigned mix(unsigned v) {\n"
           "    for (int i = 0; i < " +
           std::to_string(rounds) +
           "; i++) v = (v ^ (v >> 7)) * 2654435761u;\n    return v & 1;\n}\n"
           "__attribute__((noinline)) unsigned fold(unsigned v) {\n"
           "    for (int i = 0; i < 20; i++) v = (v << 5) ^ (v >> 3) ^ 0x9e37;\n    return v & 1;\n}\n"
           "int main(void) {\n    unsigned sum = 0;\n"
           "    for (unsigned i = 0; i < 300000; i++) sum |= mix(i) | fold(i);\n    printf(\"%u\\n\", sum);\n}\n";
}

/// A repository whose second commit makes mix() half as slow again.
struct Repository {
    Repository() {
        git("init -q .");
        box.write(".gitignore", "app\nbuilds.log\n");
        commit("app.c", program(40), "First");
        commit("app.c", program(60), "Mixes longer");
    }

    void git(const std::string& words) const {
        const auto told = box.shell("git -c user.name=Someone -c user.email=someone@example.org " + words);
        INFO(words << told.err);
        REQUIRE(told.status == 0);
    }

    void commit(const std::string& file, const std::string& content, const std::string& title) const {
        box.write(file, content);
        git("add --all");
        git("commit -q -m '" + title + "'");
    }

    [[nodiscard]] std::string hash(const std::string& revision) const {
        auto told = box.shell("git rev-parse " + revision).out;
        told.pop_back();
        return told;
    }

    [[nodiscard]] Told compare(Words words) const {
        Words all{"compare", "--json", "--passes", "none", "--pairs", "25"};
        all.insert(all.end(), words.begin(), words.end());
        return box.perfeng(all);
    }

    [[nodiscard]] std::size_t builds() const {
        const auto log = box.read("builds.log");
        return static_cast<std::size_t>(std::ranges::count(log, '\n'));
    }

    Sandbox box;
};

} // namespace perfeng
