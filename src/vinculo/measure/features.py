"""Each number of a relationship: its name, its unit, and the SQL that makes it.

`interaction` (alias i, with the weights of forgetting as d) has a row per happening, `prepared`
(alias m) a row per instant with an exchange. A feature is one aggregate over one of them; all are
folded into one question. Their words are `feature.NAME.title` and `feature.NAME.meaning`.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from vinculo.measure.interactions import CODES
from vinculo.measure.stages import BOND_DAYS, RECOGNIZED_DAYS, STAGES, Part, Stage

Unit = Literal["instant", "count", "days", "centiminutes", "effort", "side"]
"""instant: seconds since 1970 UTC, empty where it never was. days: of `bin_s` seconds each.
effort: centiminutes x percent of voluntariness x (1 + depth) / 2 x 2^24 of what is not forgotten.
side: 1 the other person, 2 the owner, 3 both at once, 0 nobody."""


class Feature(NamedTuple):
    """The definition of one number; every number is a whole one."""

    name: str
    unit: Unit
    view: Literal["interaction", "prepared"]
    sql: str
    """An aggregate over the rows of one relationship."""

    @property
    def title(self) -> str:
        """The key of its name in the catalogue."""
        return f"feature.{self.name}.title"

    @property
    def meaning(self) -> str:
        """The key of the sentence that explains it."""
        return f"feature.{self.name}.meaning"


def _first(name: str, condition: str) -> Feature:
    alias = "m" if condition.startswith("m.") else "i"
    view: Literal["interaction", "prepared"] = "prepared" if alias == "m" else "interaction"
    return Feature(name, "instant", view, f"min(CASE WHEN {condition} THEN {alias}.at END)")


def _last(name: str, condition: str) -> Feature:
    return Feature(name, "instant", "prepared", f"max(CASE WHEN {condition} THEN m.at END)")


def _sum(name: str, of: str, unit: Unit = "count") -> Feature:
    view: Literal["interaction", "prepared"] = "prepared" if of.startswith("m.") else "interaction"
    return Feature(name, unit, view, f"sum({of})")


_LAST = "CASE WHEN max(CASE WHEN m.{} = 1 THEN m.at END) = max(m.at) THEN {} ELSE 0 END"
_UNANSWERED = "max(m.moment_no) - coalesce(max(CASE WHEN m.{} = 1 THEN m.moment_no END), 0)"

FEATURES: tuple[Feature, ...] = (
    Feature("first_at", "instant", "interaction", "min(i.at)"),
    Feature("last_at", "instant", "interaction", "max(i.at)"),
    _first("linked_at", "i.link = 1"),
    _sum("events_in", "i.inbound"),
    _sum("events_out", "i.outbound"),
    _sum("exchanges_in", "i.exchange * i.inbound"),
    _sum("exchanges_out", "i.exchange * i.outbound"),
    _sum("private_exchanges", "i.private"),
    _sum("live_exchanges", "i.live"),
    _sum("physical_meetings", "i.physical"),
    Feature("threads", "count", "interaction", "count(DISTINCT CASE WHEN i.exchange = 1 THEN i.thread END)"),
    _sum("centiminutes_in", "i.centiminutes * i.inbound", "centiminutes"),
    _sum("centiminutes_out", "i.centiminutes * i.outbound", "centiminutes"),
    _sum("fast_in", "i.effort * i.inbound * d.fast", "effort"),
    _sum("fast_out", "i.effort * i.outbound * d.fast", "effort"),
    _sum("slow_in", "i.effort * i.inbound * d.slow", "effort"),
    _sum("slow_out", "i.effort * i.outbound * d.slow", "effort"),
    Feature("returns", "count", "interaction", f"count(CASE WHEN i.code = {CODES['return']} THEN 1 END)"),
    _first("returned_at", f"i.code = {CODES['return']}"),
    _first("agreed_at", f"i.code = {CODES['project_agreed']}"),
    _first("delivered_at", f"i.code = {CODES['project_delivered']}"),
    _first("first_exchange_at", "m.at IS NOT NULL"),
    _last("last_exchange_at", "m.at IS NOT NULL"),
    _last("last_in_at", "m.heard = 1"),
    _last("last_out_at", "m.spoke = 1"),
    Feature("last_side", "side", "prepared", f"{_LAST.format('heard', 1)} + {_LAST.format('spoke', 2)}"),
    Feature("unanswered_in", "count", "prepared", _UNANSWERED.format("spoke")),
    Feature("unanswered_out", "count", "prepared", _UNANSWERED.format("heard")),
    Feature("active_days", "days", "prepared", "max(m.day_no)"),
    _sum("their_days", "m.their_day", "days"),
    _sum("my_days", "m.my_day", "days"),
    _sum("days_begun_by_them", "m.begins * m.heard", "days"),
    _sum("days_begun_by_me", "m.begins * m.spoke", "days"),
    _sum("gap_days", "m.gap", "days"),
    _sum("squared_gap_days", "m.gap * m.gap", "days"),
    Feature("longest_gap_days", "days", "prepared", "max(m.gap)"),
    _sum("replies", "m.reply"),
    _first("first_reply_at", "m.reply = 1"),
    _first("third_day_at", f"m.day_no >= {RECOGNIZED_DAYS}"),
    _first("seventh_day_at", f"m.day_no >= {BOND_DAYS}"),
    _first("their_second_day_at", "m.their_next_day = 1"),
    _first("begun_by_them_at", "m.begins * m.heard = 1"),
    _first("begun_by_me_at", "m.begins * m.spoke = 1"),
    _first("close_at", "m.is_close = 1"),
)
"""Every number of a relationship, in the order in which tables show them."""

NAMES = frozenset(feature.name for feature in FEATURES)
STEPS: tuple[Stage, ...] = tuple(
    stage for stage in STAGES if stage.parts and all(part.fulfilled_at in NAMES for part in stage.parts)
)
"""The stages whose instant follows from these numbers: one more column each (`bond_at`). What only the
owner's word tells (trust, a return that went both ways) joins the row later."""


def relationship_sql() -> str:
    """All numbers of every relationship: one row per tie, all columns bigint.

    Reads interaction, decay and prepared.
    """
    return (
        f"SELECT a.tie, {_columns('interaction', 'a')}, {_columns('prepared', 'b')}, {_steps()}"
        f" FROM (SELECT i.tie, {_aggregates('interaction')} FROM interaction i"
        f" LEFT JOIN decay d ON d.age = i.age GROUP BY i.tie) a"
        f" LEFT JOIN (SELECT m.tie, {_aggregates('prepared')} FROM prepared m GROUP BY m.tie) b"
        " ON b.tie = a.tie"
    )


def _aggregates(view: str) -> str:
    return ", ".join(f"{feature.sql} AS {feature.name}" for feature in FEATURES if feature.view == view)


def _columns(view: str, alias: str) -> str:
    return ", ".join(
        f"cast({_or_zero(feature, alias)} AS bigint) AS {feature.name}"
        for feature in FEATURES
        if feature.view == view
    )


def _or_zero(feature: Feature, alias: str) -> str:
    named = f"{alias}.{feature.name}"
    return named if feature.unit == "instant" else f"coalesce({named}, 0)"


def _steps() -> str:
    views = {feature.name: feature.view for feature in FEATURES}
    return ", ".join(f"{_last_of(stage, views)} AS {stage.reached_at}" for stage in STEPS)


def _last_of(stage: Stage, views: Mapping[str, str]) -> str:
    """When the first of the stage's ways that the kernel can see was gone to its end."""
    ways = [_end_of(way, views) for way in stage.ways if all(part.fulfilled_at in NAMES for part in way)]
    return f"least({', '.join(ways)})" if len(ways) > 1 else ways[0]


def _end_of(way: Sequence[Part], views: Mapping[str, str]) -> str:
    aliases = {"interaction": "a", "prepared": "b"}
    parts = [f"{aliases[views[part.fulfilled_at]]}.{part.fulfilled_at}" for part in way]
    lacking = " OR ".join(f"{part} IS NULL" for part in parts)
    latest = f"greatest({', '.join(parts)})" if len(parts) > 1 else parts[0]
    return f"CASE WHEN {lacking} THEN NULL ELSE {latest} END"
