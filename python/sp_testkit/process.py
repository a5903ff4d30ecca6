"""The process behind a mock: `sp-mock serve`, with what it says on standard error."""

import os
import subprocess
import threading

KEPT_LINES = 20  # of those before the mock listens: a broken scenario may have thousands


class ServeProcess:
    """Runs `command` until it is stopped.

    What it writes to standard error goes on to this process's standard error. The first lines are also
    kept, because they have the reason where the mock does not start.
    """

    def __init__(self, command):
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._kept, self._left_out = [], 0
        self._passing_on = threading.Thread(target=self._pass_on, args=[_standard_error()], daemon=True)
        self._passing_on.start()

    def first_line(self):
        """What it prints first; empty where it ended without a word on standard output."""
        return self._process.stdout.readline().decode().strip()

    def why_it_ended(self):
        """Waits for its end; its first lines on standard error, and its exit code."""
        code = self._process.wait()
        self._passing_on.join()
        lines = self._kept or ["it did not say why"]
        if self._left_out:
            lines = [*lines, f"and {self._left_out} more lines"]
        return "\n".join(lines) + f" (exit code {code})"

    def stop(self):
        """Ends it, and passes on what it wrote until then. It may be called more than once."""
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()
        # Where nobody reads this process's standard error, the thread waits for ever; a test need not.
        self._passing_on.join(timeout=10)

    def _pass_on(self, target):
        with self._process.stderr as lines:
            for line in lines:
                if len(self._kept) < KEPT_LINES:
                    self._kept.append(line.decode(errors="replace").rstrip())
                else:
                    self._left_out += 1
                try:
                    os.write(target, line)
                except OSError:
                    pass  # nobody reads it, but the mock must not wait for a reader all the same
        os.close(target)


def _standard_error():
    """Where it leads now, as a child would inherit it: pytest lets it lead elsewhere between two tests."""
    try:
        return os.dup(2)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)  # it is closed
