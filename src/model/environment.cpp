#include "perfeng/model/environment.hpp"

namespace perfeng {
namespace {

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;

void append(std::string& words, const std::string& more) {
    if (!more.empty())
        words += (words.empty() ? "" : ", ") + more;
}

} // namespace

std::string machine_in_words(const Environment& environment) {
    std::string words = environment.cpu_model;
    if (environment.cores > 0)
        append(words, std::to_string(environment.cores) + (environment.cores == 1 ? " processor" : " processors"));
    append(words, environment.architecture);
    if (environment.memory > 0)
        append(words, std::to_string((environment.memory + gibibyte / 2) / gibibyte) + " GiB");
    return words;
}

} // namespace perfeng
