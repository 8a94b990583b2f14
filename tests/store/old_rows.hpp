#pragma once

#include "../../src/store/database.hpp"

#include "perfeng/model/measurement.hpp"
#include "perfeng/store/document.hpp"

/// The row of a measurement and of its first metric as perfeng 0.1 wrote them, before histories had columns of their
/// own.
inline void insert_as_before(const perfeng::store::Database& database, const perfeng::Measurement& measurement) {
    database
        .prepare("INSERT INTO measurements (id, created, role, name, command, workload_key, document) VALUES (?, ?, "
                 "'baseline', '', './app', 'of old', ?)")
        .bind(measurement.id, measurement.created, perfeng::store::write_document(measurement))
        .run();
    database
        .prepare("INSERT INTO metrics (measurement_id, name, unit, n, median, trials) VALUES (?, 'wall_time', 's', 3, "
                 "0.2, ?)")
        .bind(measurement.id, std::vector{0.1, 0.2, 0.6})
        .run();
}
