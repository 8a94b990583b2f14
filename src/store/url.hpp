#pragma once

#include <map>
#include <string>
#include <string_view>

namespace perfeng::store {

/// The parts of postgres://USER:PASSWORD@HOST:PORT,.../DATABASE?KEY=VALUE&... that perfeng looks at.
struct Url {
    std::string shown;                          ///< up to the parameters, without a password
    std::string connection;                     ///< what libpq takes: all but passwords and `blobs`
    std::map<std::string, std::string> secrets; ///< password, sslpassword: decoded
    std::string blobs;                          ///< directory of ?blobs=DIR, decoded
};

/// Throws Error, which shows nothing of a URL that cannot be read: a part of it may be a password.
[[nodiscard]] Url read_url(std::string_view text);

} // namespace perfeng::store
