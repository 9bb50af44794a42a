"""What was measured, and how it is told."""
import dataclasses
import statistics
import typing


@dataclasses.dataclass
class Contender:
    """Whoever takes part in a figure. `measure` gives one value of it."""
    name: str
    promise: str
    measure: typing.Callable
    values: list = dataclasses.field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.values)


@dataclasses.dataclass
class Figure:
    """One figure: what is measured, in which unit, and by whom. The first contender is Blotter."""
    title: str
    unit: str
    contenders: list
    # Whether more is better, as of events a second, or less, as of milliseconds.
    is_rate: bool = True
    # Whether the contenders are all Blotter, on more and more events: then each is compared with the first.
    is_growth: bool = False

    def comparison(self, contender):
        """How a contender stands to the first: how many times as fast Blotter is as a peer, over 1 where it is ahead."""
        first = self.contenders[0]
        if contender is first or not first.values or not first.median or not contender.median:
            return ""
        if self.is_growth:
            return f"{number(contender.median / first.median)} × the first"
        lead = first.median / contender.median if self.is_rate else contender.median / first.median
        return f"{number(lead)} × as fast"


def number(value):
    """A number as a person reads it: three digits that count, thousands apart."""
    if value >= 1000:
        digits = len(str(int(value))) - 3
        return f"{round(value, -digits):,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


COLUMNS = ["figure", "who", "median", "spread", "Blotter is", "settings and promise"]


def rows(figures):
    """The rows of the table, each a list of cells."""
    for figure in figures:
        for place, contender in enumerate(figure.contenders):
            if not contender.values:
                continue
            least, greatest = min(contender.values), max(contender.values)
            spread = "" if len(contender.values) == 1 else f"{number(least)}–{number(greatest)}"
            yield [figure.title if place == 0 else "", contender.name, f"{number(contender.median)} {figure.unit}",
                   spread, figure.comparison(contender), contender.promise]


def text(figures):
    """The table for a terminal; the settings stand in the Markdown only."""
    table = [row[:5] for row in rows(figures)]
    widths = [max([len(COLUMNS[place])] + [len(row[place]) for row in table]) for place in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(COLUMNS, widths)).rstrip()]
    for row in table:
        if row[0]:
            lines.append("")
        lines.append("  ".join(
            cell.rjust(width) if 2 <= place <= 4 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths))).rstrip())
    return "\n".join(lines) + "\n"


def markdown(figures, conditions):
    """The table as Markdown, with what it was measured on before it."""
    lines = [conditions, "", "| " + " | ".join(COLUMNS) + " |", "|---|---|---:|---:|---:|---|"]
    for row in rows(figures):
        cells = [f"**{cell}**" if place == 1 and cell.startswith("Blotter") else cell for place, cell in enumerate(row)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
