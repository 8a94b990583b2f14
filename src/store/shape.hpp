#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <vector>

/// The shape of a document is told once: describe(archive, value) names the keys of a type in their order, and serves
/// Writer and Reader alike. `required` keys are promised (docs/schema/); a `field` may be missing on reading, so that
/// documents written before it was added stay readable.
namespace perfeng::store {

template <typename T, typename Model>
concept like = std::same_as<std::remove_const_t<T>, Model>;

template <typename T> inline constexpr bool is_sequence = false;
template <typename T> inline constexpr bool is_sequence<std::vector<T>> = true;
template <typename T, std::size_t N> inline constexpr bool is_sequence<std::array<T, N>> = true;
template <typename T>
concept Sequence = is_sequence<T>;

} // namespace perfeng::store
