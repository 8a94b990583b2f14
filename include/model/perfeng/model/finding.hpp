#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfeng {

enum class FindingKind { doubt, recommendation, risk, budget, note };
enum class Confidence { low, medium, high };

/// The most that acting on a finding can change `metric`: a fraction of it.
struct Impact {
    std::string metric;
    double ceiling = 0;
};

/// Something the analysis says. `id` is stable: the same finding on the same place has the same id in
/// every measurement. `change` is what to do, a command where there is one.
struct Finding {
    std::string id;
    FindingKind kind = FindingKind::note;
    std::string rule;
    std::string title;
    std::string evidence;
    std::string change;
    std::optional<Impact> impact;
    std::string function;
    std::string file;
    int line = 0;
    Confidence confidence = Confidence::medium;
};

[[nodiscard]] std::string_view to_string(FindingKind kind);
[[nodiscard]] std::string_view to_string(Confidence confidence);
[[nodiscard]] std::optional<FindingKind> finding_kind_from(std::string_view text);
[[nodiscard]] std::optional<Confidence> confidence_from(std::string_view text);

} // namespace perfeng
