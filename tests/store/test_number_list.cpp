#include "../../src/store/number_list.hpp"
#include "catch.hpp"

#include <cmath>
#include <limits>

using namespace perfeng::store;

TEST_CASE("a list of numbers gives them again to the last bit") {
    const std::vector numbers{0.1, 1.0 / 3, -1e308, 5e-324, 0.0, 42.0, 1e21};
    CHECK(number_list(numbers) == "[0.1,0.3333333333333333,-1e+308,5e-324,0.0,42.0,1e+21]");
    CHECK(read_number_list(number_list(numbers)) == numbers);
    CHECK(read_number_list(number_list({})).empty());
}

TEST_CASE("what is not finite is null in a list of numbers") {
    const auto text = number_list({1, std::numeric_limits<double>::quiet_NaN(), 2, INFINITY});
    CHECK(text == "[1.0,null,2.0,null]");
    const auto numbers = read_number_list(text);
    REQUIRE(numbers.size() == 4);
    CHECK(std::isnan(numbers[1]));
    CHECK(numbers[2] == 2);
    CHECK(std::isnan(numbers[3]));
}
