#include "catch.hpp"

#include "perfeng/analysis/function_extent.hpp"

using namespace perfeng::analysis;

namespace {

std::string extent(std::string_view source, std::string_view name, int first, int last) {
    const auto range = function_extent(source, name, {first, last});
    return range ? std::to_string(range->first) + "-" + std::to_string(range->last) : "none";
}

constexpr auto c_source = R"(#include <stdio.h>

static int
add(int a,
    int b)
{
    int c = a;
#ifdef X
    c++;
#endif
out:
    return c + b;
}
int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int slow(int n)
{
    if (n < 2)
        return n;
    return slow(n - 1) +
           slow(n - 2);
}
)";

constexpr auto rust_source = R"(impl Parser {
    pub fn next<T>(&mut self) -> Option<T>
    where
        T: Clone,
    {
        let x = self.items.iter().map(|i| {
            i + 1
        });

        x.next()
    }

    fn last(&self) {}
}
)";

constexpr auto python_source = R"(class Reader:
    def read(self, size):
        for x in self.parts:
            yield x

        return None

    def close(self):
        pass


def read(x):
    return x
)";

} // namespace

TEST_CASE("a function reaches from its signature to its closing brace") {
    CHECK(extent(c_source, "add", 9, 9) == "4-13");
    CHECK(extent(c_source, "add", 12, 12) == "4-13");
    CHECK(extent(c_source, "add", 6, 12) == "4-13");
    CHECK(extent(c_source, "fib", 14, 14) == "14-14");
    CHECK(extent(c_source, "slow", 18, 21) == "16-22");
    CHECK(extent(c_source, "slow", 21, 21) == "16-22");
    CHECK(extent(c_source, "slow", 17, 17) == "16-22");
}

TEST_CASE("methods, generic functions and closures are found") {
    CHECK(extent(rust_source, "app::Parser::next", 6, 10) == "2-11");
    CHECK(extent(rust_source, "app::Parser::next::{closure#0}", 7, 7) == "2-11");
    CHECK(extent(rust_source, "app::Parser::last", 13, 13) == "13-13");
}

TEST_CASE("in Python a function ends before the next line that is not indented more") {
    CHECK(extent(python_source, "Reader.read", 3, 4) == "2-6");
    CHECK(extent(python_source, "read", 13, 13) == "12-13");
}

TEST_CASE("what is not there is not invented") {
    CHECK(extent(c_source, "subtract", 9, 9) == "none");
    CHECK(extent(c_source, "add", 90, 91) == "none");
    CHECK(extent("", "add", 1, 1) == "none");
    CHECK(extent(c_source, "operator()", 9, 9) == "none");
}
