"""What owners say about time, in three scripts: "明天下午三點前", "後日朝早十點", "tomorrow after 3pm"."""

from dialogs.times.grammar import understand
from dialogs.times.values import HalfUnclear, Past, Span

__all__ = ["HalfUnclear", "Past", "Span", "understand"]
