"""All that can be asked of a ledger, or told to it: the one door for every face."""

from vinculo.api.answers import (
    DIMENSIONS,
    NOT_YET_FORECAST,
    Diagnosis,
    Evidence,
    Moment,
    Relationship,
    Shown,
    Value,
    WhoAnswer,
    Worth,
    as_json,
    end_of_day,
)
from vinculo.api.books import (
    batch_json,
    batches,
    handle_said,
    import_files,
    imports,
    parted,
    rejects,
    retry,
    undo,
)
from vinculo.api.choosing import CHOICES, Choice, choices, choose_setting
from vinculo.api.debates import Debate, Debates, Visitor, debate, debates
from vinculo.api.growth import Growth, growth
from vinculo.api.health import doctor
from vinculo.api.notices import doubtful_mails, rule_genuine, rule_template, unknown_templates
from vinculo.api.people import find_person
from vinculo.api.places import PlaceAnswer, PlaceShown, place_shown, places
from vinculo.api.reading import Reading
from vinculo.api.show import show
from vinculo.api.word import log_meeting, log_note, log_return
from vinculo.api.worth import ORDERS, STAGE_ORDER, choose, worth

__all__ = [
    "CHOICES",
    "DIMENSIONS",
    "NOT_YET_FORECAST",
    "ORDERS",
    "STAGE_ORDER",
    "Choice",
    "Debate",
    "Debates",
    "Diagnosis",
    "Evidence",
    "Growth",
    "Moment",
    "PlaceAnswer",
    "PlaceShown",
    "Reading",
    "Relationship",
    "Shown",
    "Value",
    "Visitor",
    "WhoAnswer",
    "Worth",
    "as_json",
    "batch_json",
    "batches",
    "choices",
    "choose",
    "choose_setting",
    "debate",
    "debates",
    "doctor",
    "doubtful_mails",
    "end_of_day",
    "find_person",
    "growth",
    "handle_said",
    "import_files",
    "imports",
    "log_meeting",
    "log_note",
    "log_return",
    "parted",
    "place_shown",
    "places",
    "rejects",
    "retry",
    "rule_genuine",
    "rule_template",
    "show",
    "undo",
    "unknown_templates",
    "worth",
]
