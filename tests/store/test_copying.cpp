#include "catch.hpp"
#include "engines.hpp"
#include "samples.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/store/document.hpp"

using namespace perfeng;
using namespace perfeng::store;

namespace {

/// A local store with a baseline, its candidate, what is about them, and one measurement of something else.
struct Source : Place {
    Store store = Store::open(where);
    Measurement baseline = measured("0197-baseline", "/old");
    Measurement candidate = measured("0197-candidate", "/new");
    Measurement other = measured("0198-other", "/other");

    Source() : Place(Engine::sqlite) {
        candidate.paired = PairedBase{.id = baseline.id, .sha256 = "", .metrics = {}};
        for (const auto* const measurement : {&baseline, &candidate, &other})
            store.save(*measurement);
        auto comparison = full_comparison("0197-comparison");
        comparison.base.id = baseline.id;
        comparison.candidate.id = candidate.id;
        store.save(comparison);
        Verification verification;
        verification.id = "0197-verification";
        verification.program = candidate.executable.snapshots;
        store.save(verification);
        auto growth = full_growth("0197-growth");
        growth.executable.path = "/other";
        store.save(growth);
    }

    Measurement measured(const std::string& id, const std::string& path) {
        auto made = full_measurement(id);
        made.executable.path = path;
        made.executable.snapshots = {{path, store.put_blob(id + " program"), "executable"}};
        made.artifacts = {{.kind = "text", .sha256 = store.put_blob(id), .path = ""},
                          {.kind = "text", .sha256 = std::string(64, '0'), .path = "gone"}};
        made.paired.reset();
        return made;
    }
    Copied push(Store& to, const std::vector<std::string>& refs = {}, bool blobs = true) const {
        return store.copy_to(to, refs, blobs, [](auto, auto) {});
    }
};

void check_same(const Store& left, const Store& right, const Measurement& measurement) {
    CHECK(write_document(left.load(measurement.id)) == write_document(right.load(measurement.id)));
    const auto key = workload_key(measurement.workload);
    const auto points = left.history(key, "wall_time");
    const auto others = right.history(key, "wall_time");
    REQUIRE(points.size() == others.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        CHECK(points[i].id == others[i].id);
        CHECK(points[i].n == others[i].n);
        CHECK(points[i].commit == others[i].commit);
        CHECK(points[i].machine == others[i].machine);
        CHECK(points[i].median == others[i].median);
    }
    CHECK(left.outcomes().size() == right.outcomes().size());
}

/// Everything that a store gives out, to see whether it has changed.
std::string all_of(const Store& store) {
    std::string text;
    for (const auto& entry : store.list())
        text += write_document(store.load(entry.id));
    for (const auto& comparison : store.comparisons(workload_key(full_workload())))
        text += write_document(comparison);
    return text + write_document(store.load_growth("latest"));
}

} // namespace

TEST_CASE("a copy is the same, and another one changes nothing") {
    const Source from;
    const AnyPlace place;
    auto to = Store::open(place.where);
    const auto first = from.push(to);
    CHECK(first.measurements == CopyCount{3, 0});
    CHECK(first.comparisons == CopyCount{1, 0});
    CHECK(first.verifications == CopyCount{1, 0});
    CHECK(first.growths == CopyCount{1, 0});
    CHECK(first.blobs == CopyCount{6, 0});
    check_same(from.store, to, from.candidate);
    CHECK(to.get_blob(from.candidate.artifacts[0].sha256) == from.candidate.id);
    CHECK(to.verification_of(from.candidate.executable.snapshots)->id == "0197-verification");
    CHECK(to.growth_of("/other")->id == "0197-growth");

    const auto before = all_of(to);
    CHECK(before == all_of(from.store));
    const auto second = from.push(to);
    CHECK(second.measurements == CopyCount{0, 3});
    CHECK(second.comparisons == CopyCount{0, 1});
    CHECK(second.verifications == CopyCount{0, 1});
    CHECK(second.growths == CopyCount{0, 1});
    CHECK(second.blobs == CopyCount{0, 6});
    CHECK(all_of(to) == before);
}

TEST_CASE("what the target has under an id stays as it is there") {
    Source from;
    const AnyPlace place;
    auto to = Store::open(place.where);
    (void)from.push(to);
    from.baseline.name = "renamed since";
    from.store.save(from.baseline);
    (void)from.push(to);
    CHECK(to.load(from.baseline.id).name == "nightly");
    CHECK(to.history(workload_key(full_workload()), "wall_time").size() == 3);
}

TEST_CASE("a measurement takes along what is about it, and no more") {
    const Source from;
    const AnyPlace place;
    auto to = Store::open(place.where);
    const auto copied = from.push(to, {"0197-candidate"});
    CHECK(copied.measurements == CopyCount{2, 0}); // the baseline that it was paired with
    CHECK(copied.comparisons == CopyCount{1, 0});
    CHECK(copied.verifications == CopyCount{1, 0});
    CHECK(copied.growths == CopyCount{0, 0});
    CHECK_FALSE(to.has_blob(from.other.artifacts[0].sha256));
    CHECK(from.push(to, {"0198-other"}).growths == CopyCount{1, 0});
    CHECK_THROWS_AS(from.push(to, {"nosuch"}), Error);
}

TEST_CASE("files can be left out, and follow with a later copy") {
    const Source from;
    const AnyPlace place;
    auto to = Store::open(place.where);
    CHECK(from.push(to, {}, false).blobs == CopyCount{0, 0});
    CHECK_FALSE(to.has_blob(from.other.artifacts[0].sha256));
    const auto later = from.push(to);
    CHECK(later.measurements == CopyCount{0, 3});
    CHECK(later.blobs == CopyCount{6, 0});
}

TEST_CASE("a copy that stopped midway is made whole by the next") {
    const Source from;
    const AnyPlace place;
    auto to = Store::open(place.where);
    CHECK_THROWS_AS(from.store.copy_to(to, {}, true,
                                       [](std::size_t done, std::size_t of) {
                                           CHECK(of == 6);
                                           if (done == 2)
                                               throw Error("stopped", "");
                                       }),
                    Error);
    CHECK(to.list().size() == 2);
    const auto rest = from.push(to);
    CHECK(rest.measurements == CopyCount{1, 2});
    CHECK(rest.comparisons == CopyCount{1, 0});
    CHECK(all_of(to) == all_of(from.store));
}
