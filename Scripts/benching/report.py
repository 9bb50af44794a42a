"""How figures are told: as a table on a terminal, whole as Markdown, and in short for the README."""

COLUMNS = ["figure", "who", "median", "spread", "Blotter is", "settings and promise"]


def number(value):
    """A number as a person reads it: three digits that count, thousands apart."""
    if value >= 1000:
        return f"{round(value, 3 - len(str(int(value)))):,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(contender):
    """From the least to the greatest value; nothing where there is one alone."""
    if len(contender.values) < 2:
        return ""
    return f"{number(min(contender.values))}–{number(max(contender.values))}"


def rows(figures):
    """The rows of the whole table, each a list of cells."""
    for figure in figures:
        for place, contender in enumerate(figure.contenders):
            ratio = figure.ratio(contender)
            words = "× the first" if figure.is_growth else "× as little" if figure.unit == "MB" else "× as fast"
            yield [figure.title if place == 0 else "", contender.name, f"{number(contender.median)} {figure.unit}",
                   spread(contender), f"{number(ratio)} {words}" if ratio else "", contender.promise]


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
    """The whole table as Markdown, with what it was measured on before it."""
    lines = [conditions, "", "| " + " | ".join(COLUMNS) + " |", "|---|---|---:|---:|---:|---|"]
    for row in rows(figures):
        cells = [f"**{cell}**" if place == 1 and cell.startswith("Blotter") else cell for place, cell in enumerate(row)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def summary(figures, conditions):
    """One row a figure, for the README: Blotter's median and spread, and beside it the others', each with its ratio."""
    lines = ["| figure | Blotter | beside it |", "|---|---:|---|"]
    for figure in figures:
        first = figure.contenders[0]
        others = []
        for contender in figure.contenders[1:]:
            name = contender.name.removeprefix("Blotter, ")
            ratio = figure.ratio(contender)
            others.append(f"{name} {number(contender.median)}" + (f" ({number(ratio)} ×)" if ratio else ""))
        own = f"{number(first.median)} {figure.unit}"
        if figure.is_growth:
            own = f"{first.name.removeprefix('Blotter, ')}: {own}"
        elif spread(first):
            own += f" ({spread(first)})"
        lines.append(f"| {figure.title} | {own} | {' · '.join(others)} |")
    return "\n".join(lines) + f"\n\n{conditions}\n"
