#pragma once

#include "perfeng/model/bisection.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/diagnosis.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/model/growth.hpp"
#include "perfeng/model/handoff.hpp"
#include "perfeng/model/history.hpp"
#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/model/trying.hpp"
#include "perfeng/model/verification.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace perfeng::store {

/// The JSON documents that docs/documents.md explains and docs/schema/ defines: UTF-8, two blanks of indentation, keys
/// in a fixed order, a newline at the end. Times are seconds, sizes bytes, shares and changes fractions of 1.
/// A number that is not finite is written as null (and read back as not-a-number); bytes that are no UTF-8
/// are replaced by U+FFFD. A profile is written without its frames and stacks: see write_profile.
[[nodiscard]] std::string write_document(const Measurement& measurement);
[[nodiscard]] std::string write_document(const Comparison& comparison);
[[nodiscard]] std::string write_document(const Verification& verification);
[[nodiscard]] std::string write_document(const Handoff& handoff);
[[nodiscard]] std::string write_document(const Growth& growth);
[[nodiscard]] std::string write_document(const History& history);
[[nodiscard]] std::string write_document(const Diagnosis& diagnosis);
[[nodiscard]] std::string write_document(const Trying& trying);
[[nodiscard]] std::string write_document(const Bisection& bisection);
[[nodiscard]] std::string write_document(const Judgement& judgement);

/// The reverse. Keys that are not known are skipped; keys beyond the promised ones may be missing.
/// An error names the place as a path ("metrics[3].median"), or the line where the text is no JSON.
[[nodiscard]] tl::expected<Measurement, ReadError> read_measurement(std::string_view text);
[[nodiscard]] tl::expected<Comparison, ReadError> read_comparison(std::string_view text);
[[nodiscard]] tl::expected<Verification, ReadError> read_verification(std::string_view text);
[[nodiscard]] tl::expected<Growth, ReadError> read_growth(std::string_view text);
[[nodiscard]] tl::expected<Bisection, ReadError> read_bisection(std::string_view text);
[[nodiscard]] tl::expected<Judgement, ReadError> read_judgement(std::string_view text);

} // namespace perfeng::store
