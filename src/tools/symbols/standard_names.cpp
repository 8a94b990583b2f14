#include "symbols/standard_names.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

struct Header {
    std::string_view file;
    std::string_view scope; ///< of most of what it defines
};

/// GCC 12's; the names of headers are the same since GCC 4.8.
constexpr std::array<Header, 26> headers{{{"stl_vector.h", "std::vector::"},
                                          {"vector.tcc", "std::vector::"},
                                          {"basic_string.h", "std::string::"},
                                          {"basic_string.tcc", "std::string::"},
                                          {"char_traits.h", "std::char_traits::"},
                                          {"stl_list.h", "std::list::"},
                                          {"list.tcc", "std::list::"},
                                          {"stl_deque.h", "std::deque::"},
                                          {"deque.tcc", "std::deque::"},
                                          {"stl_tree.h", "std::_Rb_tree::"},
                                          {"stl_map.h", "std::map::"},
                                          {"stl_multimap.h", "std::multimap::"},
                                          {"stl_set.h", "std::set::"},
                                          {"stl_multiset.h", "std::multiset::"},
                                          {"hashtable.h", "std::_Hashtable::"},
                                          {"hashtable_policy.h", "std::__detail::"},
                                          {"unordered_map.h", "std::unordered_map::"},
                                          {"unordered_set.h", "std::unordered_set::"},
                                          {"shared_ptr.h", "std::shared_ptr::"},
                                          {"shared_ptr_base.h", "std::__shared_ptr::"},
                                          {"unique_ptr.h", "std::unique_ptr::"},
                                          {"std_function.h", "std::function::"},
                                          {"new_allocator.h", "std::__new_allocator::"},
                                          {"allocator.h", "std::allocator::"},
                                          {"alloc_traits.h", "std::allocator_traits::"},
                                          {"stl_iterator.h", "__gnu_cxx::__normal_iterator::"}}};

std::string_view scope_of(std::string_view file) {
    if (file.find("/include/c++/") == std::string_view::npos)
        return {};
    const auto known = std::ranges::find(headers, file.substr(file.rfind('/') + 1), &Header::file);
    return known == headers.end() ? "std::" : known->scope;
}

} // namespace

std::string qualified_name(std::string_view name, std::string_view file) {
    const bool is_bare = !name.empty() && name.find("::") == std::string_view::npos && name.front() != '[';
    return std::string(is_bare ? scope_of(file) : "") + std::string(name);
}

} // namespace perfeng::tools
