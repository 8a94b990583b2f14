#include "sandbox.hpp"

#if defined(PERFENG_POSTGRESQL)
#include "postgres_server.hpp"

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

const std::string encoded = "ge%3Ahe%2Fim%40%3F"; // the password of the server

/// A sandbox with a new database, whose password is not known yet.
struct Team : Sandbox {
    Team() {
        env["PGPASSWORD"] = std::nullopt;
        allow();
    }
    void allow() { env["PGPASSWORD"] = PostgresServer::password; }
    void forget() { env["PGPASSWORD"] = std::nullopt; }

    std::string url = PostgresServer::shared().create_database();
    [[nodiscard]] std::string with(const std::string& password) const {
        auto made = url;
        return made.replace(made.find('@'), 1, ":" + password + "@");
    }
    [[nodiscard]] std::string with_password() const { return with(encoded); }
};

const Words quick{"--passes", "none", "--trials", "2", "--verbose", "--", "true"};

Words joined(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

void check_hidden(const std::string& text) {
    CHECK_THAT(text, !ContainsSubstring(PostgresServer::password) && !ContainsSubstring(encoded));
}

} // namespace

TEST_CASE_METHOD(Team, "the whole method works with a store in a database") {
    env["PERFENG_STORE"] = url;
    write("app", "#!/bin/sh\nexec true\n");
    fs::permissions(*this / "app", fs::perms::owner_all);
    for (const auto& words : {Words{"baseline", "--passes", "size", "--trials", "2", "--", "./app"},
                              Words{"remeasure", "--passes", "size", "--pairs", "6"}, Words{"compare", "--no-gate"},
                              Words{"report"}, Words{"verify"}, Words{"report", "--handoff"}}) {
        const auto told = perfeng(words);
        INFO(words.front() << told.out << told.err);
        CHECK(told.status == 0);
    }
    CHECK(list().size() == 2);
    CHECK_FALSE(fs::exists(*this / ".perfeng"));
    CHECK_FALSE(fs::exists(*this / "postgres:"));
}

TEST_CASE_METHOD(Team, "work trees of a store in a database are kept on this machine") {
    env["PERFENG_STORE"] = url;
    write("app", "#!/bin/sh\nexec true\n");
    fs::permissions(*this / "app", fs::perms::owner_all);
    REQUIRE(shell("git init -q . && git add app && git -c user.name=a -c user.email=a@b commit -qm First && "
                  "echo >> app && git -c user.name=a -c user.email=a@b commit -qam Second")
                .status == 0);
    const auto told = perfeng({"compare", "--git", "HEAD~1..HEAD", "--build", "true", "--passes", "none", "--pairs",
                               "6", "--no-gate", "--", "./app"});
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK(fs::is_directory(*this / ".perfeng/trees"));
    CHECK(read(".perfeng/.gitignore") == "*\n");
    CHECK(list().size() == 2);
}

TEST_CASE_METHOD(Team, "a URL in perfeng.toml is no path") {
    write("perfeng.toml", "store = '" + url + "'\n[push]\nto = '" + url + "'\n");
    write("below/here", "");
    cwd += "/below";
    CHECK(perfeng(joined({"baseline"}, quick)).status == 0);
    CHECK(list().size() == 1);
    CHECK(perfeng({"push", "--store", url, "--json"}).json().at("measurements").at("present") == 1);
}

TEST_CASE_METHOD(Team, "what was measured offline is pushed later, also after a push that failed") {
    REQUIRE(perfeng(joined({"baseline"}, quick)).status == 0);
    check_error(perfeng({"push", "--to", "postgres://u@127.0.0.1:1/db"}), 2, "cannot reach the store", "perfeng push");
    CHECK(perfeng({"push", "--to", url, "--json"}).json().at("measurements").at("new") == 1);
    CHECK(perfeng({"push", "--to", url, "--json"}).json().at("measurements").at("present") == 1);
    const auto local = list();
    env["PERFENG_STORE"] = url;
    CHECK(list() == local);
}

TEST_CASE_METHOD(Team, "a password is found where libpq looks for it") {
    forget();
    const auto told = perfeng({"list", "--store", url});
    check_error(told, 2, "cannot reach the store " + url, "~/.pgpass");
    write(".pgpass", "*:*:*:*:ge\\:he/im@?\n");
    fs::permissions(*this / ".pgpass", fs::perms(0600));
    CHECK(perfeng({"list", "--store", url}).status == 0);
    env["PGPASSWORD"] = "wrong-one";
    const auto wrong = perfeng({"list", "--store", url, "--verbose"});
    check_error(wrong, 2, "password authentication failed", "PGPASSWORD");
    CHECK_THAT(wrong.err, !ContainsSubstring("wrong-one"));
}

TEST_CASE_METHOD(Team, "a password on the command line is refused, and not shown again") {
    for (const auto& words : {Words{"list", "--store", with_password()}, Words{"list", "--store=" + with_password()},
                              Words{"push", "--to", with_password()}, Words{"list", with_password()},
                              Words{"list", "--stor", url + "?password=" + encoded}}) {
        const auto told = perfeng(words);
        check_error(told, 2, "a password stands in a URL on the command line", "~/.pgpass");
        check_hidden(told.out + told.err);
    }
}

TEST_CASE_METHOD(Team, "a password in the environment or a file is warned of, and shown nowhere") {
    forget();
    script("look", "tr '\\0' ' ' < /proc/$PPID/cmdline >> seen; for p in /proc/[0-9]*; do cat $p/cmdline >> seen "
                   "2>/dev/null; done; true");
    const bool in_file = GENERATE(false, true);
    if (in_file)
        write("perfeng.toml", "store = '" + with_password() + "'\n[push]\nto = '" + with_password() + "'\n");
    else
        env["PERFENG_STORE"] = with_password();
    const auto told = perfeng({"baseline", "--json", "--verbose", "--passes", "size", "--trials", "2", "--", "./look"});
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK_THAT(told.err,
               ContainsSubstring("a password stands in the URL of the store " + url) && ContainsSubstring("~/.pgpass"));
    check_hidden(told.out + told.err);
    check_hidden(read("seen"));
    CHECK_THAT(read("seen"), ContainsSubstring("baseline")); // perfeng's own command line was looked at
    for (const auto& words : {Words{"list"}, Words{"report", "--verbose"}, Words{"report", "--json"},
                              Words{"report", "nosuch"}, Words{"push", "--to", "team"}, Words{"push", "--verbose"}}) {
        const auto answer = perfeng(words);
        check_hidden(answer.out + answer.err);
    }
    check_hidden(PostgresServer::shared().psql(url.substr(url.rfind('/') + 1),
                                               "SELECT document, command, name FROM measurements"));
}

TEST_CASE_METHOD(Team, "a wrong password in the environment's URL is not shown in the error") {
    forget();
    env["PERFENG_STORE"] = with("not%2Fright");
    const auto told = perfeng({"list", "--verbose"});
    check_error(told, 2, "password authentication failed", "PGPASSWORD");
    CHECK_THAT(told.err, !ContainsSubstring("not%2Fright") && !ContainsSubstring("not/right"));
    env["PERFENG_STORE"] = with("raw/slash"); // no URL
    const auto refused = perfeng({"list", "--verbose"});
    check_error(refused, 2, "the URL of the store cannot be read", "%2F");
    CHECK_THAT(refused.err, !ContainsSubstring("raw") && !ContainsSubstring("slash"));
}

#endif
