"""The words that the sender of a message wrote in it.

Everything else in a mail was written by somebody else, before, or by a program: quotations in the
styles of Gmail, Outlook, Apple Mail and Thunderbird in English, Spanish and their neighbors,
forwarded messages, signatures, legal notices. Every rule looks at a few short lines, so that the
time is linear in the text.
"""

import re

WORDS_MAX = 20_000
"""Characters kept. Nobody's letter is longer; pasted logs are."""

_READ_MAX = 200_000
_LINE_MAX = 400

_RULE = "-_=*~# \u2014\u2013\u2500"
_FORWARD = frozenset(
    (
        *("original message", "forwarded message", "begin forwarded message", "reply message"),
        *("mensaje original", "mensaje reenviado", "inicio del mensaje reenviado", "mensaxe orixinal"),
        *("missatge original", "missatge reenviat", "mensagem original", "mensagem encaminhada"),
        *("message d'origine", "message original", "message transféré", "messaggio originale"),
        *("messaggio inoltrato", "ursprüngliche nachricht", "weitergeleitete nachricht"),
        "oorspronkelijk bericht",
    )
)
_FROM = frozenset(("from", "de", "von", "da", "van", "fra", "från"))
_SUBJECT = frozenset(
    ("subject", "asunto", "assumpte", "assunto", "objet", "oggetto", "betreff", "onderwerp", "emne", "ämne")
)
_BESIDE = frozenset(
    (
        *("sent", "sent on", "date", "to", "cc", "enviado", "enviado el", "fecha", "para", "enviat", "per a"),
        *("enviada", "enviada em", "data", "envoyé", "à", "inviato", "a"),
        *("gesendet", "datum", "an", "verzonden", "aan"),
    )
)
_OPENS = re.compile(
    r"(?:on|el|le|am|em|il|op|den|på|w dniu|missatge de|mensaje de)\b|\d{1,4}[/.-]"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6},",
    re.IGNORECASE,
)
"""How a line begins that introduces a quotation and may be wrapped."""
_WROTE = (
    *("wrote", "escribió", "escribio", "ha escrito", "va escriure", "escribiu", "escreveu"),
    *("a écrit", "ha scritto", "schrieb", "schreef", "skrev", "napisał"),
)
_TIME = re.compile(r"\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_PHONE = re.compile(
    r"(?:sent from|enviado desde|enviado do|enviat des d.|envoyé de|inviato da|von|gesendet von)"
    r" (?:my|mi|meu|meva|mon|mio|meinem|meiner|outlook|mail|correo|yahoo|gmail|proton|samsung|huawei"
    r"|xiaomi|android|mobile)\b.*"
    r"|(?:get outlook for|obtener outlook para|descargar outlook para|téléchargez outlook"
    r"|sent with proton|enviado con proton).*",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\W{0,5}(?:aviso legal|aviso de confidencialidad|cláusula de confidencialidad|confidentiality notice"
    r"|legal notice|disclaimer|este (?:mensaje|correo)(?: electrónico)? y (?:sus|cualquier|los)"
    r"|this (?:e-?mail|message) and any|the information (?:contained )?in this (?:e-?mail|message)"
    r"|la información contenida en este|antes de imprimir|please consider the environment"
    r"|de conformidad con lo (?:dispuesto|establecido)|en cumplimiento (?:de|con) l[oa])\b",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\n{3,}")


def own_words(text: str) -> str:
    """The sender's own words, in lines; empty where everything is quoted."""
    text = text[:_READ_MAX].replace("\u200b", "").replace("\u200c", "")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line or line[0] == ">":
            if not line:
                kept.append(line)
            elif not (at and lines[at - 1].startswith(">")):
                _drop_attribution(kept)
            at += 1
            continue
        length = _attribution(lines, at)
        if _ends(lines, at) or (length and not _quotes(lines, at + length)):
            break
        if length:
            at += length
            continue
        if not (len(line) < _LINE_MAX and _PHONE.fullmatch(line)):
            kept.append(line)
        at += 1
    while kept and not kept[-1].strip(_RULE):
        kept.pop()
    return _BLANKS.sub("\n\n", "\n".join(kept)).strip()[:WORDS_MAX].rstrip()


def _ends(lines: list[str], at: int) -> bool:
    """Whether what the sender wrote is over: a signature, an older message or a legal notice begins."""
    line = lines[at]
    if _NOTICE.match(line) or line in ("--", "\u2014", "__"):
        return True
    if len(line) > _LINE_MAX or not (":" in line or line[0] in _RULE):
        return False
    bare = line.strip(_RULE + ":").lower()
    return (bare in _FORWARD and bare != line.lower()) or _heads_a_message(lines, at)


def _heads_a_message(lines: list[str], at: int) -> bool:
    """Whether a block as Outlook sets above an answered message begins: `De:`, `Enviado el:`, `Para:`, …

    It always has a subject: `De: Madrid`, `A: Bilbao`, `Fecha: …` are somebody's own words.
    """
    if _label(lines[at]) not in _FROM | _BESIDE:
        return False
    labels = {_label(line) for line in [line for line in lines[at : at + 12] if line][:7]}
    return bool(labels & _SUBJECT) and bool(labels & _FROM) and bool(labels & _BESIDE)


def _label(line: str) -> str:
    label, colon, _ = line[:40].partition(":")
    return label.strip("* \t").lower() if colon else ""


def _quotes(lines: list[str], at: int) -> bool:
    """Whether the next line that says something is a quotation with its marks."""
    return next((line.startswith(">") for line in lines[at : at + 5] if line), False)


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here on introduce a quotation (`El …, Ana <…> escribió:`); 0 if none do.

    Programs write it with a date or an address, which tells it from a sentence about somebody who
    wrote, and wrap it into up to three lines.
    """
    may_wrap = _OPENS.match(lines[at]) is not None
    if not may_wrap and lines[at][-1] != ":":
        return 0
    said = ""
    for length, line in enumerate(lines[at : at + 3], 1):
        if not line or line.startswith(">") or len(said) + len(line) > _LINE_MAX:
            return 0
        said = f"{said} {line}".strip()
        if said.endswith(":"):
            return length if _introduces(said[:-1].rstrip(), may_wrap) else 0
        if not may_wrap:
            return 0
    return 0


def _drop_attribution(kept: list[str]) -> None:
    """Takes back what introduced the quotation that begins now, known by its address and date."""
    said = ""
    for length in range(1, min(len(kept), 4) + 1):
        said = f"{kept[-length]} {said}".strip()
        if said and not said.endswith(":"):
            return
        if "@" in said and _TIME.search(said):
            del kept[-length:]
            return


def _introduces(said: str, may_wrap: bool) -> bool:
    has_address = "@" in said
    has_time = _TIME.search(said) is not None
    if said.lower().endswith(_WROTE):
        return has_address or has_time
    if " schrieb " in said and may_wrap:  # German may put the verb before the name
        return has_time
    return has_address and has_time and said.endswith((">", ")"))
