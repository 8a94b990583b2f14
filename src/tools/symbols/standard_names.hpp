#pragma once

#include <string>
#include <string_view>

namespace perfeng::tools {

/// A function of libstdc++ that debug information names without its class and namespace, as it does where a template's
/// argument is local to a file ("_M_erase" of a vector of a type in an anonymous namespace), with those that its header
/// tells: "std::vector::_M_erase". Other names stay as they are.
[[nodiscard]] std::string qualified_name(std::string_view name, std::string_view file);

} // namespace perfeng::tools
