"""A mail box as Google Takeout hands it over: one file, with labels in the owner's language."""

import base64
import hashlib
import quopri
import random
from collections.abc import Iterable

from life import SEED
from life.clock import local, offset_s
from life.letters import Box, Letter
from life.owner import EMAILS

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def mbox(letters: Iterable[Letter]) -> bytes:
    """The whole file, newest first; two letters stand in it twice, under two labels."""
    threads: dict[str, list[Letter]] = {}
    out = []
    for letter in sorted(letters, key=lambda told: (told.at, told.subject)):
        thread = threads.setdefault(letter.thread, [])
        out.append(_message(letter, thread))
        thread.append(letter)
    out.reverse()
    twice = [out[17], out[120]]
    return b"".join([*out, *twice])


def message_id(letter: Letter) -> str:
    """The same for the same letter; LinkedIn's bring their own."""
    own = dict(letter.headers).get("Message-ID")
    if own:
        return own
    host = letter.sender.address.partition("@")[2] or "mail.example.com"
    return f"<{_digest(letter)[:24]}@mail.{host}>"


def _digest(letter: Letter) -> str:
    told = f"{letter.at}|{letter.sender.address}|{letter.subject}"
    return hashlib.sha1(told.encode(), usedforsecurity=False).hexdigest()


def _message(letter: Letter, before: list[Letter]) -> bytes:
    number = int(_digest(letter)[:15], 16)
    thread = int(hashlib.sha1(letter.thread.encode(), usedforsecurity=False).hexdigest()[:15], 16)
    at = local("senegal", letter.at)
    day = f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]}"
    lines = [
        f"From {number}@xxx {day} {at:%d %H:%M:%S} +0000 {at.year}",
        f"X-GM-THRID: {thread}",
        f"X-Gmail-Labels: {_labels(letter.labels)}",
    ]
    lines += [f"{name}: {value}" for name, value in letter.headers if name not in ("Message-ID", "Date")]
    if letter.sender.address:
        lines.append(f"From: {address(letter.sender)}")
        lines.append(f"To: {_folded([address(box) for box in letter.to])}")
        lines.append(f"Message-ID: {message_id(letter)}")
        parent = _parent(letter, before)
        if parent:
            lines += [
                f"In-Reply-To: {message_id(parent)}",
                f"References: {' '.join(message_id(p) for p in _written(before)[-4:])}",
            ]
    subject = (
        f"Re: {letter.subject}"
        if before and not letter.subject.startswith(("Re:", "Resp", "Auto"))
        else letter.subject
    )
    lines += [f"Subject: {encoded(subject)}", f"Date: {_date(letter)}", "MIME-Version: 1.0"]
    lines += _body(letter, _parent(letter, before))
    text = "\r\n".join(lines)
    # Lines that begin like a message are marked, as mbox wants it.
    text = text.replace("\r\nFrom ", "\r\n>From ")
    return text.encode("utf-8", "surrogateescape") + b"\r\n\r\n"


def _parent(letter: Letter, before: list[Letter]) -> Letter | None:
    others = _written(before)
    return others[-1] if others and "notice|" not in letter.thread else None


def _written(before: list[Letter]) -> list[Letter]:
    """Those of a thread that a person wrote; machines are not answered."""
    return [told for told in before if not dict(told.headers).get("Auto-Submitted")]


def _labels(labels: str) -> str:
    """Labels with letters beyond ASCII are written in MIME's form, as Takeout does."""
    return labels if labels.isascii() else encoded(labels)


def address(box: Box) -> str:
    """`Ana Ruiz <ana@example.org>`, quoted or encoded where it must be."""
    if not box.name:
        return box.address
    if not box.name.isascii():
        return f"{encoded(box.name)} <{box.address}>"
    plain = box.name.replace('"', "")
    return (
        f'"{plain}" <{box.address}>'
        if any(mark in plain for mark in ",.<>()")
        else f"{plain} <{box.address}>"
    )


def encoded(text: str) -> str:
    """A header's text; beyond ASCII in base64 words of at most 75 characters, folded."""
    if text.isascii():
        return text
    words, part = [], ""
    for char in text:
        if len((part + char).encode()) > 42:
            words.append(part)
            part = ""
        part += char
    words.append(part)
    return "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(word.encode()).decode()}?=" for word in words)


def _folded(parts: list[str]) -> str:
    return ",\r\n\t".join(parts)


def _date(letter: Letter) -> str:
    """LinkedIn writes UTC; people write the wall clock of Spain; a few programs write nonsense."""
    told = dict(letter.headers).get("Date")
    if told:
        return told
    from_linkedin = "linkedin.com" in letter.sender.address
    zone = "senegal" if from_linkedin else "madrid"
    at = local(zone, letter.at)
    hours = offset_s(zone, letter.at) // 3600
    tail = "+0000 (UTC)" if from_linkedin else f"+{hours:02d}00"
    return f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at:%Y %H:%M:%S} {tail}"


def _body(letter: Letter, parent: Letter | None) -> list[str]:
    text = letter.text + (_signature(letter) if letter.labels == "Enviados" else "")
    if parent is not None and letter.quotes and letter.labels != "Borradores":
        at = local("madrid", parent.at)
        writer = f"{parent.sender.name} <{parent.sender.address}>"
        lead = f"El {at.day}/{at.month}/{at.year} a las {at:%H:%M}, {writer} escribió:"
        quote = "\n".join(f"> {line}" for line in parent.text.split("\n"))
        text += f"\n\n{lead}\n\n{quote}\n"
    if not letter.html and not letter.calendar:
        return [
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            _quoted(text),
        ]
    boundary = f"000000000000{_digest(letter)[:16]}"
    kind = "mixed" if letter.calendar else "alternative"
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"', ""]
    linkedin = any(name == "X-LinkedIn-Template" for name, _ in letter.headers)
    lines += _part(boundary, "text/plain; charset=UTF-8", text, "text-body" if linkedin else "")
    if letter.html:
        page = f"<html><body>{letter.html}</body></html>"
        lines += _part(boundary, "text/html; charset=UTF-8", page, "html-body" if linkedin else "")
    if letter.calendar:
        lines += _part(
            boundary,
            f'text/calendar; charset=UTF-8; method={letter.method}; name="invite.ics"',
            letter.calendar,
            "",
        )
    return [*lines, f"--{boundary}--", ""]


def _part(boundary: str, kind: str, text: str, content_id: str) -> list[str]:
    named = [f"Content-ID: {content_id}"] if content_id else []
    return [
        f"--{boundary}",
        f"Content-Type: {kind}",
        "Content-Transfer-Encoding: quoted-printable",
        *named,
        "",
        _quoted(text),
    ]


def _quoted(text: str) -> str:
    """Quoted-printable with CRLF."""
    plain = quopri.encodestring(text.encode("utf-8", "surrogateescape")).decode("ascii")
    return plain.replace("\r\n", "\n").replace("\n", "\r\n")


def _signature(letter: Letter) -> str:
    if letter.at % 3 == 0:
        return ""
    studio = letter.sender.address == EMAILS[2]
    rng = random.Random(f"{SEED}|signature|{letter.at}")
    site = "https://sirgalde.example.org" if studio else "https://desdecero.example.org"
    return f"\n\n-- \nIrune Lezaun\n{site}" + ("\n+34 555 014 233" if rng.random() < 0.5 else "")
