#pragma once

#include "shape.hpp"

#include "perfeng/model/history.hpp"

namespace perfeng::store {

void describe(auto& a, like<HistoryPoint> auto& point) {
    a.required("commit", point.commit);
    a.required("title", point.title);
    a.required("dirty", point.dirty);
    a.required("id", point.id);
    a.required("created", point.created);
    a.required("measurements", point.measurements);
    a.required("n", point.n);
    a.required("median", point.median);
    a.required("ci", point.ci);
    a.required("change", point.change);
}

void describe(auto& a, like<HistoryChange> auto& change) {
    a.required("at", change.at);
    a.required("before", change.before);
    a.required("after", change.after);
    a.required("change", change.change);
    a.required("p_value", change.p_value);
    a.required("worse", change.worse);
    a.required("went_away", change.went_away);
    a.required("undoes", change.undoes);
    a.required("commits", change.commits);
}

void describe(auto& a, like<HistoryMachine> auto& machine) {
    a.required("machine", machine.machine);
    a.required("measurements", machine.measurements);
    a.required("taken", machine.taken);
}

void describe(auto& a, like<OtherWorkload> auto& other) {
    a.required("id", other.id);
    a.required("command", other.command);
}

void describe(auto& a, like<History> auto& history) {
    a.required("metric", history.metric);
    a.required("unit", history.unit);
    a.required("better", history.better);
    a.required("command", history.command);
    a.required("cwd", history.cwd);
    a.required("order", history.order);
    a.required("order_note", history.order_note);
    a.required("least_change", history.least_change);
    a.required("points", history.points);
    a.required("changes", history.changes);
    a.required("machines", history.machines);
    a.required("on_other_branches", history.on_other_branches);
    a.required("earlier", history.earlier);
    a.required("others", history.others);
}

} // namespace perfeng::store
