"""What a disk may hold when its power goes, built from a trace."""
import os
import pathlib
import shutil

from .trace import Flush, Names, NamesFlush, Size, Write

SECTOR = 512


def names_at(trace, moment, choose):
    """The names that a disk may know at a moment."""
    changes, flushed = [], 0
    for change in sorted(trace.name_changes, key=lambda change: change.begin):
        if isinstance(change, Names) and change.begin < moment:
            changes.append(change)
        elif isinstance(change, NamesFlush) and change.end < moment:
            # A journal keeps its order: with the last change in this directory everything before it is there.
            covered = [number for number, earlier in enumerate(changes) if earlier.end < change.begin and any(
                os.path.dirname(path) == change.directory for path in [*earlier.gains, *earlier.losses])]
            flushed = max([flushed, *(number + 1 for number in covered)])
    names = {}
    for change in changes[:choose.randint(flushed, len(changes))]:
        for path in change.losses:
            names.pop(path, None)
        names.update(change.gains)
    return names


def content(file, moment, choose, lies=0, tally=None):
    """What a disk may hold of a file at a moment, whose last `lies` flushes lied; all of it where `choose` is None."""
    flushes = [operation for operation in file.operations if isinstance(operation, Flush) and operation.end < moment]
    honest = set(flushes[:len(flushes) - lies])
    image, pending = bytearray(), []
    for operation in file.operations:
        if operation.begin >= moment:
            break
        if not isinstance(operation, Flush):
            pending.append(operation)
        elif operation in honest:
            put(image, [write for write in pending if write.end < operation.begin])
            pending = [write for write in pending if write.end >= operation.begin]
    if choose is None:
        put(image, pending)
        return bytes(image)
    # Sizes come in order, and what lies beyond the size is not there.
    sized, size = [], len(image)
    for operation in pending:
        end = operation.size if isinstance(operation, Size) else operation.offset + len(operation.data)
        if end > size or isinstance(operation, Size):
            size = end
            sized.append(size)
    writes = [operation for operation in pending if isinstance(operation, Write)]
    held = [write for write in writes if write.held and write.end < moment]
    size = choose.choice([len(image), *sized]) if sized and not lies else max([len(image), *sized])
    size = max([size, *(write.offset + len(write.data) for write in held)])
    put_some(image, writes, set(held), choose, tally)
    image.extend(bytes(max(0, size - len(image))))
    return bytes(image[:size])


def put(image, operations):
    """Does everything to an image that was done to a file."""
    for operation in operations:
        end = operation.size if isinstance(operation, Size) else operation.offset + len(operation.data)
        image.extend(bytes(max(0, end - len(image))))
        if isinstance(operation, Size):
            del image[operation.size:]
        else:
            image[operation.offset:end] = operation.data


def put_some(image, writes, held, choose, tally):
    """Does some of the writes to an image, all that are held, maybe torn."""
    share, torn = choose.choice((0, 0.1, 0.5, 0.9, 1)), choose.random() < 0.5
    last = {}  # sector -> the number of the last write that reached it
    parts = []
    for number, write in enumerate(writes):
        data = write.data
        whole = write in held or choose.random() < share
        if write.held and write not in held:
            data = data[:8 * choose.randint(0, len(data) // 8)]
            whole = True
            if tally is not None and 0 < len(data) < len(write.data):
                tally["torn"] += 1
        parts.append((write.offset, data))
        for sector in range(write.offset // SECTOR, -(-(write.offset + len(data)) // SECTOR)):
            if write in held or (choose.random() < share if torn and not write.held else whole):
                last[sector] = number
    # The kernel's page has all earlier writes in it when it is written: a later one brings them along, sector by sector.
    for number, (offset, data) in enumerate(parts):
        for sector in range(offset // SECTOR, -(-(offset + len(data)) // SECTOR)):
            if last.get(sector, -1) >= number:
                start, end = max(offset, sector * SECTOR), min(offset + len(data), (sector + 1) * SECTOR)
                image.extend(bytes(max(0, end - len(image))))
                image[start:end] = data[start - offset:end - offset]


def build(trace, place, moment, choose, lies=0, tally=None):
    """Puts an image into a directory, and gives the log in it."""
    shutil.rmtree(place / "image", ignore_errors=True)
    (place / "image").mkdir()
    names = names_at(trace, moment, choose)
    # A directory comes before what is in it.
    for path, file in sorted(names.items(), key=lambda item: item[0]):
        target = place / "image" / pathlib.Path(path).relative_to(trace.log.parent)
        if file is None:
            target.mkdir()
        elif target.name == "lock.mdb":
            target.write_bytes(choose.choice((b"", bytes(len(trace.stale_lock)), patchy(trace.stale_lock, choose))))
        else:
            target.write_bytes(content(file, moment, choose, lies, tally))
    return place / "image" / "log"


def patchy(data, choose):
    """Some sectors of something, zeros for the others."""
    return b"".join(
        data[at:at + SECTOR] if choose.random() < 0.5 else bytes(len(data[at:at + SECTOR]))
        for at in range(0, len(data), SECTOR))
