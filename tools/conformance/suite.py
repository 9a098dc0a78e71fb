"""A checkout of test262: its tests, and how each of them is to be run (INTERPRETING.md there)."""

import json
import os
import re
import subprocess
import zlib
from dataclasses import dataclass
from pathlib import Path

from . import frontmatter

INDEX_FORMAT = 1
FLAGS = {"onlyStrict", "noStrict", "module", "raw", "async", "generated", "CanBlockIsFalse",
         "CanBlockIsTrue", "non-deterministic"}
PHASES = {"parse", "resolution", "runtime"}


@dataclass(frozen=True)
class Test:
    """One test file. `path` is relative to the suite and begins with `test/`."""
    path: str
    flags: tuple
    includes: tuple
    features: tuple
    locale: tuple
    negative: tuple | None  # (phase, error name)

    @property
    def modes(self):
        """The modes that the test is to run in: module code counts as strict, which it is."""
        if "module" in self.flags:
            return ("strict",)
        if "raw" in self.flags or "noStrict" in self.flags:
            return ("sloppy",)
        if "onlyStrict" in self.flags:
            return ("strict",)
        return ("sloppy", "strict")

    def host_mode(self, mode):
        """What the host is told: `module`, `strict` (prepend a directive) or `sloppy` (as it stands)."""
        return "module" if "module" in self.flags else mode

    def harness_files(self):
        """The files of harness/ to evaluate first, in order."""
        if "raw" in self.flags:
            return []
        files = ["assert.js", "sta.js"]
        if "async" in self.flags:
            files.append("doneprintHandle.js")
        return files + [name for name in self.includes if name not in files]


def test_from(path, metadata):
    """The Test of a metadata dictionary; raises MetadataError on what the suite does not define."""
    flags = tuple(metadata.get("flags") or ())
    unknown = set(flags) - FLAGS
    if unknown:
        raise frontmatter.MetadataError(f"unknown flags: {', '.join(sorted(unknown))}")
    negative = metadata.get("negative")
    if negative is not None:
        if not isinstance(negative, dict) or negative.get("phase") not in PHASES or "type" not in negative:
            raise frontmatter.MetadataError(f"negative without phase or type: {negative!r}")
        negative = (negative["phase"], negative["type"])
    lists = [metadata.get(key) or () for key in ("includes", "features", "locale")]
    if any(isinstance(value, str) for value in lists):
        raise frontmatter.MetadataError("includes, features and locale are lists")
    return Test(path, flags, *(tuple(value) for value in lists), negative)


class Suite:
    """The tests of one checkout. Their metadata is read once for each commit and kept in `cache`."""

    def __init__(self, root, cache=None):
        self.root = Path(root).resolve()
        if not (self.root / "harness" / "assert.js").exists():
            raise FileNotFoundError(f"{self.root} is not a checkout of test262")
        self.commit = self.read_commit()
        self.errors = []  # (path, message) of tests whose metadata cannot be read
        self.tests = self.load(Path(cache) if cache else None)

    def read_commit(self):
        """The commit that is checked out, or None if that is unknown or files were changed."""
        def git(*arguments):
            done = subprocess.run(["git", "-C", str(self.root), *arguments], capture_output=True, text=True)
            return done.stdout.strip() if done.returncode == 0 else None
        try:
            commit = git("rev-parse", "HEAD")
            changed = git("status", "--porcelain", "--untracked-files=no", "--", "test") if commit else None
            return commit if changed == "" and git("rev-parse", "--show-toplevel") == str(self.root) else None
        except FileNotFoundError:  # no git here
            return None

    def load(self, cache):
        index = cache / f"index-{self.commit}.json" if cache and self.commit else None
        if index and index.exists():
            stored = json.loads(index.read_text())
            if stored["format"] == INDEX_FORMAT:
                self.errors = [tuple(e) for e in stored["errors"]]
                return [Test(p, *map(tuple, lists), tuple(negative) if negative else None)
                        for p, *lists, negative in stored["tests"]]
        tests = []
        for folder, folders, files in os.walk(self.root / "test"):
            folders.sort()
            for name in sorted(files):
                if not name.endswith(".js") or "_FIXTURE" in name:
                    continue
                file = Path(folder, name)
                path = file.relative_to(self.root).as_posix()
                try:
                    source = file.read_bytes().decode("utf-8", "replace")
                    tests.append(test_from(path, frontmatter.read(source)))
                except frontmatter.MetadataError as error:
                    self.errors.append((path, str(error)))
        if index:
            index.parent.mkdir(parents=True, exist_ok=True)
            stored = {"format": INDEX_FORMAT, "errors": self.errors,
                      "tests": [[t.path, t.flags, t.includes, t.features, t.locale, t.negative] for t in tests]}
            temporary = index.with_suffix(f".{os.getpid()}")
            temporary.write_text(json.dumps(stored, separators=(",", ":")))
            temporary.replace(index)
        return tests

    def proposals(self):
        """The features of proposals that are not yet in the standard: the first part of features.txt."""
        names = set()
        for line in (self.root / "features.txt").read_text(encoding="utf-8").splitlines():
            if re.match(r"##\s*Standard language features", line):
                return names
            name = line.split("#")[0].strip()
            if name:
                names.add(name)
        raise ValueError("features.txt has no part of standard language features")

    def select(self, paths):
        """The tests at or below any of `paths` (with or without the leading `test/`); all if none is given."""
        if not paths:
            return self.tests
        wanted = []
        for path in paths:
            path = os.path.relpath(path, self.root) if os.path.isabs(path) else path
            path = path.rstrip("/").removeprefix("./")
            path = path if path == "test" or path.startswith("test/") else "test/" + path
            if not (self.root / path).exists():
                raise FileNotFoundError(f"{path} is not in the suite")
            wanted.append(path)
        return [t for t in self.tests if any(t.path == w or t.path.startswith(w + "/") for w in wanted)]


def find_suite(project):
    """The checkout to use when none is named: $TEST262, build/test262, or beside the project."""
    for place in (os.environ.get("TEST262"), project / "build/test262", project.parent / "test262"):
        if place and (Path(place) / "harness/assert.js").exists():
            return Path(place)
    return None


def in_sample(path, numerator, denominator):
    """Whether a test belongs to the sample of that fraction: always the same ones, spread evenly."""
    return zlib.crc32(path.encode()) % denominator < numerator
