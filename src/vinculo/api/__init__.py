"""All that can be asked of a ledger, or told to it: the one door for every face."""

from vinculo.api.additions import additions
from vinculo.api.answers import (
    DIMENSIONS,
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
from vinculo.api.brand import SORTS, Brand, brand
from vinculo.api.choosing import CHOICES, Choice, choices, choose_setting
from vinculo.api.days import day_said
from vinculo.api.debates import Debate, Debates, Visitor, debate, debates
from vinculo.api.growth import Growth, growth
from vinculo.api.health import doctor
from vinculo.api.known import known_on
from vinculo.api.notices import doubtful_mails, rule_genuine, rule_template, unknown_templates
from vinculo.api.people import find_person
from vinculo.api.places import PlaceAnswer, PlaceShown, place_shown, places
from vinculo.api.rates import per_hour, prefer, preferences, rates, scalar, type_rates
from vinculo.api.reading import Reading
from vinculo.api.regard import due
from vinculo.api.returns import VIEWS, brought, in_percent
from vinculo.api.show import show
from vinculo.api.tale import Tale, tale
from vinculo.api.told import Amount, Brought, PromiseShown, Regard, ReturnShown, TrustShown
from vinculo.api.way import Comebacks, Way, way
from vinculo.api.word import (
    HELP,
    MODES,
    RULINGS,
    STATUSES,
    log_confidence,
    log_help,
    log_introduction,
    log_meeting,
    log_note,
    log_project,
    log_promise,
    log_return,
    log_vouch,
    rule,
    set_share,
    settle_promise,
    step_project,
)
from vinculo.api.worth import ORDERS, STAGE_ORDER, choose, worth

__all__ = [
    "CHOICES",
    "DIMENSIONS",
    "HELP",
    "MODES",
    "ORDERS",
    "RULINGS",
    "SORTS",
    "STAGE_ORDER",
    "STATUSES",
    "VIEWS",
    "Amount",
    "Brand",
    "Brought",
    "Choice",
    "Comebacks",
    "Debate",
    "Debates",
    "Diagnosis",
    "Evidence",
    "Growth",
    "Moment",
    "PlaceAnswer",
    "PlaceShown",
    "PromiseShown",
    "Reading",
    "Regard",
    "Relationship",
    "ReturnShown",
    "Shown",
    "Tale",
    "TrustShown",
    "Value",
    "Visitor",
    "Way",
    "WhoAnswer",
    "Worth",
    "additions",
    "as_json",
    "batch_json",
    "batches",
    "brand",
    "brought",
    "choices",
    "choose",
    "choose_setting",
    "day_said",
    "debate",
    "debates",
    "doctor",
    "doubtful_mails",
    "due",
    "end_of_day",
    "find_person",
    "growth",
    "handle_said",
    "import_files",
    "imports",
    "in_percent",
    "known_on",
    "log_confidence",
    "log_help",
    "log_introduction",
    "log_meeting",
    "log_note",
    "log_project",
    "log_promise",
    "log_return",
    "log_vouch",
    "parted",
    "per_hour",
    "place_shown",
    "places",
    "prefer",
    "preferences",
    "rates",
    "rejects",
    "retry",
    "rule",
    "rule_genuine",
    "rule_template",
    "scalar",
    "set_share",
    "settle_promise",
    "show",
    "step_project",
    "tale",
    "type_rates",
    "undo",
    "unknown_templates",
    "way",
    "worth",
]
