// For scripts/check-macos: the declaration of macOS' own header that perfeng uses.
#pragma once

#include <cstddef>

extern "C" int sysctlbyname(const char* name, void* old_value, std::size_t* old_size, void* new_value,
                            std::size_t new_size);
