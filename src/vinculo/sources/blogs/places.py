"""The address of a post, so that every export that names the post names it alike."""

import re

from vinculo.model import Place

_ADDRESS = re.compile(
    r"(?:https?:)?//(?:www\.)?(?P<host>[^\s/?#]++)(?P<path>[^\s?#]*+)(?P<query>\?[^\s#]*+)?", re.IGNORECASE
)
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|showComment|m)=[^&]*&?")


def post(address: str, otherwise: str) -> Place:
    """The place of a post by its address, or by `otherwise` where it has none.

    Scheme, `www.`, fragment, the final slash and what only says how the reader came or which view
    was wanted are left out: blogs moved from http to https, and exports of both times exist.
    """
    return Place("post", bare_address(address) or otherwise)


def bare_address(address: str) -> str:
    """`https://www.Blog.example/2014/a-post/?utm_source=x#comments` → `blog.example/2014/a-post`."""
    found = _ADDRESS.fullmatch(address.strip().partition("#")[0])
    if not found:
        return ""
    query = _TRACKING.sub("", found["query"] or "").rstrip("?&")
    return found["host"].lower() + found["path"].rstrip("/") + query
