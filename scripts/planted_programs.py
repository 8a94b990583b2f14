"""The planted programs of tests/planted: what stands in the manifest, how they are built, and how perfeng is run on them."""

import csv
import gzip
import json
import os
import pathlib
import subprocess

root = pathlib.Path(__file__).resolve().parent.parent
sources = root / "tests" / "planted"
built = root / "build" / "planted"
mark = "// FAULT"

compilers = {
    ".c": ["gcc", "-std=gnu17", "-O2", "-g", "-pthread"],
    ".cpp": ["g++", "-std=c++20", "-O2", "-g", "-pthread"],
    ".rs": ["rustc", "--edition", "2021", "-O", "-g"],
}
languages = {".c": "C", ".cpp": "C++", ".rs": "Rust"}


def crate_flags(crate):
    """What rustc needs to link a crate of Debian's packages (librust-CRATE-dev), which cargo builds offline."""
    project = built / "crates" / crate
    (project / "src").mkdir(parents=True, exist_ok=True)
    (project / "src" / "lib.rs").touch()
    (project / "Cargo.toml").write_text(
        f'[package]\nname = "needs-{crate}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n{crate} = "*"\n'
        "[profile.release]\ndebug = true\n[workspace]\n"
    )
    source = ["source.crates-io.replace-with='debian'", "source.debian.directory='/usr/share/cargo/registry'"]
    words = ["cargo", "build", "--quiet", "--release", "--offline"] + [w for s in source for w in ("--config", s)]
    subprocess.run(words, cwd=project, check=True)
    libraries = project / "target" / "release" / "deps"
    return ["-L", f"dependency={libraries}", "--extern", f"{crate}={next(libraries.glob(f'lib{crate}-*.rlib'))}"]


class Program:
    """A row of the manifest. `rules` are the ids that name the fault; none: no rule can see it."""

    def __init__(self, row):
        self.name = row["name"]
        self.rules = [] if row["rules"] == "-" else row["rules"].split(",")
        self.flags = {kind: [] if row[kind] == "-" else row[kind].split() for kind in ("fault", "fixed")}
        self.passes = row["passes"]
        self.what = row["what"]
        self.source = next(sources.joinpath(self.name).glob("fault.*"))
        self.language = languages[self.source.suffix]
        text = self.source.read_text().splitlines()
        self.lines = [number for number, line in enumerate(text, 1) if line.rstrip().endswith(mark)]

    def source_of(self, kind):
        """The source of "fault" or "fixed"; None where there is no fixed version. Some differ in flags only."""
        path = self.source.with_stem(kind)
        if path.exists():
            return path
        return self.source if self.flags["fixed"] else None

    def flags_of(self, kind):
        flags = []
        for flag in self.flags[kind]:
            flags += crate_flags(flag.removeprefix("crate:")) if flag.startswith("crate:") else [flag]
        return flags

    def directory(self):
        return built / self.name

    def build(self, kind):
        """The executable of "fault" or "fixed", built where it is missing or old; None where there is none.
        Compiled from the root, so that debug information holds the path tests/planted/NAME/fault.cpp."""
        source = self.source_of(kind)
        if source is None:
            return None
        target = self.directory() / kind
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            last = ["-lm"] if source.suffix == ".c" else []
            words = compilers[source.suffix] + self.flags_of(kind)
            subprocess.run(words + [str(source.relative_to(root)), "-o", str(target)] + last, cwd=root, check=True)
        return target

    def is_here(self, file):
        return file.endswith("/".join(("planted", self.name, self.source.name)))

    def names_the_line(self, finding):
        """Whether one of the finding's places is a marked line, or at most two lines off."""
        places = [finding] + (finding.get("advice") or {}).get("sites", [])
        return any(
            self.is_here(place.get("file") or "") and abs(place["line"] - line) <= 2
            for place in places
            for line in self.lines
        )


def programs(names):
    """Those that are named, or all, in the order of the manifest."""
    with (sources / "manifest.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    unknown = set(names) - {row["name"] for row in rows}
    if unknown:
        raise SystemExit(f"no planted program: {', '.join(sorted(unknown))}; they are listed in {sources}/manifest.tsv")
    return [Program(row) for row in rows if not names or row["name"] in names]


def perfeng_binary():
    named = os.environ.get("PERFENG")
    candidates = [pathlib.Path(named)] if named else [root / "build" / b / "src/perfeng" for b in ("release", "dev")]
    for candidate in candidates:
        if candidate.exists():
            return candidate.resolve()
    raise SystemExit("no perfeng: build it by `scripts/build release`, or name it by PERFENG=FILE")


class Failed(Exception):
    pass


def perfeng(words, directory, store):
    """The document that perfeng prints; its progress goes to a log in `directory`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PERFENG_")}
    argv = [str(perfeng_binary()), words[0], "--json", "--quiet", "--store", str(store)] + words[1:]
    result = subprocess.run(argv, cwd=directory, env=clean, capture_output=True, text=True, errors="replace")
    if result.returncode not in (0, 1) or not result.stdout:
        raise Failed(f"{' '.join(words)}: status {result.returncode}: {result.stderr.strip()[-400:]}")
    return json.loads(result.stdout)


def artifact(document, kind, store):
    """The content of a measurement's artifact, as it is kept in the store."""
    digest = next(a["sha256"] for a in document["artifacts"] if a["kind"] == kind)
    with gzip.open(store / "blobs" / digest[:2] / (digest[2:] + ".gz"), "rt") as file:
        return file.read()


def recommendations(document):
    """The measurement's recommendations, in perfeng's order; a doubt about the build stands before them."""
    return [f for f in document["findings"] if f["kind"] == "recommendation" or f["rule"].startswith("build")]
