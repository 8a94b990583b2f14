#include "coverage_reading.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

// What gcc and clang count on the program of the fixtures; clang also counts the ends of blocks.
const LineCounts shapes{{4, 2}, {5, 2}, {6, 7}, {7, 5}, {8, 2}, {9, 2}, {13, 4}, {14, 4}, {15, 4}, {16, 1}, {17, 3}};
const LineCounts ends{{10, 2}, {18, 4}};
const FunctionCounts shape_functions{{"largest:4", 2}, {"Shape::Shape:13", 4}, {"Shape::angles:14", 4}};
const FunctionCounts main_functions{{"(anonymous namespace)::unused:8", 0},
                                    {"(anonymous namespace)::twice:12", 1},
                                    {"(anonymous namespace)::sum:14", 1},
                                    {"main:26", 1}};

LineCounts covered_or_not(LineCounts lines) {
    for (auto& [line, count] : lines)
        count = count > 0 ? 1 : 0;
    return lines;
}

} // namespace

TEST_CASE("formats of gcc's coverage agree line by line", "[coverage]") {
    const auto lcov = read_as("lcov", coverage_fixture("lcov.info"));
    const auto gcov = read_as("gcov", coverage_fixture("main.gcov"));
    const auto json = read_as("gcov-json", coverage_fixture("gcov.json"));
    CHECK(lcov.tool == "lcov");
    CHECK(gcov.tool == "gcov");
    CHECK(json.tool == "gcov");
    for (const auto* coverage : {&lcov, &gcov, &json}) {
        CHECK(lines_of(*coverage, "shapes.hpp") == shapes);
        CHECK(functions_of(*coverage, "shapes.hpp") == shape_functions);
        CHECK(lines_of(*coverage, "main.cpp") == lines_of(lcov, "main.cpp"));
        CHECK(functions_of(*coverage, "main.cpp") == main_functions);
    }
    const auto lines = lines_of(lcov, "main.cpp");
    CHECK(lines.size() == 25);
    CHECK(lines.at(16) == 101);
    CHECK(lines.at(28) == 0);
}

TEST_CASE("gcovr's formats agree with gcc's", "[coverage]") {
    const auto gcov = read_as("gcov", coverage_fixture("main.gcov"));
    const auto json = read_as("gcovr", coverage_fixture("gcovr.json"));
    const auto xml = read_as("cobertura", coverage_fixture("gcovr.xml"));
    CHECK(json.tool == "gcovr");
    CHECK(xml.tool == "cobertura");
    CHECK(lines_of(json, "main.cpp") == lines_of(gcov, "main.cpp"));
    CHECK(functions_of(json, "main.cpp") == main_functions);
    CHECK(lines_of(xml, "main.cpp") == lines_of(json, "main.cpp"));
    // gcovr 5.2 counts the instances of a template twice.
    CHECK(lines_of(xml, "shapes.hpp") == lines_of(json, "shapes.hpp"));
    CHECK(covered_or_not(lines_of(json, "shapes.hpp")) == covered_or_not(shapes));
}

TEST_CASE("formats of llvm-cov agree with each other, and with gcc's on the lines of both", "[coverage]") {
    const auto json = read_as("llvm-cov", coverage_fixture("llvm_cov.json"));
    const auto lcov = read_as("lcov", coverage_fixture("llvm_cov.info"));
    CHECK(json.tool == "llvm-cov");
    for (const std::string_view file : {"main.cpp", "shapes.hpp"}) {
        CHECK(lines_of(json, file) == lines_of(lcov, file));
        CHECK(functions_of(json, file) == functions_of(lcov, file));
    }
    auto with_ends = shapes;
    with_ends.insert(ends.begin(), ends.end());
    CHECK(lines_of(json, "shapes.hpp") == with_ends);
    CHECK(functions_of(json, "main.cpp") == main_functions);
    const auto gcc = lines_of(read_as("lcov", coverage_fixture("lcov.info")), "main.cpp");
    const auto clang = lines_of(json, "main.cpp");
    for (const auto& [line, count] : gcc)
        CHECK(clang.at(line) == count);
}

TEST_CASE("every format refuses what is cut off, mixed up or nothing, and does not crash", "[coverage]") {
    for (const auto* const name : {"lcov.info", "main.gcov", "gcov.json", "gcovr.json", "gcovr.xml", "llvm_cov.json",
                                   "coverage_py.xml", "go_count.out"}) {
        const auto text = coverage_fixture(name);
        for (const auto& format : formats()) {
            if (format.recognise({text, true}) != Recognition::yes)
                continue;
            for (std::size_t size = 0; size < text.size(); size += 7) {
                const auto cut = text.substr(0, size);
                CHECK((size < 200 || format.recognise({cut, false}) != Recognition::no));
                CHECK(format.recognise({cut, true}) != Recognition::need_more);
                (void)format.read(cut);
            }
            for (std::size_t at = 0; at < text.size(); at += 3) {
                auto bad = text;
                bad[at] = static_cast<char>(bad[at] ^ 0x15);
                (void)format.read(bad);
            }
            CHECK_FALSE(format.read("").has_value());
            CHECK_FALSE(format.read(std::string(1000, '{')).has_value());
            CHECK_FALSE(format.read(std::string("\0\xff\n\x80", 4)).has_value());
        }
    }
}
