#include "catch.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <string>

using perfeng::tools::demangle;
using perfeng::tools::short_name;

namespace {

struct Name {
    std::string raw;
    std::string demangled;
    std::string shortened;
};

// From binaries of gcc 12, clang 14 and rustc 1.95; the second column as c++filt 2.40 has it, but for Rust's crate
// disambiguators and the types of constants, which it prints.
const std::vector<Name> names{
    {"main", "main", "main"},
    {"_ZNK3BoxIdE3sumEi", "Box<double>::sum(int) const", "Box::sum"},
    {"_ZL4polyd", "poly(double)", "poly"},
    {"_ZZN3app6Engine4stepERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEEiENKUldE_clEd",
     "app::Engine::step(std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > const&, "
     "int)::{lambda(double)#1}::operator()(double) const",
     "app::Engine::step::{lambda#1}::operator()"},
    {"_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE9_M_assignERKS4_",
     "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >::_M_assign(std::__cxx11::basic_"
     "string<char, std::char_traits<char>, std::allocator<char> > const&)",
     "std::string::_M_assign"},
    {"_ZNSbIwSt11char_traitsIwESaIwEE5clearEv",
     "std::basic_string<wchar_t, std::char_traits<wchar_t>, std::allocator<wchar_t> >::clear()",
     "std::basic_string::clear"},
    {"_ZStlsISt11char_traitsIcEERSt13basic_ostreamIcT_ES5_PKc",
     "std::basic_ostream<char, std::char_traits<char> >& std::operator<< <std::char_traits<char> "
     ">(std::basic_ostream<char, std::char_traits<char> >&, char const*)",
     "std::operator<<"},
    {"_Znwm", "operator new(unsigned long)", "operator new"},
    {"_ZdaPv", "operator delete[](void*)", "operator delete[]"},
    {"_ZNSirsERf", "std::istream::operator>>(float&)", "std::istream::operator>>"},
    {"_ZNK5ProxycvSt6vectorIiSaIiEEEv", "Proxy::operator std::vector<int, std::allocator<int> >() const",
     "Proxy::operator std::vector"},
    {"_ZNK3PtrptEv", "Ptr::operator->() const", "Ptr::operator->"},
    {"_ZN1AcvbEv", "A::operator bool()", "A::operator bool"},
    {"_ZN12_GLOBAL__N_15helpsEv", "(anonymous namespace)::helps()", "(anonymous namespace)::helps"},
    {"_ZNK4llvm5Twine3strB5cxx11Ev", "llvm::Twine::str[abi:cxx11]() const", "llvm::Twine::str"},
    {"_ZN3foo3barEv.constprop.0.isra.1.cold", "foo::bar()", "foo::bar"},
    {"_ZN3foo3barEv [clone .part.3]", "foo::bar()", "foo::bar"},
    {"do_execveat_common.isra.0", "do_execveat_common", "do_execveat_common"},
    {"__libc_start_main@@GLIBC_2.34", "__libc_start_main", "__libc_start_main"},
    {"malloc@plt", "malloc@plt", "malloc@plt"},
    {"_ZN3foo3barEv@plt", "foo::bar()@plt", "foo::bar@plt"},
    // Rust, legacy
    {"_ZN1r4fill17hc60e793ccc76a5cbE", "r::fill", "r::fill"},
    {"_ZN3std2rt10lang_start28_$u7b$$u7b$closure$u7d$$u7d$17ha86af84d9cc65291E", "std::rt::lang_start::{{closure}}",
     "std::rt::lang_start::{{closure}}"},
    {"_ZN61_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE",
     "<alloc::vec::Vec<T> as core::fmt::Debug>::fmt", "<alloc::vec::Vec as core::fmt::Debug>::fmt"},
    {"_ZN4core3fmt3num52_$LT$impl$u20$core..fmt..Debug$u20$for$u20$usize$GT$3fmt17h0123456789abcdefE.llvm.1234",
     "core::fmt::num::<impl core::fmt::Debug for usize>::fmt",
     "core::fmt::num::<impl core::fmt::Debug for usize>::fmt"},
    {"_$LT$rg..search..SearchWorker$LT$W$GT$$GT$::search_impl::hcf61284e58f410e0 (.llvm.17269878581919215071)",
     "<rg::search::SearchWorker<W>>::search_impl", "rg::search::SearchWorker::search_impl"},
    {"std::rt::lang_start::_$u7b$$u7b$closure$u7d$$u7d$::h7cd9ec399e9db3f7", "std::rt::lang_start::{{closure}}",
     "std::rt::lang_start::{{closure}}"},
    {"<a::B<U> as c::D>::poll::hb622d175ae42c67f", "<a::B<U> as c::D>::poll", "<a::B as c::D>::poll"},
    {"_$LT$alloc..alloc..Global$u20$as$u20$core..alloc..Allocator$GT$::alloc",
     "<alloc::alloc::Global as core::alloc::Allocator>::alloc",
     "<alloc::alloc::Global as core::alloc::Allocator>::alloc"},
    {"readdir_r$INODE64", "readdir_r$INODE64", "readdir_r$INODE64"},
    // Rust, v0
    {"_RNvNtCsjrHSEGnQ3l9_3std2rt19lang_start_internal", "std::rt::lang_start_internal",
     "std::rt::lang_start_internal"},
    {"_RNCNvNtCsjrHSEGnQ3l9_3std2rt19lang_start_internal0B5_", "std::rt::lang_start_internal::{closure#0}",
     "std::rt::lang_start_internal::{closure#0}"},
    {"_RINvNtC3std3mem8align_ofdE", "std::mem::align_of::<f64>", "std::mem::align_of"},
    {"_RNvXs1g_NtCsgEmfK2I1SDS_4core3fmtRINtNtNtCshg5UprtI8ZK_4jiff4util8rangeint3ri8Knn3b_Kn3b_ENtB6_5Debug3fmtBD_",
     "<&jiff::util::rangeint::ri8<-59, 59> as core::fmt::Debug>::fmt",
     "<&jiff::util::rangeint::ri8 as core::fmt::Debug>::fmt"},
    {"_RNvMs0_NtCs1234_5alloc3vecINtB5_3VechE4push", "<alloc::vec::Vec<u8>>::push", "alloc::vec::Vec::push"},
    {"_RNvCs1234_7mycrateu30____7hkackfecea1cbdathfdh9hlq6y", "mycrate::საჭმელად_გემრიელი_სადილი",
     "mycrate::საჭმელად_გემრიელი_სადილი"},
    {"_RIC0FG_RL0_eEuKpE", "::<for<'a> fn(&'a str), _>", "::<for<'a> fn(&'a str), _>"},
    {"_RIC1cDNtC4core3AnyL_Dp4ItemmEL_E", "_RIC1cDNtC4core3AnyL_Dp4ItemmEL_E", "_RIC1cDNtC4core3AnyL_Dp4ItemmEL_E"},
    {"_RIC1cDINtC4core2FnTmEEp6OutputhEL_E", "c::<dyn core::Fn<(u32,), Output = u8>>", "c"},
    {"_RIC1cFUKCPhEzKj10_Kb1_Kc61_KRe616263_E", "c::<unsafe extern \"C\" fn(*const u8) -> !, 16, true, 'a', {\"abc\"}>",
     "c"},
    // Not ours to shorten
    {"text/template.(*state).walk", "text/template.(*state).walk", "text/template.(*state).walk"},
    {"main.(*T).Run", "main.(*T).Run", "main.(*T).Run"},
    {"LazyCompile:*add /home/user/a.js:3:5", "LazyCompile:*add /home/user/a.js:3:5",
     "LazyCompile:*add /home/user/a.js:3:5"},
    {"itable stub", "itable stub", "itable stub"},
    {"<jit invoke stub>", "<jit invoke stub>", "<jit invoke stub>"},
    {"RegExp:\\bFoo ?Bar", "RegExp:\\bFoo ?Bar", "RegExp:\\bFoo ?Bar"},
    {"Ljava/io/BufferedWriter;::flushBuffer", "Ljava/io/BufferedWriter;::flushBuffer",
     "Ljava/io/BufferedWriter;::flushBuffer"},
};

} // namespace

TEST_CASE("names in the words of their language, and short", "[demangle]") {
    for (const auto& name : names) {
        CHECK(demangle(name.raw) == name.demangled);
        CHECK(short_name(demangle(name.raw)) == name.shortened);
    }
}

TEST_CASE("names that another tool has demangled are shortened as well", "[demangle]") {
    CHECK(short_name("std[5e6f0a1b2c3d4e5f]::rt::lang_start_internal") == "std::rt::lang_start_internal");
    CHECK(short_name("r::fill::hc60e793ccc76a5cb") == "r::fill");
    CHECK(short_name("void std::sort<int*, std::less<int> >(int*, int*, std::less<int>)") == "std::sort");
    CHECK(short_name("Box<unsigned int>::sum") == "Box::sum");
    CHECK(short_name("main::'lambda'(int)::operator()(int) const") == "main::'lambda'::operator()");
    CHECK(short_name("bool operator< <int>(A<int> const&, A<int> const&)") == "operator<");
    CHECK(short_name("auto operator<=>(V const&, V const&)") == "operator<=>");
    CHECK(short_name("A::operator()(int)::{lambda(bool (*)(int))#2}::_FUN(bool (*)(int))") ==
          "A::operator()::{lambda#2}::_FUN");
    CHECK(short_name("") == "");
}

TEST_CASE("broken and hostile names come back as they are", "[demangle]") {
    const std::string whole = names[30].raw;
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(demangle(whole.substr(0, size)).empty() == (size == 0));
    const auto deep = "_R" + std::string(100'000, 'N') + "C1a";
    CHECK(demangle(deep) == deep);
    const auto references = "_RIC1aTB_B_B_B_B_EE"; // each refers to what holds it
    CHECK(demangle(references) == references);
    std::string doubling = "_RIC1aTuuE"; // each tuple prints the one before it twice
    std::size_t last = 4;
    for (int i = 0; i < 40; ++i) {
        const auto here = doubling.size() - 2;
        const auto back = std::string("B") +
                          (last == 0 ? "_" : std::string(1, "0123456789abcdefghijklmnopqrstuvwxyz"[last % 36]) + "_");
        doubling += "T" + back + back + "E";
        last = here;
    }
    CHECK(demangle(doubling + "E").size() <= 64 * 1024 + doubling.size());
    CHECK(demangle("_RC99999999999999999999a") == "_RC99999999999999999999a");
    CHECK(short_name("a<b<c<") == "a");
    CHECK(short_name(")))>>>") == ")))>>>");
}
