#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/growth.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/model/verification.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::store {

/// One line of `perfeng list`. Medians are in seconds and bytes, absent where they were not measured.
struct Entry {
    std::string id;
    std::string created;
    Role role = Role::baseline;
    std::string name;
    std::string command; ///< as a shell would take it
    std::optional<double> wall_time;
    std::optional<double> cpu_time;
    std::optional<double> peak_rss;
};

/// One metric of one measurement, as a point of its history.
struct Point {
    std::string id;
    std::string created;
    std::string name; ///< of the measurement
    Unit unit = Unit::count;
    double median = 0;
    std::optional<Interval> ci;
    std::vector<double> trials;
};

/// The same for measurements of the same work: a digest of argv, working directory, standard input and input size.
[[nodiscard]] std::string workload_key(const Workload& workload);

/// The same for equal programs: a digest over roles and contents of their files, wherever they lie. Empty for no files.
[[nodiscard]] std::string program_key(const std::vector<Snapshot>& program);

/// Measurements, comparisons and the files behind them, in a directory:
///   perfeng.db          SQLite in WAL mode: each document whole, and the columns to find it by
///   blobs/ab/cdef....gz files by the SHA-256 of their content, gzip (RFC 1952), uncompressed inside where that does
///                       not help
/// Any number of processes may use it at once. What `save` or `put_blob` returned from survives a crash.
/// Every member throws Error; a failed one leaves the store as it was.
class Store {
public:
    /// Creates what is missing, and brings an older store to this version. A newer or damaged store is refused.
    [[nodiscard]] static Store open(const std::filesystem::path& directory);
    /// The same, but null where there is no store.
    [[nodiscard]] static std::optional<Store> open_existing(const std::filesystem::path& directory);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    [[nodiscard]] const std::filesystem::path& directory() const;

    /// A document saved before under the same id is replaced.
    void save(const Measurement& measurement);
    void save(const Comparison& comparison);
    void save(const Verification& verification);
    void save(const Growth& growth);

    /// `ref`, in this order: "latest"; "baseline" or "candidate" (the latest of that role); an id; a name (the latest
    /// so named); the beginning of one id, 4 characters or more. Latest is by `created`.
    [[nodiscard]] Measurement load(const std::string& ref) const;
    /// `ref` is "latest", an id, or the beginning of one.
    [[nodiscard]] Comparison load_comparison(const std::string& ref) const;
    /// Likewise.
    [[nodiscard]] Growth load_growth(const std::string& ref) const;
    /// The latest of the program in that file.
    [[nodiscard]] std::optional<Growth> growth_of(const std::string& executable) const;

    /// The latest verification of that program, or of any that was verified against the measurement `base_id`.
    [[nodiscard]] std::optional<Verification> verification_of(const std::vector<Snapshot>& program) const;
    [[nodiscard]] std::optional<Verification> verification_against(const std::string& base_id) const;

    /// The latest comparison of each pair of measurements whose candidate is of this work, oldest first.
    [[nodiscard]] std::vector<Comparison> comparisons(const std::string& workload_key) const;

    [[nodiscard]] std::vector<Entry> list() const; ///< newest first
    /// A metric over all measurements of one workload, oldest first.
    [[nodiscard]] std::vector<Point> history(const std::string& workload_key, const std::string& metric) const;

    /// What came of recommendations, of all candidates, oldest first; without files and lines.
    [[nodiscard]] std::vector<RuleOutcome> outcomes() const;

    /// Keeps a content and returns its SHA-256, its name from now on.
    std::string put_blob(std::string_view content);
    std::string put_blob_file(const std::filesystem::path& path);

    [[nodiscard]] bool has_blob(const std::string& sha256) const;
    [[nodiscard]] std::string get_blob(const std::string& sha256) const;
    /// Writes a blob to a file, whole or not at all. Nothing is left at `destination` of a damaged blob.
    void extract_blob(const std::string& sha256, const std::filesystem::path& destination, bool executable) const;

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace perfeng::store
