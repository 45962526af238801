"""The owner's word: what no file can know, entered by the front door as one more entry, with undo."""

from vinculo.api.word.deeds import HELP, log_confidence, log_help, log_introduction, log_vouch
from vinculo.api.word.encounters import MODES, log_meeting, log_note
from vinculo.api.word.finding import find_project, find_promise, find_return
from vinculo.api.word.projects import log_project, step_project
from vinculo.api.word.promises import log_promise, settle_promise
from vinculo.api.word.returned import STATUSES, log_return, set_share
from vinculo.api.word.rulings import RULINGS, rule

__all__ = [
    "HELP",
    "MODES",
    "RULINGS",
    "STATUSES",
    "find_project",
    "find_promise",
    "find_return",
    "log_confidence",
    "log_help",
    "log_introduction",
    "log_meeting",
    "log_note",
    "log_project",
    "log_promise",
    "log_return",
    "log_vouch",
    "rule",
    "set_share",
    "settle_promise",
    "step_project",
]
