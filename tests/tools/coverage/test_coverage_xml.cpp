#include "coverage_reading.hpp"

#include "perfeng/tools/coverage/cobertura.hpp"
#include "perfeng/tools/coverage/jacoco.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string cobertura(std::string_view classes) {
    return R"(<?xml version="1.0" ?><!DOCTYPE coverage SYSTEM 'x.dtd'><coverage line-rate="0.5"><sources>)"
           R"(<source>/s</source></sources><packages><package name="p"><classes>)" +
           std::string(classes) + "</classes></package></packages></coverage>";
}

std::string jacoco(std::string_view packages) {
    return R"(<?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">)"
           R"(<report name="r">)" +
           std::string(packages) + "</report>";
}

} // namespace

TEST_CASE("Cobertura of coverage.py", "[cobertura]") {
    const auto coverage = read_as("cobertura", coverage_fixture("coverage_py.xml"));
    const auto lines = lines_of(coverage, "shapes.py");
    CHECK(lines.size() == 12);
    CHECK(lines.at(2) == 1);
    CHECK(lines.at(3) == 0);
}

TEST_CASE("lines of Cobertura's methods are not counted twice", "[cobertura]") {
    const auto read = read_cobertura(
        cobertura(R"(<class name="c" filename="a.cpp"><methods><method name="f" signature="(I)V"><lines>)"
                  R"(<line number="9" hits="1"/><line number="8" hits="2"/></lines></method></methods><lines>)"
                  R"(<line number="8" hits="2"/><line number="9" hits="1"/><line number="1" hits="7"/></lines></class>)"
                  R"(<class name="d" filename="a.cpp"><methods/><lines><line number="1" hits="3"/></lines></class>)"
                  R"(<class name="e" filename="b.cpp"><methods><method name="g"><lines><line number="4" hits="5"/>)"
                  R"(</lines></method></methods><lines/></class>)"));
    REQUIRE(read.has_value());
    CHECK(read->warnings.empty());
    CHECK(lines_of(read->value, "a.cpp") == LineCounts{{1, 10}, {8, 2}, {9, 1}});
    CHECK(functions_of(read->value, "a.cpp") == FunctionCounts{{"f:8", 2}});
    CHECK(lines_of(read->value, "b.cpp") == LineCounts{{4, 5}});
}

TEST_CASE("lines of no class, number or count are told", "[cobertura]") {
    const auto read = read_cobertura(cobertura(
        R"(<class filename="a"><lines><line number="1" hits="1"/><line number="x" hits="1"/>)"
        R"(<line number="2" hits="-1"/><line number="0" hits="1"/></lines></class><line number="3" hits="1"/>)"));
    REQUIRE(read.has_value());
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("4 records"));
}

TEST_CASE("coverage in XML that is cut off, or declares entities, is refused", "[cobertura]") {
    const auto whole = cobertura(R"(<class filename="a"><lines><line number="1" hits="1"/></lines></class>)");
    CHECK(read_cobertura(whole).has_value());
    CHECK_FALSE(read_cobertura(whole.substr(0, whole.size() - 4)).has_value());
    CHECK_FALSE(read_cobertura(cobertura("")).has_value());
    auto entities = whole;
    entities.replace(entities.find("SYSTEM 'x.dtd'"), 14, "[<!ENTITY a 'b'>]");
    CHECK_FALSE(read_cobertura(entities).has_value());
}

TEST_CASE("other roots named coverage are not Cobertura's", "[cobertura]") {
    CHECK(recognise_cobertura({cobertura(""), false}) == Recognition::yes);
    CHECK(recognise_cobertura({"<?xml version='1.0'?><!-- c --><coverage\n line-rate='1' x='1'>", false}) ==
          Recognition::yes);
    CHECK(recognise_cobertura({"<coverage version=\"1\">", false}) == Recognition::no);
    CHECK(recognise_cobertura({"<coverages line-rate='1'>", false}) == Recognition::no);
    CHECK(recognise_cobertura({"<?xml ", false}) == Recognition::need_more);
    CHECK(recognise_cobertura({"<coverage line-", true}) == Recognition::no);
    CHECK(recognise_cobertura({"hello", false}) == Recognition::no);
}

TEST_CASE("JaCoCo tells whether, not how often", "[jacoco]") {
    const auto text = jacoco(R"(<group name="g"><package name="org/app"><class name="org/app/Main$In" )"
                             R"(sourcefilename="Main.kt"><method name="f" desc="()V" line="3"><counter type="LINE" )"
                             R"(missed="1" covered="9"/><counter type="METHOD" missed="0" covered="1"/></method>)"
                             R"(<counter type="METHOD" missed="0" covered="1"/></class><sourcefile name="Main.kt">)"
                             R"(<line nr="3" mi="0" ci="7" mb="0" cb="0"/><line nr="4" mi="2" ci="0" mb="0" cb="0"/>)"
                             R"(</sourcefile></package></group><package name=""><class name="Old$1"><method name="g" )"
                             R"(line="1"><counter type="METHOD" missed="1" covered="0"/></method></class>)"
                             R"(<sourcefile name="Old.java"><line nr="1" mi="1" ci="0" mb="0" cb="0"/></sourcefile>)"
                             R"(</package>)");
    const auto coverage = read_as("jacoco", text);
    CHECK(coverage.tool == "jacoco");
    REQUIRE(coverage.files.size() == 2);
    CHECK(coverage.files[0].path == "Old.java");
    CHECK(coverage.files[1].path == "org/app/Main.kt");
    CHECK(lines_of(coverage, "Main.kt") == LineCounts{{3, 1}, {4, 0}});
    CHECK(functions_of(coverage, "Main.kt") == FunctionCounts{{"Main$In.f:3", 1}});
    CHECK(functions_of(coverage, "Old.java") == FunctionCounts{{"Old$1.g:1", 0}});
}

TEST_CASE("a method whose file JaCoCo does not tell is told", "[jacoco]") {
    const auto read = read_jacoco(jacoco(R"(<package name="p"><class name="p/A"><method name="f" line="1"/></class>)"
                                         R"(<sourcefile name="b.java"><line nr="1" ci="1"/></sourcefile></package>)"));
    REQUIRE(read.has_value());
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("A.f"));
}
