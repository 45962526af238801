"""LinkedIn articles, one HTML file each; a draft has no line that says when it was published."""

import html

from life.grammar import sections
from life.world import TEXTS

_STYLE = "body { margin: 0 auto; width: 744px; } h1 { font-weight: 600; } .created { font-size: 15px; }"


def articles() -> dict[str, str]:
    """Name and text of each article's file."""
    found = {}
    for head, paragraphs in sections(TEXTS / "articles.txt").items():
        slug, title, created, published = (part.strip() for part in f"{head} ".split(" |"))
        found[f"Articles/Articles/{slug}-irune-lezaun.html"] = _page(
            slug, title, created, published, paragraphs
        )
    return found


def _page(slug: str, title: str, created: str, published: str, paragraphs: list[str]) -> str:
    told = html.escape(title)
    body = "\n".join(f"    <p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    when = f'\n  <p class="published">Published on {published}</p>' if published else ""
    return (
        f"<html>\n<head>\n  <title>{told}</title>\n  <style>{_STYLE}</style>\n</head>\n<body>\n"
        f'  <h1><a href="https://www.linkedin.com/pulse/{slug}-irune-lezaun">{told}</a></h1>\n'
        f'  <p class="created">Created on {created}</p>{when}\n  <div>\n{body}\n  </div>\n</body>\n</html>\n'
    )
