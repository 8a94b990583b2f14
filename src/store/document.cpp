#include "perfeng/store/document.hpp"

#include "bisection_shape.hpp"
#include "comparison_shape.hpp"
#include "diagnosis_shape.hpp"
#include "growth_shape.hpp"
#include "handoff_shape.hpp"
#include "history_shape.hpp"
#include "judgement_shape.hpp"
#include "reader.hpp"
#include "trying_shape.hpp"
#include "verification_shape.hpp"
#include "writer.hpp"

namespace perfeng::store {
namespace {

template <typename T> std::string write(const T& value, const std::string& schema) {
    Writer writer;
    writer.required("schema", schema);
    writer.required("schema_version", schema_version);
    writer.object("units", [](Writer& units) {
        units.required("time", std::string("s"));
        units.required("size", std::string("bytes"));
        units.required("share", std::string("fraction of 1"));
        units.required("change", std::string("candidate / base - 1"));
    });
    describe(writer, value);
    return writer.text(2);
}

} // namespace

std::string write_document(const Measurement& measurement) { return write(measurement, "perfeng.measurement"); }
std::string write_document(const Comparison& comparison) { return write(comparison, "perfeng.comparison"); }
std::string write_document(const Verification& verification) { return write(verification, "perfeng.verification"); }
std::string write_document(const Handoff& handoff) { return write(handoff, "perfeng.handoff"); }
std::string write_document(const Growth& growth) { return write(growth, "perfeng.growth"); }
std::string write_document(const History& history) { return write(history, "perfeng.history"); }
std::string write_document(const Diagnosis& diagnosis) { return write(diagnosis, "perfeng.doctor"); }
std::string write_document(const Trying& trying) { return write(trying, "perfeng.try"); }
std::string write_document(const Bisection& bisection) { return write(bisection, "perfeng.bisection"); }
std::string write_document(const Judgement& judgement) { return write(judgement, "perfeng.check"); }

tl::expected<Measurement, ReadError> read_measurement(std::string_view text) {
    return read_document<Measurement>(text, "perfeng.measurement");
}

tl::expected<Comparison, ReadError> read_comparison(std::string_view text) {
    return read_document<Comparison>(text, "perfeng.comparison");
}

tl::expected<Verification, ReadError> read_verification(std::string_view text) {
    return read_document<Verification>(text, "perfeng.verification");
}

tl::expected<Bisection, ReadError> read_bisection(std::string_view text) {
    return read_document<Bisection>(text, "perfeng.bisection");
}

tl::expected<Judgement, ReadError> read_judgement(std::string_view text) {
    return read_document<Judgement>(text, "perfeng.check");
}

tl::expected<Growth, ReadError> read_growth(std::string_view text) {
    return read_document<Growth>(text, "perfeng.growth");
}

} // namespace perfeng::store
