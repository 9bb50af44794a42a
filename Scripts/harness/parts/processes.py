"""Talking with a process, and ending it."""
import os
import select
import signal
import time


class ending:
    """Whatever happens, the process and what it has started are gone afterwards."""

    def __init__(self, process):
        self.process = process

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    pass
        self.process.wait()


def converse(process, chunks, patience=30):
    """Writes chunks of lines to a process, each when the one before has been answered, line by line, or after some
    seconds of patience; yields what it answered to each, and at last what came after the end of its input. Who did not
    answer once gets little time to do so again."""
    output = process.stdout.fileno()

    def answers(count, deadline):
        text = b""
        while text.count(b"\n") < count and select.select([output], [], [], max(0, deadline - time.monotonic()))[0]:
            part = os.read(output, 1 << 20)
            if not part:
                break
            text += part
        return text

    for chunk in chunks:
        try:
            process.stdin.write(b"".join(chunk))
            process.stdin.flush()
        except BrokenPipeError:
            break
        answer = answers(len(chunk), time.monotonic() + patience)
        if answer.count(b"\n") < len(chunk):
            patience = min(patience, 0.1)
        yield answer
    try:
        process.stdin.close()
    except BrokenPipeError:
        pass
    yield answers(float("inf"), time.monotonic() + max(patience, 2))
