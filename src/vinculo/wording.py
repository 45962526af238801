"""Every sentence a person reads, in English and Spanish, by its key.

The catalogues are `locale/LANGUAGE/LC_MESSAGES/vinculo.po`; `make messages` compiles them. A key
is a path of words (`stage.bond.title`, `refusal.not_a_zip`); a sentence names its facts in braces
(`{file}`). A key that is missing is a defect, and a test finds it.
"""

import gettext
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "es")
_MONTH = (
    "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic|january|february|march|april|june|july"
    "|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    "|octubre|noviembre|diciembre"
)
_NO_FIGURE = re.compile(
    r"\u2068[^\u2069]*\u2069"  # somebody's name
    rf"|\b\d{{1,2}}\.? (?:de )?(?:{_MONTH})\b\.?(?:,? (?:de )?\d{{4}}\b)?"
    rf"|\b(?:{_MONTH})\b\.? (?:de )?\d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b|\b(?:19|20)\d\d\b"
    r"|\b\d\d:\d\d(?::\d\d)?\b",
    re.IGNORECASE,
)
"""Days, times of day and names: digits in them are no figures."""
_END_OF_SENTENCE = re.compile(r"(?<=[.;·])\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)")


def without_figures(text: str) -> str:
    """A text without its asides and sentences that hold a figure; days, times of day and names stay.

    >>> without_figures("They gave 3 hours. The last word was on 9 March 2021.")
    'The last word was on 9 March 2021.'
    """
    if not _has_figure(text):
        return text
    text = _ASIDE.sub(lambda found: "" if _has_figure(found[0]) else found[0], text)
    return " ".join(part for part in _END_OF_SENTENCE.split(text) if not _has_figure(part))


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text) and any(c.isdigit() for c in _NO_FIGURE.sub("", text))


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("vinculo", Path(__file__).parent / "locale", [language])


class Wording:
    """The words of one language.

    >>> Wording("es").say("stage.bond.title")
    'Vínculo'
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._look_up: Callable[[str], str] = _catalogue(self.language).gettext
        self._look_up_plural: Callable[[str, str, int], str] = _catalogue(self.language).ngettext

    def say(self, key: str, **facts: object) -> str:
        """The sentence for this key with its facts filled in. Facts are text already: numbers and
        dates are put into words by `count` and `date`, or by the caller."""
        return self._look_up(key).format(**facts) if facts else self._look_up(key)

    def has(self, key: str) -> bool:
        """Whether there is a sentence for this key."""
        return self._look_up(key) != key

    def say_count(self, key: str, n: int, **facts: object) -> str:
        """The sentence for n of something; its text names `{n}`, and its plurals are the catalogue's."""
        return self._look_up_plural(key, key, n).format(n=self.number(n), **facts)

    def number(self, value: float) -> str:
        """A number as this language writes it: `1,491` and `38,400`; in Spanish 1491 stays undivided and
        38 400 has a narrow blank (CLDR minimumGroupingDigits 2; RAE, Ortografía 2010, VIII 2.2.1)."""
        from babel.numbers import format_decimal

        if self.language == "en":
            return format_decimal(value, locale="en")
        is_long = abs(value) >= 10_000
        return format_decimal(value, locale="es", group_separator=is_long).replace(".", "\u202f")

    def minutes(self, minutes: float) -> str:
        """A length of time as people say it: `under a minute`, `25 min`, `6 h 10 min`."""
        whole = round(minutes)
        if minutes <= 0:
            return self.say("time.none")
        if whole < 1:
            return self.say("time.under_a_minute")
        if whole < 60:
            return self.say("time.minutes", minutes=whole)
        hours, rest = divmod(whole, 60)
        if hours >= 100 or rest == 0:
            return self.say("time.hours", hours=self.number(hours))
        return self.say("time.hours_minutes", hours=hours, minutes=rest)

    def money(self, value: float, currency: str) -> str:
        """An amount with its currency, without cents where there are none."""
        from babel.numbers import format_currency

        pattern = None if value % 1 else ("¤#,##0" if self.language == "en" else "#,##0 ¤")
        return format_currency(
            value, currency, pattern, locale=self.language, currency_digits=pattern is None
        )

    def date(self, day: int) -> str:
        """A day (days since 1970 UTC) in words: `9 March 2021`, `9 de marzo de 2021`."""
        import datetime

        from babel.dates import format_date

        on = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
        return format_date(
            on, "d MMMM y" if self.language == "en" else "d 'de' MMMM 'de' y", locale=self.language
        )
