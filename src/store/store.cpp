#include "perfeng/store/store.hpp"

#include "blobs.hpp"
#include "migrations.hpp"
#include "outcome_rows.hpp"
#include "reference.hpp"
#include "sqlite.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/pending_file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/document.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace perfeng::store {

namespace fs = std::filesystem;

struct Store::State {
    fs::path directory;
    Database database;
    Blobs blobs;
};

namespace {

constexpr const char* database_name = "perfeng.db";

/// Keeps measurements, which may hold paths and host names, out of version control.
void write_gitignore(const fs::path& directory) {
    if (!fs::exists(directory / ".gitignore"))
        process::write_file(directory / ".gitignore", "*\n");
}

template <typename T> std::optional<double> bound(const std::optional<T>& interval, double T::* end) {
    return interval ? std::optional((*interval).*end) : std::nullopt;
}

void insert_metric(const Database& database, const std::string& id, const Metric& metric) {
    const auto& [n, median, mean, stddev, min, max, ci] = metric.summary;
    database
        .prepare("INSERT OR REPLACE INTO metrics (measurement_id, name, unit, n, median, lo, hi, trials) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(id, metric.name, to_string(metric.unit), static_cast<std::int64_t>(n), median, bound(ci, &Interval::lo),
              bound(ci, &Interval::hi), nlohmann::json(metric.trials).dump())
        .run();
}

/// A document that this perfeng wrote and cannot read: by another version, or damaged.
template <typename T> T readable(tl::expected<T, ReadError> read, const std::string& id) {
    if (!read)
        throw Error("cannot read the saved document " + id + ": " + to_string(read.error()),
                    "update perfeng, or measure again");
    return *std::move(read);
}

std::optional<Verification> latest_verification(const Database& database, const std::string& column,
                                                const std::string& value) {
    auto row = database.prepare("SELECT document, id FROM verifications WHERE " + column +
                                " = ? ORDER BY created DESC, id DESC LIMIT 1");
    if (!row.bind(value).step())
        return std::nullopt;
    return readable(read_verification(row.text(0)), row.text(1));
}

Point point_of(const Statement& row) {
    Point point{.id = row.text(0),
                .created = row.text(1),
                .name = row.text(2),
                .unit = unit_from(row.text(3)).value_or(Unit::count),
                .median = row.number(4).value_or(std::numeric_limits<double>::quiet_NaN()),
                .ci = {},
                .trials = {}};
    if (const auto lo = row.number(5), hi = row.number(6); lo && hi)
        point.ci = Interval{.lo = *lo, .hi = *hi};
    for (const auto& value : nlohmann::json::parse(row.text(7)))
        point.trials.push_back(value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN());
    return point;
}

} // namespace

std::string workload_key(const Workload& workload) {
    process::Sha256 digest;
    const auto add = [&](const std::string& text) { digest.add(std::to_string(text.size()) + ':' + text); };
    digest.add(std::to_string(workload.argv.size()) + ' ');
    for (const auto& word : workload.argv)
        add(word);
    add(workload.cwd);
    add(workload.stdin_path);
    add(workload.input_size ? nlohmann::json(*workload.input_size).dump() : "");
    return digest.hex();
}

std::string program_key(const std::vector<Snapshot>& program) {
    if (program.empty())
        return {};
    std::vector<std::string> files;
    for (const auto& file : program)
        files.push_back(file.role + ' ' + file.sha256 + '\n');
    std::ranges::sort(files);
    process::Sha256 digest;
    for (const auto& file : files)
        digest.add(file);
    return digest.hex();
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::open(const fs::path& directory) {
    process::make_directories(directory / "blobs");
    write_gitignore(directory);
    Database database(directory / database_name, Database::Mode::create);
    migrate(database, migration_steps());
    Blobs blobs(directory / "blobs");
    blobs.remove_abandoned();
    return Store(std::make_unique<State>(State{directory, std::move(database), std::move(blobs)}));
}

std::optional<Store> Store::open_existing(const fs::path& directory) {
    std::error_code unreachable;
    if (!fs::exists(directory / database_name, unreachable) && !unreachable)
        return std::nullopt;
    return open(directory);
}

const fs::path& Store::directory() const { return state_->directory; }

void Store::save(const Measurement& measurement) {
    const auto document = write_document(measurement);
    const auto& database = state_->database;
    const Transaction transaction(database);
    database.prepare("DELETE FROM measurements WHERE id = ?").bind(measurement.id).run();
    database
        .prepare("INSERT INTO measurements (id, created, role, name, command, workload_key, document) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(measurement.id, measurement.created, to_string(measurement.role), measurement.name,
              process::join_words(measurement.workload.argv), workload_key(measurement.workload), document)
        .run();
    for (const auto& metric : measurement.metrics)
        insert_metric(database, measurement.id, metric);
    for (const auto& outcome : measurement.outcomes)
        insert_outcome(database, measurement.id, outcome);
    transaction.commit();
}

void Store::save(const Comparison& comparison) {
    const auto document = write_document(comparison);
    const Transaction transaction(state_->database);
    state_->database
        .prepare("INSERT OR REPLACE INTO comparisons (id, created, base_id, candidate_id, status, document) "
                 "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(comparison.id, comparison.created, comparison.base.id, comparison.candidate.id, comparison.gate.status,
              document)
        .run();
    transaction.commit();
}

void Store::save(const Verification& verification) {
    const auto document = write_document(verification);
    const Transaction transaction(state_->database);
    state_->database
        .prepare("INSERT OR REPLACE INTO verifications (id, created, program, base_id, status, document) "
                 "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(verification.id, verification.created, program_key(verification.program), verification.base_id,
              to_string(status_of(verification.checks)), document)
        .run();
    transaction.commit();
}

void Store::save(const Growth& growth) {
    const auto document = write_document(growth);
    const Transaction transaction(state_->database);
    state_->database.prepare("INSERT OR REPLACE INTO growths (id, created, document) VALUES (?, ?, ?)")
        .bind(growth.id, growth.created, document)
        .run();
    transaction.commit();
}

Measurement Store::load(const std::string& ref) const {
    const auto id = resolve_measurement(state_->database, ref);
    auto row = state_->database.prepare("SELECT document FROM measurements WHERE id = ?");
    row.bind(id).step();
    return readable(read_measurement(row.text(0)), id);
}

Comparison Store::load_comparison(const std::string& ref) const {
    const auto id = resolve_comparison(state_->database, ref);
    auto row = state_->database.prepare("SELECT document FROM comparisons WHERE id = ?");
    row.bind(id).step();
    return readable(read_comparison(row.text(0)), id);
}

std::optional<Verification> Store::verification_of(const std::vector<Snapshot>& program) const {
    return program.empty() ? std::nullopt : latest_verification(state_->database, "program", program_key(program));
}

std::optional<Verification> Store::verification_against(const std::string& base_id) const {
    return base_id.empty() ? std::nullopt : latest_verification(state_->database, "base_id", base_id);
}

std::vector<Comparison> Store::comparisons(const std::string& workload_key) const {
    auto row = state_->database.prepare(
        "SELECT comparisons.document, comparisons.id, max(comparisons.created) FROM comparisons "
        "JOIN measurements ON measurements.id = candidate_id WHERE workload_key = ? GROUP BY base_id, candidate_id "
        "ORDER BY comparisons.created, comparisons.id");
    row.bind(workload_key);
    std::vector<Comparison> all;
    while (row.step())
        all.push_back(readable(read_comparison(row.text(0)), row.text(1)));
    return all;
}

Growth Store::load_growth(const std::string& ref) const {
    const auto id = resolve_growth(state_->database, ref);
    auto row = state_->database.prepare("SELECT document FROM growths WHERE id = ?");
    row.bind(id).step();
    return readable(read_growth(row.text(0)), id);
}

std::optional<Growth> Store::growth_of(const std::string& executable) const {
    auto row =
        state_->database.prepare("SELECT document, id FROM growths WHERE "
                                 "json_extract(document, '$.executable.path') = ? ORDER BY created DESC, id DESC");
    row.bind(executable);
    return row.step() ? std::optional(readable(read_growth(row.text(0)), row.text(1))) : std::nullopt;
}

std::vector<Entry> Store::list() const {
    auto row = state_->database.prepare(
        "SELECT id, created, role, measurements.name, command, wall.median, cpu.median, rss.median FROM measurements "
        "LEFT JOIN metrics wall ON wall.measurement_id = id AND wall.name = 'wall_time' "
        "LEFT JOIN metrics cpu ON cpu.measurement_id = id AND cpu.name = 'cpu_time' "
        "LEFT JOIN metrics rss ON rss.measurement_id = id AND rss.name = 'peak_rss' "
        "ORDER BY created DESC, id DESC");
    std::vector<Entry> entries;
    while (row.step())
        entries.push_back({.id = row.text(0),
                           .created = row.text(1),
                           .role = role_from(row.text(2)).value_or(Role::baseline),
                           .name = row.text(3),
                           .command = row.text(4),
                           .wall_time = row.number(5),
                           .cpu_time = row.number(6),
                           .peak_rss = row.number(7)});
    return entries;
}

std::vector<Point> Store::history(const std::string& workload_key, const std::string& metric) const {
    auto row = state_->database.prepare(
        "SELECT id, created, measurements.name, unit, median, lo, hi, trials FROM measurements "
        "JOIN metrics ON measurement_id = id WHERE workload_key = ? AND metrics.name = ? ORDER BY created, id");
    row.bind(workload_key, metric);
    std::vector<Point> points;
    while (row.step())
        points.push_back(point_of(row));
    return points;
}

std::vector<RuleOutcome> Store::outcomes() const { return all_outcomes(state_->database); }

std::string Store::put_blob(std::string_view content) { return state_->blobs.put(content); }
std::string Store::put_blob_file(const fs::path& path) { return state_->blobs.put_file(path); }
bool Store::has_blob(const std::string& sha256) const { return state_->blobs.has(sha256); }

std::string Store::get_blob(const std::string& sha256) const { return state_->blobs.get(sha256); }
void Store::extract_blob(const std::string& sha256, const fs::path& destination, bool executable) const {
    state_->blobs.extract(sha256, destination, executable);
}

} // namespace perfeng::store
