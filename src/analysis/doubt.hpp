#pragma once

#include "perfeng/model/finding.hpp"

#include <string>

namespace perfeng::analysis {

/// A finding of kind `doubt` whose id is its rule, or "rule:subject" where one rule can speak of several things.
inline Finding doubt(std::string rule, std::string title, std::string evidence, std::string change,
                     Confidence confidence = Confidence::high, const std::string& subject = {}) {
    Finding finding;
    finding.id = subject.empty() ? rule : rule + ":" + subject;
    finding.kind = FindingKind::doubt;
    finding.rule = std::move(rule);
    finding.title = std::move(title);
    finding.evidence = std::move(evidence);
    finding.change = std::move(change);
    finding.confidence = confidence;
    return finding;
}

} // namespace perfeng::analysis
