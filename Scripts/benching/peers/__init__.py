"""The peers of Scripts/bench that are more than a program in C: `Server(bench)` is one that is there while the bench runs."""
import contextlib


class Peer:
    """A peer that is started at its beginning, whatever that takes, and cleared away at its end."""

    def __init__(self, bench):
        self.bench = bench

    def start(self, stack):
        """Starts what it needs; what is to be cleared away is entered into the stack."""

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.start(stack)
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *failure):
        self.stack.close()
