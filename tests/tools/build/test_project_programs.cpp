#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/project_programs.hpp"

namespace perfeng::tools {

TEST_CASE("a manifest of cargo tells its binaries") {
    const auto binaries = read_cargo_binaries("[package]\nname = 'a'\nautobins = false\n[[bin]]\nname = 'b'\n"
                                              "[workspace]\nmembers = ['crates/*', 'x']\n");
    REQUIRE(binaries.has_value());
    CHECK(binaries->package == "a");
    CHECK(binaries->named == std::vector<std::string>{"b"});
    CHECK(binaries->members == std::vector<std::string>{"crates/*", "x"});
    CHECK_FALSE(binaries->automatic);
    CHECK_FALSE(read_cargo_binaries("[package").has_value());
}

TEST_CASE("a CMakeLists.txt tells its executables") {
    const auto lists = read_cmake_lists(
        "project( Demo LANGUAGES C) # the name\n# add_executable(old old.c)\nif(WIN32)\n  ADD_EXECUTABLE(\n"
        "    \"${PROJECT_NAME}-cli\"\n    main.c)\nendif()\nadd_subdirectory(lib)\n"
        "add_executable(Lib::app ALIAS app)\nadd_executable(x${y} z.c)\nadd_executable(");
    CHECK(lists.project == "Demo");
    CHECK(lists.executables == std::vector<std::string>{"Demo-cli"});
    CHECK(lists.subdirectories == std::vector<std::string>{"lib"});
}

TEST_CASE("a makefile tells its program") {
    CHECK(read_makefile_program("CC = gcc\nTARGET := bin/app # it\nall: x\n", "dir") == "bin/app");
    CHECK(read_makefile_program("PROG ?= app\n", "dir") == "app");
    CHECK(read_makefile_program("TARGET = $(NAME)\nall: dir\ndir: a.o\n\tcc a.o\n", "dir") == "dir");
    CHECK(read_makefile_program("%.o: %.c\n\tcc -c -o $@ $<\na.o: a.c\n\tcc -o $@ a.c\napp: a.o\n\tcc a.o -o app\n",
                                "dir") == "app");
    CHECK(read_makefile_program("libx.so: x.o\n\tcc -o $@\nlibx.so.1: x.o\n\tcc -o $@\nx: y\n\tcc -o $@\n", "dir") ==
          "x");
    CHECK(read_makefile_program(".PHONY: all dir\ndir:\n\techo done\nx:\n\tcc -o $@\n", "dir") == "x");
    CHECK(read_makefile_program("all:\n\techo done\n", "dir").empty());
}

TEST_CASE("a makefile that calls others tells their directories") {
    CHECK(read_called_directories("PRG = programs\nOUT=$(DIR)/x\nall: lib\n\t$(MAKE) -C lib $@ > x\n"
                                  "\t@${MAKE} -C ${PRG}\n\t$(MAKE) -C $(OUT)\n\t$(MAKE) -C $(NONE)\n"
                                  "test:\n\tcd tests&& $(MAKE)\n\t$(MAKE) -C lib\n\t$(MAKE) clean\n\techo -C no\n") ==
          std::vector<std::string>{"lib", "programs", "tests"});

    const process::TemporaryDirectory project;
    process::write_file(project.path() / "Makefile", "all:\n\t$(MAKE) -C lib\n\t$(MAKE) -C src\n");
    for (const auto* const directory : {"lib", "src"})
        std::filesystem::create_directory(project.path() / directory);
    process::write_file(project.path() / "lib/Makefile", "libx.a: x.o\n\tar rcs $@ x.o\n.PHONY: lib\nlib: libx.a\n");
    process::write_file(project.path() / "src/Makefile", "x: x.o\n\tcc -o $@ x.o\n");
    const auto outline = outline_project(project.path());
    CHECK(outline.file == "Makefile");
    REQUIRE(outline.programs.size() == 1);
    CHECK(outline.programs[0].name == "x");
    CHECK(outline.programs[0].command == "src/x");

    const auto name = project.path().filename().string();
    process::write_file(project.path() / "Makefile", name + ":\n\t$(MAKE) -C src\n");
    CHECK(outline_project(project.path()).programs.at(0).command == "./" + name);
}

TEST_CASE("a package.json tells its programs") {
    const auto command_in = [](const std::string& json) {
        const auto programs = read_node_programs(json);
        return programs && !programs->empty() ? programs->front().name + ": " + programs->front().command : "";
    };
    CHECK(command_in(R"({"name": "@me/a", "bin": "a b.js"})") == "a: node 'a b.js'");
    CHECK(command_in(R"({"bin": {"x": "x.js"}, "main": "m.js"})") == "x: node x.js");
    CHECK(command_in(R"({"name": "a", "main": "m.js"})") == "a: node m.js");
    CHECK(command_in(R"({"scripts": {"start": "node server.js --port 1"}})") == "app: node server.js --port 1");
    CHECK(command_in(R"({"scripts": {"start": "vite"}, "bin": 3, "main": []})").empty());
    CHECK_FALSE(read_node_programs("[]").has_value());
}

TEST_CASE("a pyproject.toml tells its console scripts") {
    const auto scripts = read_python_scripts("[project.scripts]\na = 'pkg.cli:main'\nb = 'broken'\nc = 3\n");
    REQUIRE(scripts.has_value());
    REQUIRE(scripts->size() == 1);
    CHECK(scripts->front().module == "pkg.cli");
    CHECK(scripts->front().function == "main");
    CHECK_FALSE(read_python_scripts("[").has_value());
}

} // namespace perfeng::tools
