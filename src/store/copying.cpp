#include "reference.hpp"
#include "store_state.hpp"
#include "tables.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/store/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace perfeng::store {
namespace {

/// Every text of a document that may be the name of a blob.
std::set<std::string> digests_in(std::string_view document) {
    constexpr std::size_t length = 64;
    std::set<std::string> digests;
    for (auto at = document.find('"'); at != document.npos; at = document.find('"', at + 1)) {
        const auto word = document.substr(at + 1, length);
        if (word.size() == length && document.substr(at + 1 + length).starts_with('"') &&
            word.find_first_not_of("0123456789abcdef") == word.npos)
            digests.emplace(word);
    }
    return digests;
}

/// What is to be copied, by id.
struct Choice {
    std::set<std::string> measurements;
    std::set<std::string> comparisons;
    std::set<std::string> verifications;
    std::set<std::string> growths;

    [[nodiscard]] std::size_t size() const {
        return measurements.size() + comparisons.size() + verifications.size() + growths.size();
    }
};

void add_all(const Database& from, const Table& table, std::set<std::string>& ids) {
    auto row = from.prepare(fmt::format("SELECT id FROM {}", table.name));
    while (row.step())
        ids.insert(row.text(0));
}

void add_where(const Database& from, const Table& table, std::string_view column, const std::string& value,
               std::set<std::string>& ids) {
    auto row = from.prepare(fmt::format("SELECT id FROM {} WHERE {} = ?", table.name, column));
    row.bind(value);
    while (row.step())
        ids.insert(row.text(0));
}

Choice everything(const Database& from) {
    Choice choice;
    add_all(from, measurements_table(), choice.measurements);
    add_all(from, comparisons_table(), choice.comparisons);
    add_all(from, verifications_table(), choice.verifications);
    add_all(from, growths_table(), choice.growths);
    return choice;
}

/// A measurement and what is about it.
void add_about(const Database& from, const Measurement& measurement, Choice& choice) {
    choice.measurements.insert(measurement.id);
    if (measurement.paired)
        add_where(from, measurements_table(), "id", measurement.paired->id, choice.measurements);
    add_where(from, comparisons_table(), "base_id", measurement.id, choice.comparisons);
    add_where(from, comparisons_table(), "candidate_id", measurement.id, choice.comparisons);
    add_where(from, verifications_table(), "base_id", measurement.id, choice.verifications);
    const auto& executable = measurement.executable;
    if (const auto program = program_key(executable.snapshots); !program.empty())
        add_where(from, verifications_table(), "program", program, choice.verifications);
    if (!executable.path.empty())
        add_where(from, growths_table(), "executable", executable.path, choice.growths);
}

/// Copies one row after the other, its files first, so that a document is never there without them.
class Copying {
public:
    Copying(const Database& from, const Database& to, const Blobs& from_blobs, Blobs& to_blobs, bool with_blobs)
        : from_(from), to_(to), from_blobs_(from_blobs), to_blobs_(to_blobs), with_blobs_(with_blobs) {}

    void copy(const Table& table, const std::string& id, CopyCount& count) {
        auto source = rows_where(from_, table, "id");
        if (!source.bind(id).step())
            return;
        if (with_blobs_)
            copy_blobs(source.text(static_cast<int>(table.columns.size()) - 1));
        ++(copy_row(table, id, source) ? count.added : count.present);
    }

    CopyCount blobs;

private:
    bool copy_row(const Table& table, const std::string& id, const Statement& source) {
        if (rows_where(to_, table, "id").bind(id).step())
            return false;
        const Transaction transaction(to_);
        const bool is_new = put_row(to_, table, IfThere::keep, current_row(source, table));
        if (is_new && &table == &measurements_table())
            for (const auto* const part : {&metrics_table(), &outcomes_table()})
                copy_parts(*part, id);
        transaction.commit();
        return is_new;
    }

    void copy_parts(const Table& table, const std::string& id) {
        auto source = rows_where(from_, table, "measurement_id");
        source.bind(id);
        while (source.step())
            put_row(to_, table, IfThere::keep, current_row(source, table));
    }

    void copy_blobs(const std::string& document) {
        for (const auto& sha256 : digests_in(document))
            if (known_.insert(sha256).second && from_blobs_.has(sha256))
                ++(copy_blob(sha256) ? blobs.added : blobs.present);
    }

    bool copy_blob(const std::string& sha256) {
        if (to_blobs_.has(sha256))
            return false;
        const process::TemporaryDirectory scratch;
        const auto file = scratch.path() / "blob";
        from_blobs_.extract(sha256, file, false);
        (void)to_blobs_.put_file(file);
        return true;
    }

    const Database& from_;
    const Database& to_;
    const Blobs& from_blobs_;
    Blobs& to_blobs_;
    bool with_blobs_;
    std::set<std::string> known_; ///< blobs that were looked at
};

} // namespace

Copied Store::copy_to(Store& target, const std::vector<std::string>& refs, bool blobs,
                      const std::function<void(std::size_t, std::size_t)>& told) const {
    const auto& from = *state_->database;
    auto choice = refs.empty() ? everything(from) : Choice();
    for (const auto& ref : refs)
        add_about(from, load(ref), choice);
    Copied copied;
    Copying copying(from, *target.state_->database, *state_->blobs, *target.state_->blobs, blobs);
    std::size_t done = 0;
    const auto copy_each = [&](const Table& table, const std::set<std::string>& ids, CopyCount& count) {
        for (const auto& id : ids) {
            process::check_interrupt();
            copying.copy(table, id, count);
            told(++done, choice.size());
        }
    };
    copy_each(measurements_table(), choice.measurements, copied.measurements);
    copy_each(comparisons_table(), choice.comparisons, copied.comparisons);
    copy_each(verifications_table(), choice.verifications, copied.verifications);
    copy_each(growths_table(), choice.growths, copied.growths);
    copied.blobs = copying.blobs;
    return copied;
}

} // namespace perfeng::store
