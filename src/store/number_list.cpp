#include "number_list.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <limits>

namespace perfeng::store {

std::string number_list(const std::vector<double>& numbers) { return nlohmann::json(numbers).dump(); }

// A history reads hundreds of thousands of numbers: a general reader of JSON takes most of its time.
std::vector<double> read_number_list(const std::string& text) {
    std::vector<double> numbers;
    for (auto at = text.find_first_of("[,"); at != text.npos; at = text.find(',', at + 1)) {
        const auto* const start = text.c_str() + at + 1;
        char* end = nullptr;
        const auto number = std::strtod(start, &end); // libc++ has no std::from_chars for double before 20
        if (end != start)
            numbers.push_back(number);
        else if (text.compare(at + 1, 4, "null") == 0)
            numbers.push_back(std::numeric_limits<double>::quiet_NaN());
    }
    return numbers;
}

} // namespace perfeng::store
