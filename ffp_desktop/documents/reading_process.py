"""The process that parses a foreign file, because whatever a hostile file does, it shall do to a process of its own.

API, for the parent: `start_child(module, *arguments) -> Popen` (stdin, stdout and stderr are pipes),
`explain_end(child)` -> "time", "memory" or "broke_reader"; for the child: `hold_memory(limit)`, `hold_time(seconds)`,
`Refusal`.
"""

import faulthandler
import math
import signal
import subprocess
import sys
import time
from pathlib import Path

import ffp_desktop

_SAID = 2**16
_LONGEST_WAIT = 4
_OVERTIME = -getattr(signal, "SIGXCPU", 256)


class Refusal(Exception):  # noqa: N818 - a word for the parent, not an error of ours
    """The file will not be read; `code` is a word of the reader's `REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def start_child(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Runs a module of this program in another process. Raises OSError."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", module, *arguments],
        cwd=Path(ffp_desktop.__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def explain_end(child: subprocess.Popen[bytes]) -> str:
    """Why the child ended without its last word, by what it left on stderr."""
    assert child.stderr is not None
    said = child.stderr.read(_SAID)
    if child.wait() == _OVERTIME or b"Timeout (" in said:
        return "time"
    if b"memory allocation" in said or b"MemoryError" in said or b"capacity overflow" in said:
        return "memory"
    return "broke_reader"


def hold_time(seconds: float) -> None:
    """Ends this process when it has worked so long, even while foreign code holds the interpreter; and after four times
    as long in any case, since an honest file may wait for a busy computer or a reader that is slow to take its rows."""
    faulthandler.dump_traceback_later(_LONGEST_WAIT * seconds, exit=True)
    if sys.platform != "win32":
        import resource

        worked = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (worked, worked + 1))  # the first limit sends a signal of its own


def hold_memory(limit: int) -> None:
    """Bars this process from taking more than `limit` further bytes, and from leaving anything on the disk."""
    if sys.platform == "win32":
        _hold_in_job(limit)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold people's answers
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    total = _address_space() + limit
    resource.setrlimit(resource.RLIMIT_AS, (total, total))


def _address_space() -> int:
    """Bytes of address space this process has now; 0 where the system does not tell (it then counts as used)."""
    import resource
    from pathlib import Path

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 64 * 2**20
    return pages * resource.getpagesize()


if sys.platform == "win32":

    def _hold_in_job(limit: int) -> None:
        """On Windows a job object with a limit on this process's memory."""
        import ctypes

        class Limits(ctypes.Structure):
            """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

            _fields_ = (
                ("times", ctypes.c_int64 * 2),
                ("flags", ctypes.c_uint32),
                ("working_set", ctypes.c_size_t * 2),
                ("processes", ctypes.c_uint32),
                ("affinity", ctypes.c_size_t),
                ("classes", ctypes.c_uint32 * 2),
                ("counters", ctypes.c_uint64 * 6),
                ("process_memory", ctypes.c_size_t),
                ("other_memory", ctypes.c_size_t * 3),
            )

        process_memory, die_on_unhandled, extended = 0x100, 0x400, 9
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        wanted = Limits(flags=process_memory | die_on_unhandled, process_memory=limit + 64 * 2**20)
        kernel.SetInformationJobObject(job, extended, ctypes.byref(wanted), ctypes.sizeof(wanted))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
