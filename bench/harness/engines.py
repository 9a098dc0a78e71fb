"""The engines: Kaze and its peers, where they are found, and how each of them runs a file.

A file runs in one of two ways. As a *program*, as its user would run it (`node FILE`); or as a global
*script*, with `print` defined, which is what Octane and the micro-benchmarks are. Shells (jsc, hermes,
qjs) take scripts as they are; engines in Node's image take them through `script-host.cjs`.
"""

import os
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

HOST = Path(__file__).resolve().parent / "script-host.cjs"

# The family tells how a file is handed over; a peer named on the command line gets the family of its file name.
NODE, DENO, SHELL, QJS = "node", "deno", "shell", "qjs"
FAMILIES = {"node": NODE, "bun": NODE, "kaze": NODE, "deno": DENO, "jsc": SHELL, "hermes": SHELL, "qjs": QJS}


@dataclass(frozen=True)
class Engine:
    name: str
    command: tuple  # the executable and the options that make it this peer
    family: str = NODE
    environment: dict = field(default_factory=dict, hash=False)
    interprets: bool = False  # generates no machine code: one of those that Kaze's interpreter is held against

    def script(self, path):
        """The command that evaluates a file as a global script."""
        if self.family == NODE:
            return [*self.command, str(HOST), str(path)]
        if self.family == DENO:
            return [*self.command, "run", "-A", "--quiet", str(HOST), str(path)]
        if self.family == QJS:
            return [*self.command, "--script", str(path)]
        return [*self.command, str(path)]

    def program(self, path):
        """The command by which a user would run a program."""
        if self.family == DENO:
            return [*self.command, "run", "-A", "--quiet", str(path)]
        return [*self.command, str(path)]

    def check(self, path):
        """The command that only parses a file, or None."""
        if self.family == NODE and not Path(self.command[0]).name.startswith("bun"):
            return [*self.command, "--check", str(path)]
        return None

    def version(self):
        """The command that prints the version, or None for those that have none."""
        return None if Path(self.command[0]).name.startswith("jsc") else [*self.command, "--version"]


@dataclass(frozen=True)
class Known:
    """A peer that the harness knows by name."""
    executable: str
    options: tuple = ()
    environment: dict = field(default_factory=dict, hash=False)
    interprets: bool = False


KNOWN = {
    "node": Known("node"),
    "node-jitless": Known("node", ("--jitless", "--no-expose-wasm"), interprets=True),
    "bun": Known("bun"),
    "deno": Known("deno"),
    "jsc": Known("jsc"),
    "jsc-interpreter": Known("jsc", (), {"JSC_useJIT": "0"}, interprets=True),
    "hermes": Known("hermes", ("-O", "-w"), interprets=True),
    "qjs": Known("qjs", interprets=True),
}
INTERPRETERS = tuple(name for name, peer in KNOWN.items() if peer.interprets)


def find_executable(name, folders):
    """The path of an executable in the first folder that has it, else on PATH, else None."""
    for folder in folders:
        found = shutil.which(name, path=str(folder))
        if found:
            return os.path.abspath(found)
    return shutil.which(name)


def find_peers(wanted, folders):
    """The peers asked for, and of those not found, why. `NAME=COMMAND` is a peer of the user's own."""
    found, missing = [], []
    for word in wanted:
        name, is_own, command = word.partition("=")
        if is_own:
            parts = shlex.split(command)
            executable = parts and find_executable(parts[0], folders)
            if not executable:
                missing.append(f"{name}: no executable {command!r}")
                continue
            family = FAMILIES.get(Path(parts[0]).name, NODE)
            found.append(Engine(name, (executable, *parts[1:]), family))
        elif name not in KNOWN:
            missing.append(f"{name}: not a known peer ({', '.join(KNOWN)}, or NAME=COMMAND)")
        else:
            known = KNOWN[name]
            executable = find_executable(known.executable, folders)
            if executable:
                found.append(Engine(name, (executable, *known.options), FAMILIES[known.executable],
                                    known.environment, known.interprets))
            else:
                missing.append(f"{name}: no `{known.executable}` on PATH or in --peers")
    return found, missing
