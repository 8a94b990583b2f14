#include "perfeng/store/location.hpp"

#include "url.hpp"

#include "perfeng/model/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace perfeng::store {
namespace {

constexpr std::array<std::string_view, 2> schemes{"postgres://", "postgresql://"};

[[noreturn]] void refuse_url() {
    throw Error("the URL of the store cannot be read",
                "write postgres://USER@HOST:PORT/DATABASE, and in names %40 for @, %2F for /, %3F for ?, %23 for #");
}

/// Before and behind the first `mark`; all of it before where there is none.
std::pair<std::string_view, std::string_view> parted(std::string_view text, char mark) {
    const auto at = std::min(text.find(mark), text.size());
    return {text.substr(0, at), text.substr(std::min(at + 1, text.size()))};
}

std::string decoded(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const auto* const digits = text.data() + i + 1;
        if (text[i] != '%')
            made += text[i];
        else if (i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2 && byte != 0)
            made += static_cast<char>(byte), i += 2;
        else
            refuse_url();
    }
    return made;
}

bool is_host(std::string_view text) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_%:,[]";
    return text.find_first_not_of(allowed) == text.npos;
}

/// Of one host: what looks like a port and is none may be a password without its @.
bool has_port_if_any(std::string_view host) {
    const auto port = host.substr(host.rfind(']') == host.npos ? 0 : host.rfind(']') + 1);
    return parted(port, ':').second.find_first_not_of("0123456789") == port.npos;
}

void check_hosts(std::string_view hosts) {
    if (!is_host(hosts))
        refuse_url();
    while (!hosts.empty()) {
        const auto [host, others] = parted(hosts, ',');
        if (!has_port_if_any(host))
            refuse_url();
        hosts = others;
    }
}

void read_parameter(Url& url, std::string_view parameter) {
    const auto [key, value] = parted(parameter, '=');
    if (key.empty() || key.size() == parameter.size() ||
        key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != key.npos)
        refuse_url();
    if (key == "blobs")
        url.blobs = decoded(value);
    else if (key.ends_with("password"))
        url.secrets[std::string(key)] = decoded(value);
    else
        url.connection.append(url.connection.find('?') == std::string::npos ? "?" : "&").append(parameter);
}

} // namespace

Url read_url(std::string_view text) {
    const auto scheme = text.substr(0, text.find("://") + 3);
    const auto [address, parameters] = parted(text.substr(scheme.size()), '?');
    const auto [authority, database] = parted(address, '/');
    const auto at = authority.rfind('@');
    const auto [user, password] = parted(authority.substr(0, at == authority.npos ? 0 : at), ':');
    const auto hosts = authority.substr(at == authority.npos ? 0 : at + 1);
    for (const auto part : {user, password, database, parameters}) // an @ elsewhere: perhaps within a password
        if (part.find('@') != part.npos)
            refuse_url();
    check_hosts(hosts);
    Url url;
    url.shown = std::string(scheme) + std::string(user) + (at == authority.npos ? "" : "@") + std::string(hosts) +
                (authority.size() == address.size() ? "" : "/") + std::string(database);
    url.connection = url.shown;
    if (!password.empty())
        url.secrets["password"] = decoded(password);
    for (auto rest = parameters; !rest.empty();) {
        const auto [parameter, others] = parted(rest, '&');
        read_parameter(url, parameter);
        rest = others;
    }
    return url;
}

bool is_url(std::string_view where) {
    return std::ranges::any_of(schemes, [&](std::string_view scheme) { return where.starts_with(scheme); });
}

bool holds_password(std::string_view text) {
    const auto start = std::min(text.find(schemes[0]), text.find(schemes[1]));
    if (start == text.npos)
        return false;
    try {
        return !read_url(text.substr(start)).secrets.empty();
    } catch (const Error&) {
        return text.find('@', start) != text.npos; // perhaps
    }
}

std::string shown(const std::string& where) {
    if (!is_url(where))
        return where;
    try {
        return read_url(where).shown;
    } catch (const Error&) {
        return where.substr(0, where.find("://") + 3) + "...";
    }
}

} // namespace perfeng::store
