"""The old blog as Blogger exported it until 2018: one Atom feed of settings, posts, pages and comments."""

import html
import random

from life import SEED
from life.blog import Comment, Entry
from life.clock import local, moment, offset_s
from life.owner import OWNER
from life.world import MOVED_BLOG_ON, post_day, post_url

_BLOG = "4410372285816407213"
_FEEDS = f"https://www.blogger.com/feeds/{_BLOG}"
_KIND = "http://schemas.google.com/blogger/2008/kind#"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/"\n'
    '  xmlns:gd="http://schemas.google.com/g/2005" xmlns:thr="http://purl.org/syndication/thread/1.0"\n'
    '  xmlns:georss="http://www.georss.org/georss" xmlns:app="http://purl.org/atom/app#">\n'
)


def feed(entries: list[Entry]) -> str:
    """The whole file."""
    old = [entry for entry in entries if post_day(entry.post) < MOVED_BLOG_ON]
    parts = [_HEAD, _about()]
    parts += [_setting(name, value) for name, value in _SETTINGS]
    parts.append(_template())
    for entry in old:
        parts.append(_post(entry))
        parts += [_comment(entry, number, comment) for number, comment in enumerate(entry.comments)]
    parts += [_page(), _draft()]
    return "".join(parts) + "</feed>\n"


_SETTINGS = (
    ("BLOG_NAME", "Desde cero"),
    ("BLOG_LOCALE", "es"),
    ("BLOG_TIME_ZONE", "Europe/Madrid"),
    ("BLOG_COMMENT_MODERATION", "DISABLED"),
    ("BLOG_SUBDOMAIN", "desdecero-viejo"),
    ("BLOG_ARCHIVE_FREQUENCY", "MONTHLY"),
)


def _number(what: str) -> str:
    return str(random.Random(f"{SEED}|blogger|{what}").randrange(10**18, 9 * 10**18))


def _time(at: int, milliseconds: int = 0) -> str:
    """`2010-11-29T12:35:44.027+01:00`: the wall clock of Spain with its offset."""
    return (
        f"{local('madrid', at):%Y-%m-%dT%H:%M:%S}.{milliseconds:03d}+{offset_s('madrid', at) // 3600:02d}:00"
    )


def _author(name: str, uri: str) -> str:
    link = f"<uri>{uri}</uri>" if uri else ""
    return f"<author><name>{html.escape(name)}</name>{link}<email>noreply@blogger.com</email></author>"


_OWNER = _author("Irune", "https://www.blogger.com/profile/07125536419028837465")


def _wrap(identity: str, kind: str, at: int, inner: str, milliseconds: int = 0) -> str:
    when = _time(at, milliseconds)
    return (
        f"<entry><id>tag:blogger.com,1999:blog-{_BLOG}.{identity}</id><published>{when}</published>"
        f"<updated>{when}</updated>"
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='{_KIND}{kind}'/>"
        f"{inner}</entry>\n"
    )


def _about() -> str:
    made = _time(moment("madrid", "2014-02-20 09:12"))
    return (
        f"<id>tag:blogger.com,1999:blog-{_BLOG}.archive\n</id><updated>{made}</updated>"
        "<title type='text'>Desde cero</title>"
        f"<link rel='self' type='application/atom+xml' href='{_FEEDS}/archive'/>"
        f"<link rel='alternate' type='text/html' href='http://desdecero.blog.example.org/'/>{_OWNER}"
        "<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>\n"
    )


def _setting(name: str, value: str) -> str:
    inner = f"<title type='text'>Ajuste del blog</title><content type='text'>{value}</content>{_OWNER}"
    return _wrap(f"settings.{name}", "settings", moment("madrid", "2009-05-17 20:00"), inner)


def _template() -> str:
    inner = (
        f"<title type='text'>Plantilla</title><content type='text'>body {{ color: #333 }}</content>{_OWNER}"
    )
    return _wrap("layout", "template", moment("madrid", "2009-05-17 20:00"), inner)


def _page() -> str:
    inner = (
        "<title type='text'>Quién soy</title>"
        "<content type='html'>&lt;p&gt;Irune. Estadística.&lt;/p&gt;</content>"
        "<link rel='alternate' type='text/html' href='http://desdecero.blog.example.org/p/quien-soy.html'/>"
        f"{_OWNER}"
    )
    return _wrap(f"page-{_number('page')}", "page", moment("madrid", "2009-06-01 21:00"), inner)


def _post(entry: Entry) -> str:
    post = entry.post
    number = _number(post.slug)
    body = html.escape("".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in entry.paragraphs))
    inner = (
        f"<title type='text'>{html.escape(post.title)}</title><content type='html'>{body}</content>"
        f"<link rel='edit' type='application/atom+xml' href='{_FEEDS}/posts/default/{number}'/>"
        f"<link rel='alternate' type='text/html' href='{post_url(post)}' "
        f"title='{html.escape(post.title, quote=True)}'/>"
        f"{_OWNER}<thr:total>{len(entry.comments)}</thr:total>"
    )
    return _wrap(f"post-{number}", "post", moment("madrid", post.at_local), inner)


def _draft() -> str:
    inner = (
        "<app:control><app:draft>yes</app:draft></app:control>"
        "<title type='text'>Cosas que no he dicho</title>"
        f"<content type='html'>&lt;p&gt;Empieza aquí&lt;/p&gt;</content>{_OWNER}"
    )
    return _wrap(f"post-{_number('draft')}", "post", moment("madrid", "2012-08-20 23:50"), inner)


def _comment(entry: Entry, number: int, comment: Comment) -> str:
    post = entry.post
    rng = random.Random(f"{SEED}|blogger|{post.slug}|{number}")
    milliseconds = rng.randrange(1000)
    own = _number(f"{post.slug}|{number}")
    of_post = _number(post.slug)
    title = comment.text if len(comment.text) < 50 else f"{comment.text[:49]}..."
    shown = f"{post_url(post)}?showComment={comment.at * 1000 + milliseconds}#c{own}"
    # Answers point at what they answer since 2012, when Blogger began to nest comments.
    related = ""
    if comment.parent >= 0 and local("madrid", comment.at).year >= 2012:
        parent = _number(f"{post.slug}|{comment.parent}")
        href = f"{_FEEDS}/{of_post}/comments/default/{parent}"
        related = f"<link rel='related' type='application/atom+xml' href='{href}'/>"
    inner = (
        f"<title type='text'>{html.escape(title)}</title>"
        f"<content type='html'>{html.escape(html.escape(comment.text))}</content>"
        f"<link rel='alternate' type='text/html' href='{shown}' title=''/>{related}{_who(comment)}"
        f"<thr:in-reply-to href='{post_url(post)}' ref='tag:blogger.com,1999:blog-{_BLOG}.post-{of_post}' "
        f"source='{_FEEDS}/posts/default/{of_post}' type='text/html'/>"
        f"<gd:extendedProperty name='blogger.displayTime' value='{_displayed(comment.at)}'/>"
    )
    return _wrap(f"post-{own}", "comment", comment.at, inner, milliseconds)


def _who(comment: Comment) -> str:
    """Some have a profile at Blogger, some a site of their own, some only a name."""
    if comment.by is OWNER:
        return _OWNER
    name = comment.name
    key = comment.by.key if comment.by else name
    rng = random.Random(f"{SEED}|blogger profile|{key}")
    if name in ("Quim", "Anónimo", "Juanjo") or (rng.random() < 0.3 and not comment.url):
        return _author(name, "")
    profile = f"https://www.blogger.com/profile/{rng.randrange(10**19, 10**20):020d}"
    return _author(name, comment.url or profile)


def _displayed(at: int) -> str:
    months = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
    told = local("madrid", at)
    return f"{told.day} de {months[told.month - 1]} de {told.year}, {told.hour}:{told:%M}"
