#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/measurement.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

/// How a quantity grows with the size of the input, simplest first.
enum class GrowthClass { constant, logarithmic, linear, linearithmic, quadratic, cubic, exponential };

/// t = intercept + coefficient * g(n), for `exponential` g(n) = base^n. `error` is the root mean square of the relative
/// residuals, with the degrees of freedom taken off; `aicc` Akaike's criterion, corrected for few points.
struct ClassFit {
    GrowthClass growth = GrowthClass::constant;
    double intercept = 0;
    double coefficient = 0;
    double base = 0; ///< of `exponential`; else 0
    double error = 0;
    double aicc = 0;
};

/// t = intercept + coefficient * n^exponent, with the 95% interval of the exponent.
struct PowerFit {
    double intercept = 0;
    double coefficient = 0;
    double exponent = 0;
    Interval ci;
};

/// What the fit says of a size, with the 95% interval of one more figure there.
struct Prediction {
    double size = 0;
    double value = 0;
    Interval ci;
};

/// What a row of figures over sizes says. `classes` are all that the figures allow, the chosen one first: the simplest
/// of those that fit about as well as the best. Empty where the figures allow no statement: `refused` says why and what
/// is needed. `words` are for people: "n log n", "about linear", "not told".
struct GrowthFit {
    std::vector<ClassFit> classes;
    std::optional<PowerFit> power;
    std::string words;
    std::string refused;
    std::string warning; ///< where the figures leave the fit: the sizes between which they do
    std::optional<Prediction> prediction;
    std::string not_predicted; ///< why, where a prediction was asked for
};

/// The figures of one metric of the whole program. `values` are those that were fitted, one for each of `sizes`:
/// the least of the trials.
struct MetricGrowth {
    std::string name;
    Unit unit = Unit::count;
    std::vector<double> sizes;
    std::vector<double> values;
    GrowthFit fit;
};

/// The figures of one function, with what it calls, in `Growth::counted` units. `share` and `self_share` are of the
/// whole at the largest size. The hot line is that of the function with the most cost, what it calls included.
struct FunctionGrowth {
    std::string name;
    std::string module;
    std::string file;
    int line = 0;
    std::string hot_file;
    int hot_line = 0;
    double hot_share = 0; ///< of the whole
    double share = 0;
    double self_share = 0;
    bool own = false;       ///< of the user's own code
    bool recursive = false; ///< seen to call itself
    std::vector<double> sizes;
    std::vector<double> values;
    GrowthFit fit;
};

/// One size, with the trials there. `counted` says that functions were counted at this size too.
struct GrowthSize {
    double size = 0;
    std::string input; ///< file, where the sizes come with files
    std::string command;
    std::vector<Metric> metrics;
    bool counted = false;
};

/// The saved record of one `perfeng scale`.
struct Growth {
    std::string id; ///< UUIDv7
    std::string name;
    std::string created;
    bool complete = true; ///< false where it was stopped: what was finished is there
    Workload workload;    ///< with its placeholders
    Environment environment;
    Executable executable;
    std::vector<GrowthSize> sizes; ///< ascending
    std::vector<MetricGrowth> metrics;
    std::string counter; ///< tool that told functions apart; empty: none
    std::string counted; ///< what it counted: "instructions", "cpu-clock"
    Unit counted_unit = Unit::count;
    std::vector<FunctionGrowth> functions; ///< largest share first
    std::optional<double> at;              ///< the size that predictions are for
    std::vector<Finding> findings;
    std::vector<NotMeasured> not_measured;
    Gate gate;
};

[[nodiscard]] std::string_view to_string(GrowthClass growth); ///< "1", "log n", "n", ..., "2^n"
[[nodiscard]] std::optional<GrowthClass> growth_class_from(std::string_view text);

} // namespace perfeng
