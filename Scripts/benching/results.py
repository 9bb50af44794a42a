"""What was measured: figures, who took part in them, and how they stand to each other."""
import dataclasses
import statistics
import typing


@dataclasses.dataclass
class Contender:
    """Whoever takes part in a figure. `measure` gives one value of it; `promise` says with which settings and promise."""
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

    def ratio(self, contender):
        """How many times as fast Blotter is as a peer, over 1 where it is ahead; of growth, how many times the first."""
        first = self.contenders[0]
        if contender is first or not first.median or not contender.median:
            return None
        is_theirs_above = self.is_growth or not self.is_rate
        return contender.median / first.median if is_theirs_above else first.median / contender.median
