"""One run of one command: what it printed, how long it took, how much memory, how it ended."""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss in bytes
PR_SET_CHILD_SUBREAPER = 36
FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^\s:()/]+/)+")  # of a path in an engine's message


@dataclass
class Outcome:
    output: str = ""
    errors: str = ""
    seconds: float = 0.0
    peak_bytes: int = 0
    code: int = 0  # negative: the signal that ended it
    timed_out: bool = False

    @property
    def failure(self):
        """What went wrong, in a line, or None."""
        if self.timed_out:
            return f"timed out after {self.seconds:.0f} s"
        if self.code < 0:
            return f"crashed ({signal.Signals(-self.code).name})"
        if self.code:
            return error_line(self.errors) or error_line(self.output) or f"exit code {self.code}"
        return None


def error_line(text):
    """The line that says most: the first that names an error, else the last."""
    lines = [FOLDERS.sub("", line.strip()) for line in text.splitlines() if line.strip()]
    for line in lines:
        if "rror" in line:
            return line[:160]
    return lines[-1][:160] if lines else ""


def run(command, environment=None, timeout=300):
    """Runs a command to its end. Spawned and awaited directly, so that the wall time holds little else."""
    environment = {**os.environ, **(environment or {})}
    executable = shutil.which(command[0]) or command[0]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, open(os.devnull, "rb") as nothing:
        files = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), 0), (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
                 (os.POSIX_SPAWN_DUP2, err.fileno(), 2)]
        start = time.perf_counter()
        try:
            pid = os.posix_spawn(executable, command, environment, file_actions=files, setpgroup=0)
        except OSError as error:
            return Outcome(errors=f"Error: {error}", code=127)
        expired = threading.Event()

        def end_it():
            expired.set()
            os.killpg(pid, signal.SIGKILL)

        timer = threading.Timer(timeout, end_it)
        timer.start()
        try:
            _, status, usage = os.wait4(pid, 0)
        except BaseException:  # the user's interrupt: leave nothing running
            os.killpg(pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        seconds = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        return Outcome(out.read().decode(errors="replace"), err.read().decode(errors="replace"), seconds,
                       usage.ru_maxrss * MAXRSS_UNIT, os.waitstatus_to_exitcode(status), expired.is_set())


def peak_bytes(command, environment=None):
    """The peak resident set of a small program.

    Linux hands a process's own peak on to what it executes, so whatever Python starts seems to take at
    least what Python takes. The program is therefore started by a small shell that ends first; this
    process adopts the orphan (as its "subreaper") and reads the figure when it ends. Elsewhere, and for
    large programs, the plain figure of `run` does.
    """
    if not sys.platform.startswith("linux"):
        return run(command, environment).peak_bytes
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        # The program waits for a line, lest it end before the shell and be reaped there.
        line = 'exec 3<&0; { read go; exec "$@" 3<&-; } <&3 >/dev/null 2>&1 & echo $!'
        with subprocess.Popen(["/bin/sh", "-c", line, "sh", *command], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env={**os.environ, **(environment or {})}) as shell:
            pid = int(shell.stdout.readline())
            shell.wait()
            shell.stdin.write(b"\n")
        _, _, usage = os.wait4(pid, 0)
        return usage.ru_maxrss * MAXRSS_UNIT
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
