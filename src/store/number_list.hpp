#pragma once

#include <string>
#include <vector>

namespace perfeng::store {

/// Numbers as a JSON array: shortest digits that give the number again, null for what is not finite.
[[nodiscard]] std::string number_list(const std::vector<double>& numbers);
/// The reverse, of what number_list wrote; null is read as not-a-number.
[[nodiscard]] std::vector<double> read_number_list(const std::string& text);

} // namespace perfeng::store
