"""Keeping a few processes alive: fork them, start again what dies, stop all of them in order.

The parent has loaded everything before it forks, so its children share that memory and are ready at once.
It waits in waitpid and nowhere else; signals only send signals on.
"""

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
# A child that lives this long is well; the count of its quick deaths starts anew.
WELL_AFTER_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 3.0


@dataclass(frozen=True)
class Role:
    """What one child does. `run` returns when SIGTERM asks it to, having finished what it began."""

    name: str
    run: Callable[[], None]


@dataclass
class _Child:
    """A running role: since when, and how often in a row it died young."""

    role: Role
    born: float
    quick_deaths: int = 0


@dataclass
class Supervisor:
    """Runs every role in a process of its own until SIGTERM or SIGINT.

    `grace_seconds` is how long children may take to finish; after that they are killed. What they had not
    acknowledged by then the visitor's browser sends again.
    """

    roles: Sequence[Role]
    grace_seconds: float = 5.0
    _children: dict[int, _Child] = field(default_factory=dict)
    _stopping: bool = False

    def run(self) -> None:
        """Start every role and return when all have stopped. POSIX only; call it from the main thread."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._kill)
        lifeline = os.pipe()
        gc.collect()
        gc.freeze()  # a collection in a child would otherwise write to, and so copy, every shared page
        for role in self.roles:
            self._fork(_Child(role, 0.0), lifeline)
        while self._children:
            pid, status = os.wait()
            self._after(self._children.pop(pid, None), status, lifeline)
        signal.alarm(0)
        for end in lifeline:
            os.close(end)

    def _after(self, child: _Child | None, status: int, lifeline: tuple[int, int]) -> None:
        """Start a dead child's role again, at once the first time, later and later if it keeps dying."""
        if child is None or self._stopping:
            return
        young = time.monotonic() - child.born < WELL_AFTER_SECONDS
        child.quick_deaths = child.quick_deaths + 1 if young else 0
        logger.error("proses %s berhenti (%s), dijalankan lagi", child.role.name, ending(status))
        time.sleep(pause(child.quick_deaths))
        if not self._stopping:
            self._fork(child, lifeline)

    def _fork(self, child: _Child, lifeline: tuple[int, int]) -> None:
        """Run a role in a new process; a signal to stop waits until the child is on the list."""
        child.born = time.monotonic()
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            _live(child.role, lifeline)
        self._children[pid] = child
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        signal.setitimer(signal.ITIMER_REAL, self.grace_seconds)
        self._signal_all(signal.SIGTERM)

    def _kill(self, number: int, frame: FrameType | None) -> None:
        self._signal_all(signal.SIGKILL)

    def _signal_all(self, number: signal.Signals) -> None:
        for pid in list(self._children):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue


def aside(work: Callable[[], None]) -> int:
    """Do something in a process of its own and wait for it; its exit code, 0 when all went well.

    Whatever it imports and allocates goes with it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except SystemExit:
            pass  # it said why itself
        except BaseException:
            logger.exception("persiapan gagal")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def pause(quick_deaths: int) -> float:
    """Seconds to wait before a role starts again after so many young deaths in a row."""
    return min(LONGEST_PAUSE_SECONDS, 0.05 * 2.0 ** (quick_deaths - 1)) if quick_deaths > 1 else 0.0


def ending(status: int) -> str:
    """How a process ended, from the status of os.wait: "sinyal 9" or "kode 1"."""
    code = os.waitstatus_to_exitcode(status)
    return f"sinyal {-code}" if code < 0 else f"kode {code}"


def _live(role: Role, lifeline: tuple[int, int]) -> None:
    """The child's whole life; it never returns into the parent's code."""
    code = 1
    try:
        _settle_signals()
        _follow_parent(lifeline)
        role.run()
        code = 0
    except BaseException:
        logger.exception("proses %s gagal", role.name)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _settle_signals() -> None:
    """Undo the parent's handlers. Ctrl-C reaches the whole group, but the parent passes it on."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)


def _follow_parent(lifeline: tuple[int, int]) -> None:
    """Stop when the parent is gone, even by kill -9: a pipe that only it holds open then ends."""
    read_end, write_end = lifeline
    os.close(write_end)

    def watch() -> None:
        os.read(read_end, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
