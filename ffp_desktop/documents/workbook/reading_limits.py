"""What a foreign workbook may take of this computer, and how the reading process holds itself to it.

API: the constants, `memory_for(size)`, `seconds_for(size)`, and, for the child alone, `hold_memory(limit)`,
`hold_time(seconds)`. An honest workbook of 100,000 rows and 40 columns (14 MB) takes 400 MB and 3.5 s to read, so
both limits grow with the file; a file of a few KB gets no more than 270 MB and 3 s.
"""

import faulthandler
import math
import sys
import time

MAX_FILE = 64 * 2**20  # bytes
MAX_UNPACKED = 1200 * 2**20  # bytes of all parts of a packed workbook, as it declares them
MAX_RATIO = 150  # a part unpacked to packed; workbooks of very even rows reach 40
MAX_SHEETS = 60
MAX_ROWS = 200_000  # up to the last used one, of each sheet
MAX_COLUMNS = 1_000
MAX_CELLS = 8_000_000  # rows × columns of all sheets
MAX_CHARACTERS = 2_000  # of one cell; no answer of the form has more
MAX_MERGED = 20_000  # merged ranges of one sheet that are handed over

_MEMORY, _MEMORY_PER_BYTE = 230 * 2**20, 28
_SMALL_PER_BYTE, _SMALL_MOST = 64, 250 * 2**20  # an .ods of 30,000 people is 5 MB, and 190 MB unpacked
_SECONDS, _SECONDS_PER_BYTE = 3.0, 1.5 / 2**20
_LONGEST_WAIT = 4


def memory_for(size: int) -> int:
    """Bytes beyond what the reading process has at its start, for a file of `size` bytes."""
    return _MEMORY + min(_SMALL_PER_BYTE * size, _SMALL_MOST + _MEMORY_PER_BYTE * size)


def seconds_for(size: int) -> float:
    """Of work, from the first byte read to the last row handed over."""
    return _SECONDS + _SECONDS_PER_BYTE * size


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
