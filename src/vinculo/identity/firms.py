"""How a firm, or an address at one, is spelled."""

from functools import lru_cache

from vinculo.identity.normalize import CACHED, name_key
from vinculo.identity.tables import firm_words


@lru_cache(maxsize=CACHED)
def firm_key(written: str) -> str:
    """A firm without legal form, accents and case: `Construcciones Núñez, S.L.` → construcciones nunez.

    Where nothing else is left the legal form stays: it is the name.
    """
    forms, _ = firm_words()
    found = name_key(written.replace(".", "").replace("&", " ")).replace("-", " ").split()
    return " ".join(word for word in found if word not in forms) or " ".join(found)


@lru_cache(maxsize=CACHED)
def firm_of_domain(domain: str) -> str:
    """The label that a firm's domain is known by: `mail.nunez.com.mx` → nunez; empty where anybody can
    have an address."""
    _, public = firm_words()
    if domain in public:
        return ""
    labels = domain.split(".")[:-1]
    while len(labels) > 1 and len(labels[-1]) <= LONGEST_SECOND_LEVEL:
        labels.pop()
    return name_key(labels[-1]).replace("-", "") if labels else ""


LONGEST_SECOND_LEVEL = 3
"""`com.mx`, `co.uk`, `org.ar`: the second level of a country where it is not the firm's own."""
