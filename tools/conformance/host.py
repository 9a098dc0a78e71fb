"""Runs files in the engine, a process for each test.

The host is started as `ENGINE --test262-host [--strict|--module] FILE...`. It evaluates the files in
order in one realm that has `print` and `$262`; --strict takes the last file as if it began with
"use strict";, --module takes it as a module. It ends with 0 if nothing was thrown, otherwise with 1
after `Uncaught NAME: message` on stderr, NAME being the name of the thrown value's constructor.
"""

import os
import re
import select
import signal
import time
from dataclasses import dataclass

MAX_OUTPUT = 1 << 20  # bytes of each stream that are looked at
UNCAUGHT = re.compile(r"^Uncaught (?:\(in [a-z]+\) )?(.*)$", re.M)
ERROR_NAME = re.compile(r"([A-Za-z_$][\w$]*)(?::|$)")


@dataclass
class Outcome:
    """What happened. `status` is one of completed, threw, crashed, timeout."""
    status: str
    error: str = ""  # the name of the error that was thrown
    message: str = ""
    output: str = ""
    seconds: float = 0.0


class ProcessHost:
    """Runs one test at a time in a fresh process. Each thread of the runner has one of its own."""

    def __init__(self, engine, flags=(), timeout=10.0):
        self.command = [engine, *flags, "--test262-host"]
        self.timeout = timeout
        # Two memory files take the streams: no pipe to drain, no limit that would block the engine.
        self.out, self.err = os.memfd_create("stdout"), os.memfd_create("stderr")
        self.nothing = os.open(os.devnull, os.O_RDONLY)

    def run(self, files, mode):
        for stream in (self.out, self.err):
            os.ftruncate(stream, 0)
            os.lseek(stream, 0, os.SEEK_SET)
        options = [] if mode == "sloppy" else ["--" + mode]
        command = [*self.command, *options, *files]
        start = time.monotonic()
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=[
            (os.POSIX_SPAWN_DUP2, self.nothing, 0), (os.POSIX_SPAWN_DUP2, self.out, 1),
            (os.POSIX_SPAWN_DUP2, self.err, 2)], setpgroup=0)
        finished = self.wait(pid)
        if not finished:
            os.killpg(pid, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        seconds = time.monotonic() - start
        output, errors = self.read(self.out), self.read(self.err)
        if not finished:
            return Outcome("timeout", message=f"no end after {self.timeout:g} s", output=output, seconds=seconds)
        return outcome_of(status, output, errors, seconds)

    def wait(self, pid):
        """Whether the process ended in time."""
        handle = os.pidfd_open(pid)
        try:
            poll = select.poll()
            poll.register(handle, select.POLLIN)
            return bool(poll.poll(self.timeout * 1000))
        finally:
            os.close(handle)

    @staticmethod
    def read(stream):
        return os.pread(stream, MAX_OUTPUT, 0).decode("utf-8", "replace")

    def close(self):
        for stream in (self.out, self.err, self.nothing):
            os.close(stream)


def outcome_of(exit_code, output, errors, seconds=0.0):
    """The Outcome that an exit code and the streams of a host tell."""
    if exit_code == 0:
        return Outcome("completed", output=output, seconds=seconds)
    match = UNCAUGHT.search(errors)
    if exit_code == 1 and match:
        name = ERROR_NAME.match(match.group(1))
        return Outcome("threw", name.group(1) if name else "", match.group(1), output, seconds)
    last = errors.strip().splitlines()[-1:] or ["nothing on stderr"]
    if exit_code < 0:
        what = f"died of {signal_name(-exit_code)}"
    else:
        what = f"ended with exit code {exit_code} and no `Uncaught`"
    return Outcome("crashed", message=f"{what}: {last[0]}", output=output, seconds=seconds)


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
