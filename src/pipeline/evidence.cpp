#include "perfeng/pipeline/evidence.hpp"

#include "contents_of.hpp"
#include "opened_file.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>

namespace perfeng::pipeline {
namespace {

/// What a file of tools holds; `wanted` says for people what it should.
ReadContents contents_of_file(process::Runner& runner, const std::string& path, std::string_view option) {
    const process::TemporaryDirectory scratch;
    const OpenedFile file(runner, path, scratch.path());
    try {
        return contents_of(file.text());
    } catch (const Error& error) {
        throw Error(fmt::format("{} of {}: {}", path, option, error.what()), error.hint(), error.code());
    }
}

bool is_empty_file(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error) && std::filesystem::file_size(path, error) == 0;
}

Error wrong_kind(const std::string& path, std::string_view option, const tools::Format& format,
                 std::string_view wanted) {
    return {fmt::format("{} of {} is a {}: it holds no {}", path, option, format.what, wanted),
            "`perfeng import --formats` lists what is read; docs/risks.md tells how to make it"};
}

} // namespace

void add_evidence(tools::Contents contents, Evidence& evidence) {
    if (contents.coverage)
        evidence.coverage.push_back(*std::move(contents.coverage));
    if (!contents.lints)
        return;
    auto& all = evidence.lints ? *evidence.lints : evidence.lints.emplace();
    std::ranges::move(*contents.lints, std::back_inserter(all));
}

Evidence read_evidence(process::Runner& runner, const std::vector<std::string>& coverage,
                       const std::vector<std::string>& lints, measure::Progress& progress) {
    Evidence evidence;
    const auto warn = [&](const std::string& path, const ReadContents& read) {
        for (const auto& warning : read.contents.warnings)
            progress.warn(path + ": " + warning);
    };
    for (const auto& path : coverage) {
        auto read = contents_of_file(runner, path, "--coverage");
        if (!read.contents.value.coverage)
            throw wrong_kind(path, "--coverage", *read.format, "coverage of source lines");
        warn(path, read);
        add_evidence(std::move(read.contents.value), evidence);
    }
    if (!lints.empty())
        evidence.lints.emplace();
    for (const auto& path : lints) {
        if (is_empty_file(path)) // what a linter writes that has nothing to say
            continue;
        auto read = contents_of_file(runner, path, "--lints");
        if (!read.contents.value.lints)
            throw wrong_kind(path, "--lints", *read.format, "findings of a linter");
        warn(path, read);
        add_evidence(std::move(read.contents.value), evidence);
    }
    return evidence;
}

} // namespace perfeng::pipeline
