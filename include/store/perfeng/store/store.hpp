#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/growth.hpp"
#include "perfeng/model/history.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/model/verification.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
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

/// A workload that a metric was measured of.
struct MeasuredWorkload {
    std::string key; ///< workload_key()
    std::string id;  ///< of its latest measurement with that metric
};

/// The same for measurements of the same work, on any commit and in any copy of the project: a digest of the words as
/// they were typed, working directory, standard input and input size. Paths within the workload's `root` are taken from
/// there, with the name of its directory.
[[nodiscard]] std::string workload_key(const Workload& workload);

/// The same for equal programs: a digest over roles and contents of their files, wherever they lie. Empty for no files.
[[nodiscard]] std::string program_key(const std::vector<Snapshot>& program);

/// What a copy found to be new, and what was there already.
struct CopyCount {
    std::size_t added = 0;
    std::size_t present = 0;

    bool operator==(const CopyCount&) const = default;
};
struct Copied {
    CopyCount measurements;
    CopyCount comparisons;
    CopyCount verifications;
    CopyCount growths;
    CopyCount blobs;
};

/// Measurements, comparisons and the files behind them. In a directory:
///   perfeng.db          SQLite in WAL mode: each document whole, and the columns to find it by
///   blobs/ab/cdef....gz files by the SHA-256 of their content, gzip (RFC 1952), uncompressed inside where that does
///                       not help
/// or in a PostgreSQL database, postgres://USER@HOST/DATABASE: the same tables, and the files in one of them, or with
/// ?blobs=DIR in a directory as above. docs/store.md tells more.
/// Any number of processes may use it at once. What `save` or `put_blob` returned from survives a crash.
/// Every member throws Error; a failed one leaves the store as it was.
class Store {
public:
    /// Creates what is missing, and brings an older store to this version. A newer or damaged store is refused.
    /// `where` is a directory or a URL.
    [[nodiscard]] static Store open(const std::string& where);
    /// The same, but null where there is no store.
    [[nodiscard]] static std::optional<Store> open_existing(const std::string& where);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    /// For what stays on this machine, such as work trees: the store's own; of a database, .perfeng in the working
    /// directory, made by this call.
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
    [[nodiscard]] std::vector<MetricPoint> history(const std::string& workload_key, const std::string& metric) const;
    /// The metrics that were measured of one workload, by name.
    [[nodiscard]] std::vector<std::string> metrics_of(const std::string& workload_key) const;
    /// The workloads that a metric was measured of, the latest first.
    [[nodiscard]] std::vector<MeasuredWorkload> workloads_with(const std::string& metric) const;

    /// What came of recommendations, of all candidates, oldest first; without files and lines.
    [[nodiscard]] std::vector<RuleOutcome> outcomes() const;

    /// Keeps a content and returns its SHA-256, its name from now on.
    std::string put_blob(std::string_view content);
    std::string put_blob_file(const std::filesystem::path& path);

    [[nodiscard]] bool has_blob(const std::string& sha256) const;
    [[nodiscard]] std::string get_blob(const std::string& sha256) const;
    /// Writes a blob to a file, whole or not at all. Nothing is left at `destination` of a damaged blob.
    void extract_blob(const std::string& sha256, const std::filesystem::path& destination, bool executable) const;

    /// Copies the measurements that `refs` mean (all that the store holds for none), the baselines they were paired
    /// with, what was compared, verified and found of growth about them, and with `blobs` the files that these
    /// documents name. What `target` has under the same id stays as it is there, so a copy that was stopped or failed
    /// can be made again. `told` is called after each document.
    [[nodiscard]] Copied copy_to(Store& target, const std::vector<std::string>& refs, bool blobs,
                                 const std::function<void(std::size_t done, std::size_t of)>& told) const;

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    static std::optional<Store> open_remote(const std::string& where, bool create);
    std::unique_ptr<State> state_;
};

} // namespace perfeng::store
