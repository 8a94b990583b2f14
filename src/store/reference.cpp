#include "reference.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/process/program.hpp"

#include <optional>
#include <vector>

namespace perfeng::store {
namespace {

constexpr std::size_t shortest_prefix = 4;

std::optional<std::string> first(Statement statement) {
    return statement.step() ? std::optional(statement.text(0)) : std::nullopt;
}

std::vector<std::string> all(Statement statement) {
    std::vector<std::string> texts;
    while (statement.step())
        texts.push_back(statement.text(0));
    return texts;
}

[[noreturn]] void refuse_ambiguous(const std::string& ref, const std::vector<std::string>& ids) {
    constexpr std::size_t shown = 5;
    std::string hint = "give more of it:";
    for (std::size_t i = 0; i < ids.size() && i < shown; ++i)
        hint += " " + ids[i];
    throw Error("'" + ref + "' begins " + std::to_string(ids.size()) + " ids",
                ids.size() > shown ? hint + " ..." : hint);
}

std::optional<std::string> by_prefix(const std::string& ref, Statement ids_with_prefix) {
    if (ref.size() < shortest_prefix)
        return std::nullopt;
    auto ids = all(std::move(ids_with_prefix.bind(ref, ref)));
    if (ids.size() > 1)
        refuse_ambiguous(ref, ids);
    return ids.empty() ? std::nullopt : std::optional(ids.front());
}

std::optional<std::string> find_measurement(const Database& database, const std::string& ref) {
    if (ref.empty()) // not the name of those that have none
        return std::nullopt;
    if (ref == "latest")
        return first(database.prepare("SELECT id FROM measurements ORDER BY created DESC, id DESC LIMIT 1"));
    if (role_from(ref))
        return first(std::move(
            database.prepare("SELECT id FROM measurements WHERE role = ? ORDER BY created DESC, id DESC LIMIT 1")
                .bind(ref)));
    if (auto id = first(std::move(database.prepare("SELECT id FROM measurements WHERE id = ?").bind(ref))))
        return id;
    if (auto id = first(std::move(
            database.prepare("SELECT id FROM measurements WHERE name = ? ORDER BY created DESC, id DESC LIMIT 1")
                .bind(ref))))
        return id;
    return by_prefix(ref, database.prepare("SELECT id FROM measurements WHERE substr(id, 1, length(?)) = ? "
                                           "ORDER BY created DESC, id DESC"));
}

[[noreturn]] void refuse_unknown(const Database& database, const std::string& ref) {
    const auto names = all(
        database.prepare("SELECT DISTINCT name FROM measurements WHERE name <> '' UNION SELECT id FROM measurements"));
    if (names.empty())
        throw Error("nothing has been measured yet", "make a measurement first: perfeng baseline -- CMD");
    if (ref == "baseline")
        throw Error("no baseline has been measured yet", "measure one: perfeng baseline -- CMD");
    if (ref == "candidate")
        throw Error("no candidate has been measured yet", "measure one: perfeng remeasure");
    const auto near = process::nearest_word(ref, names);
    throw Error("there is no measurement '" + ref + "'",
                (near ? "did you mean '" + *near + "'? " : std::string()) + "`perfeng list` shows what there is");
}

} // namespace

std::string resolve_measurement(const Database& database, const std::string& ref) {
    if (auto id = find_measurement(database, ref))
        return *id;
    refuse_unknown(database, ref);
}

std::string resolve_comparison(const Database& database, const std::string& ref) {
    const auto id = ref == "latest"
                        ? first(database.prepare("SELECT id FROM comparisons ORDER BY created DESC, id DESC LIMIT 1"))
                        : by_prefix(ref, database.prepare("SELECT id FROM comparisons WHERE substr(id, 1, length(?)) = "
                                                          "? ORDER BY created DESC, id DESC"));
    if (!id)
        throw Error(ref == "latest" ? "nothing has been compared yet" : "there is no comparison '" + ref + "'",
                    "make one: perfeng compare");
    return *id;
}

std::string resolve_growth(const Database& database, const std::string& ref) {
    const auto id = ref == "latest"
                        ? first(database.prepare("SELECT id FROM growths ORDER BY created DESC, id DESC LIMIT 1"))
                        : by_prefix(ref, database.prepare("SELECT id FROM growths WHERE substr(id, 1, length(?)) = "
                                                          "? ORDER BY created DESC, id DESC"));
    if (!id)
        throw Error(ref == "latest" ? "no growth has been measured yet"
                                    : "there is no measurement of growth '" + ref + "'",
                    "measure one: perfeng scale --sizes 500,1000,...,16000 -- CMD {size}");
    return *id;
}

} // namespace perfeng::store
