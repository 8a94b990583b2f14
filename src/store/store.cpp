#include "perfeng/store/store.hpp"

#include "metric_rows.hpp"
#include "outcome_rows.hpp"
#include "reference.hpp"
#include "store_state.hpp"
#include "tables.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/document.hpp"

namespace perfeng::store {
namespace {

namespace fs = std::filesystem;

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

} // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

void Store::save(const Measurement& measurement) {
    const auto document = write_document(measurement);
    const auto& database = *state_->database;
    const Transaction transaction(database);
    database.prepare("DELETE FROM measurements WHERE id = ?").bind(measurement.id).run();
    replace_row(database, measurements_table(), measurement.id, measurement.created, to_string(measurement.role),
                measurement.name, process::join_words(measurement.workload.argv), workload_key(measurement.workload),
                document);
    insert_metrics(database, measurement);
    for (const auto& outcome : measurement.outcomes)
        insert_outcome(database, measurement.id, outcome);
    transaction.commit();
}

void Store::save(const Comparison& comparison) {
    replace_row(*state_->database, comparisons_table(), comparison.id, comparison.created, comparison.base.id,
                comparison.candidate.id, comparison.gate.status, write_document(comparison));
}

void Store::save(const Verification& verification) {
    replace_row(*state_->database, verifications_table(), verification.id, verification.created,
                program_key(verification.program), verification.base_id, to_string(status_of(verification.checks)),
                write_document(verification));
}

void Store::save(const Growth& growth) {
    replace_row(*state_->database, growths_table(), growth.id, growth.created, growth.executable.path,
                write_document(growth));
}

Measurement Store::load(const std::string& ref) const {
    const auto id = resolve_measurement(*state_->database, ref);
    auto row = state_->database->prepare("SELECT document FROM measurements WHERE id = ?");
    row.bind(id).step();
    return readable(read_measurement(row.text(0)), id);
}

Comparison Store::load_comparison(const std::string& ref) const {
    const auto id = resolve_comparison(*state_->database, ref);
    auto row = state_->database->prepare("SELECT document FROM comparisons WHERE id = ?");
    row.bind(id).step();
    return readable(read_comparison(row.text(0)), id);
}

std::optional<Verification> Store::verification_of(const std::vector<Snapshot>& program) const {
    return program.empty() ? std::nullopt : latest_verification(*state_->database, "program", program_key(program));
}

std::optional<Verification> Store::verification_against(const std::string& base_id) const {
    return base_id.empty() ? std::nullopt : latest_verification(*state_->database, "base_id", base_id);
}

std::vector<Comparison> Store::comparisons(const std::string& workload_key) const {
    auto row = state_->database->prepare(
        "SELECT document, id FROM (SELECT comparisons.id, comparisons.created, comparisons.document, row_number() OVER "
        "(PARTITION BY base_id, candidate_id ORDER BY comparisons.created DESC, comparisons.id DESC) AS age "
        "FROM comparisons JOIN measurements ON measurements.id = candidate_id WHERE workload_key = ?) AS dated "
        "WHERE age = 1 ORDER BY created, id");
    row.bind(workload_key);
    std::vector<Comparison> all;
    while (row.step())
        all.push_back(readable(read_comparison(row.text(0)), row.text(1)));
    return all;
}

Growth Store::load_growth(const std::string& ref) const {
    const auto id = resolve_growth(*state_->database, ref);
    auto row = state_->database->prepare("SELECT document FROM growths WHERE id = ?");
    row.bind(id).step();
    return readable(read_growth(row.text(0)), id);
}

std::optional<Growth> Store::growth_of(const std::string& executable) const {
    auto row = state_->database->prepare(
        "SELECT document, id FROM growths WHERE executable = ? ORDER BY created DESC, id DESC LIMIT 1");
    row.bind(executable);
    return row.step() ? std::optional(readable(read_growth(row.text(0)), row.text(1))) : std::nullopt;
}

std::vector<Entry> Store::list() const {
    auto row =
        state_->database->prepare("SELECT id, measurements.created, role, measurements.name, command, wall.median, "
                                  "cpu.median, rss.median FROM measurements "
                                  "LEFT JOIN metrics wall ON wall.measurement_id = id AND wall.name = 'wall_time' "
                                  "LEFT JOIN metrics cpu ON cpu.measurement_id = id AND cpu.name = 'cpu_time' "
                                  "LEFT JOIN metrics rss ON rss.measurement_id = id AND rss.name = 'peak_rss' "
                                  "ORDER BY measurements.created DESC, id DESC");
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

std::vector<MetricPoint> Store::history(const std::string& workload_key, const std::string& metric) const {
    return metric_points(*state_->database, workload_key, metric);
}

std::vector<std::string> Store::metrics_of(const std::string& workload_key) const {
    auto row = state_->database->prepare("SELECT DISTINCT name FROM metrics WHERE workload_key = ? ORDER BY name");
    row.bind(workload_key);
    std::vector<std::string> names;
    while (row.step())
        names.push_back(row.text(0));
    return names;
}

std::vector<MeasuredWorkload> Store::workloads_with(const std::string& metric) const {
    return workloads_with_metric(*state_->database, metric);
}

std::vector<RuleOutcome> Store::outcomes() const { return all_outcomes(*state_->database); }

std::string Store::put_blob(std::string_view content) { return state_->blobs->put(content); }
std::string Store::put_blob_file(const fs::path& path) { return state_->blobs->put_file(path); }
bool Store::has_blob(const std::string& sha256) const { return state_->blobs->has(sha256); }

std::string Store::get_blob(const std::string& sha256) const { return state_->blobs->get(sha256); }
void Store::extract_blob(const std::string& sha256, const fs::path& destination, bool executable) const {
    state_->blobs->extract(sha256, destination, executable);
}

} // namespace perfeng::store
