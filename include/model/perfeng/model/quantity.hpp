#pragma once

#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The one place that spells quantities for people. What is no finite number reads "n/a".
namespace perfeng {

/// "1.234 s", "12.3 ms", "45 µs", "120 ns": the unit follows the size, with a resolution of 0.5% or better from 10 µs
/// up.
[[nodiscard]] std::string seconds(double value);
/// "512 bytes", "12.3 KiB", "1.25 MiB": powers of 1024.
[[nodiscard]] std::string bytes(double value);
/// "1,542"; a fraction keeps one decimal.
[[nodiscard]] std::string count(double value);
/// By unit, one of the three above.
[[nodiscard]] std::string quantity(double value, Unit unit);

/// "12.1 … 12.5 ms": both ends at one scale, that of the larger.
[[nodiscard]] std::string quantities(Interval interval, Unit unit);
/// "12.3 ± 0.4 ms", likewise.
[[nodiscard]] std::string mean_and_deviation(double mean, double deviation, Unit unit);

/// A fraction as a share: "12.3%", "0.42%" under 1%.
[[nodiscard]] std::string percent(double fraction);
/// A fraction as a limit, without idle zeros: "3%", "2.5%".
[[nodiscard]] std::string percent_limit(double fraction);
/// A relative change with its sign: "-38.2%", "+0.42%", "+0.00%" for a trace, "0%" for none.
[[nodiscard]] std::string percent_change(double fraction);
/// "[-39.0%, -37.5%]".
[[nodiscard]] std::string percent_change(Interval interval);
/// A change of a share, in points of the whole: "+3.1", and "[+2.0, +4.2]".
[[nodiscard]] std::string points(double fraction);
[[nodiscard]] std::string points(Interval interval);
/// With its sign: "+1.20 ms", "-1,542"; at the scale that `like` has, where it is not 0, so that figures add up.
[[nodiscard]] std::string quantity_change(double value, Unit unit, double like = 0);
/// A change of a size with its sign: exact to the byte under 10 kB ("+8 bytes"), else in MB of 10^6 ("-12.35 MB").
[[nodiscard]] std::string bytes_change(double value);

/// "1 sample", "1,542 samples": the noun takes an s.
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

} // namespace perfeng
