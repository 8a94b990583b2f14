#include "catch.hpp"

#include "perfeng/model/quantity.hpp"

#include <limits>
#include <utility>
#include <vector>

using namespace perfeng;

namespace {

using Cases = std::vector<std::pair<double, std::string>>;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

void check(std::string (*spell)(double), const Cases& cases) {
    for (const auto& [value, expected] : cases) {
        INFO(value);
        CHECK(spell(value) == expected);
    }
}

} // namespace

TEST_CASE("seconds take the unit that fits") {
    check(seconds, {{0, "0 s"},
                    {1.2344, "1.234 s"},
                    {12.344, "12.34 s"},
                    {1234.56, "1,234.6 s"},
                    {0.99999, "1.000 s"},
                    {9.99999, "10.00 s"},
                    {99.9999, "100.0 s"},
                    {0.0123, "12.3 ms"},
                    {0.9994, "999.4 ms"},
                    {0.00123, "1.23 ms"},
                    {0.009996, "10.0 ms"},
                    {0.00099996, "1.00 ms"},
                    {45e-6, "45 µs"},
                    {4.5e-6, "4.5 µs"},
                    {0.99996e-6, "1.0 µs"},
                    {120e-9, "120 ns"},
                    {41.53e-9, "41.5 ns"},
                    {0.2735e-9, "0.27 ns"},
                    {-0.5, "-500.0 ms"},
                    {-0.0, "0 s"},
                    {nan_value, "n/a"},
                    {infinite, "n/a"}});
}

TEST_CASE("bytes take the power of 1024 that fits") {
    check(bytes, {{0, "0 bytes"},
                  {1, "1 byte"},
                  {512, "512 bytes"},
                  {1023, "1,023 bytes"},
                  {1024, "1.0 KiB"},
                  {184'320, "180.0 KiB"},
                  {1024 * 1024 - 1, "1.00 MiB"},
                  {12'582'912, "12.00 MiB"},
                  {8'326'217'728, "7.75 GiB"},
                  {-2048, "-2.0 KiB"},
                  {nan_value, "n/a"}});
}

TEST_CASE("counts have commas") {
    check(count, {{0, "0"},
                  {999, "999"},
                  {1'000, "1,000"},
                  {1'204'511, "1,204,511"},
                  {1'542.5, "1,542.5"},
                  {-1'000, "-1,000"},
                  {-100, "-100"},
                  {1e15, "1,000,000,000,000,000"},
                  {-infinite, "n/a"}});
    CHECK(counted(0, "sample") == "0 samples");
    CHECK(counted(1, "sample") == "1 sample");
    CHECK(counted(18'446'744'073'709'551'615U, "sample") == "18,446,744,073,709,551,615 samples");
}

TEST_CASE("shares, changes and points") {
    check(percent,
          {{0, "0.0%"}, {0.123, "12.3%"}, {0.0042, "0.42%"}, {0.00999, "1.0%"}, {1, "100.0%"}, {nan_value, "n/a"}});
    check(percent_limit, {{0.03, "3%"}, {0.025, "2.5%"}, {0.07, "7%"}, {0, "0%"}, {nan_value, "n/a"}});
    check(percent_change, {{0, "0%"},
                           {-0.0, "0%"},
                           {-0.382, "-38.2%"},
                           {0.0042, "+0.42%"},
                           {0.00001, "+0.00%"},
                           {-0.00998, "-1.0%"},
                           {0.05, "+5.0%"},
                           {infinite, "n/a"},
                           {nan_value, "n/a"}});
    check(points, {{0.031, "+3.1"}, {-0.002, "-0.20"}, {0, "0"}, {nan_value, "n/a"}});
    CHECK(percent_change(Interval{-0.39, -0.375}) == "[-39.0%, -37.5%]");
    CHECK(points(Interval{0.02, 0.042}) == "[+2.0, +4.2]");
}

TEST_CASE("changes of a size are exact when small, and in MB") {
    check(bytes_change, {{0, "0 bytes"},
                         {1, "+1 byte"},
                         {-8, "-8 bytes"},
                         {9'999, "+9,999 bytes"},
                         {10'000, "+0.01 MB"},
                         {-12'350'000, "-12.35 MB"},
                         {4'500'000'000, "+4,500.00 MB"},
                         {nan_value, "n/a"}});
}

TEST_CASE("an interval has one scale") {
    CHECK(quantities({0.0121, 0.0125}, Unit::seconds) == "12.1 … 12.5 ms");
    CHECK(quantities({0.9991, 1.0012}, Unit::seconds) == "0.999 … 1.001 s");
    CHECK(quantities({-2, 0.5}, Unit::seconds) == "-2.000 … 0.500 s");
    CHECK(quantities({1'000, 2'000}, Unit::count) == "1,000 … 2,000");
    CHECK(quantities({1.5, 2}, Unit::count) == "1.5 … 2.0");
    CHECK(quantities({0, nan_value}, Unit::seconds) == "n/a");
    CHECK(mean_and_deviation(0.0123, 0.0004, Unit::seconds) == "12.3 ± 0.4 ms");
    CHECK(mean_and_deviation(1'542, 1.5, Unit::count) == "1,542.0 ± 1.5");
}
