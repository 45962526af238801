"""The sender's own words, whatever stands around them."""

import pytest

from vinculo.sources.mail.letter import written_text
from vinculo.sources.mail.words import WORDS_MAX, own_words

OWN = "Perfecto, nos vemos allí.\n\nAna"


@pytest.mark.parametrize(
    "below",
    [
        "> ¿A las diez?\n> Pau",
        "El lun, 15 ene 2024 a las 10:02, Pau Soler (<pau@y.es>) escribió:\n\n> ¿A las diez?",
        "El lun, 15 ene 2024 a las 10:02, Pau Soler (<\npau@y.es>) escribió:\n\n> ¿A las diez?",
        "El 15/1/24 a las 10:02, Pau escribió:\n> ¿A las diez?",
        "On Mon, Jan 15, 2024 at 10:02 AM Pau Soler <pau@y.es> wrote:\n\n> ¿A las diez?",
        "On Mon, Jan 15, 2024 at 10:02 AM Pau Soler\n<pau@y.es>\nwrote:\n\n> ¿A las diez?",
        "On Jan 15, 2024, at 10:02, Pau wrote:\n\n¿A las diez? (not marked)",
        "Le lun. 15 janv. 2024 à 10:02, Pau <pau@y.es> a écrit :\n> ¿A las diez?",
        "Am 15.01.2024 um 10:02 schrieb Pau Soler:\n> ¿A las diez?",
        "Missatge de Pau <pau@y.es> del dia dl., 15 de gen. 2024 a les 10:02:\n\n> ¿A las diez?",
        'Pau Soler <pau@y.es> escribió el 15/1/2024:\n> "¿A las diez?"',
        "2024-01-15 10:02 GMT+01:00 Pau Soler <pau@y.es>:\n\n> ¿A las diez?",
        "15.01.2024 10:02 пользователь Pau <\npau@y.es> написал:\n\n> ¿A las diez?",
        "-----Mensaje original-----\nDe: Pau\nEnviado el: lunes\nAsunto: x\n\n¿A las diez?",
        "-----Original Message-----\nFrom: Pau\n\n¿A las diez?",
        "________________\nDe: Pau <pau@y.es>\nEnviado: lunes\nPara: Ana\nAsunto: x\n\n¿A las diez?",
        "*From:* Pau Soler\n*Sent:* Monday\n*To:* Ana\n*Subject:* x\n\n¿A las diez?",
        "Date: Mon, 15 Jan 2024\nSubject: x\nFrom: pau@y.es\nTo: ana@x.es\n\n¿A las diez?",
        "---------- Forwarded message ---------\nDe: Pau\n\n¿A las diez?",
        "Inicio del mensaje reenviado:\n\nDe: Pau\nAsunto: x",
        "-- \nAna Ruiz\nEstudio Norte · +34 600 000 000",
        "Enviado desde mi iPhone",
        "Sent from my Galaxy\n\n> ¿A las diez?",
        "Obtener Outlook para Android<https://aka.ms/x>",
        "AVISO LEGAL: este mensaje es confidencial.",
        "Este mensaje y sus archivos adjuntos van dirigidos exclusivamente a su destinatario.",
    ],
)  # fmt: skip
def test_quotations_signatures_and_notices_are_not_own_words(below: str) -> None:
    """In the styles of Gmail, Outlook, Apple Mail and Thunderbird, in several languages."""
    assert own_words(f"{OWN}\n\n{below}") == OWN


def test_an_attribution_directly_below_the_words_leaves_them_whole() -> None:
    """A line of one's own with a time in it, wrapped attribution or not, is one's own."""
    text = "Te llamo a las 10:30\nEl lun, 15 ene 2024 a las 10:02, Pau (<pau@y.es>) escribió:\n> Vale"
    assert own_words(text) == "Te llamo a las 10:30"


def test_answers_between_quoted_lines_are_own_words() -> None:
    """Whoever answers point by point has written every answer."""
    text = "On 15 Jan 2024, Pau <pau@y.es> wrote:\n> ¿A las diez?\n\nSí.\n\n> ¿Con Eva?\nTambién.\n\n--\nAna"
    assert own_words(text) == "Sí.\n\nTambién."


@pytest.mark.parametrize(
    "text",
    [
        "De: Madrid\nA: Bilbao\nFecha: 12/3/2024",
        "Ella escribió:\nel mejor informe de todos.",
        "Notas:\n- uno\n- dos",
        "El acta de 2023 decía:\nnada.",
        "From now on we meet at 10:00:\nevery day.",
        "Original message",
        "Enviado desde el aeropuerto, llego tarde",
        "Un saludo — Ana",
        "Total: 10 €\n\n---\n\nGracias",
    ],
)
def test_prose_that_looks_like_a_quotation_stays(text: str) -> None:
    """Losing somebody's words is worse than keeping a line too many."""
    assert own_words(text) == text


def test_what_is_kept_of_a_letter_has_an_end() -> None:
    """Pasted logs are no letter."""
    assert len(own_words("palabra " * 10_000)) <= WORDS_MAX


def test_html_alone_is_read_as_its_reader_sees_it() -> None:
    """Without styles, without what Gmail and Outlook quote below."""
    gmail = (
        "<html><head><title>x</title><style>p{}</style></head><body><div>Hola,<br>Pau</div>"
        '<div class="gmail_quote"><div class="gmail_attr">El lun, 15 ene 2024 a las 10:02, Pau '
        '(&lt;<a href="mailto:pau@y.es">pau@y.es</a>&gt;) escribi&oacute;:<br></div>'
        "<blockquote>¿A las diez?</blockquote></div></body></html>"
    )
    assert written_text({"html": gmail}) == "Hola,\nPau"
    outlook = (
        "<div>Hecho.</div><hr><div><b>De:</b> Pau<br><b>Enviado:</b> lunes<br><b>Para:</b> Ana<br>"
        "<b>Asunto:</b> x</div><div>¿A las diez?</div>"
    )
    assert written_text({"html": outlook}) == "Hecho."
    assert written_text({"plain": "  \n", "html": "<p>Solo HTML</p>"}) == "Solo HTML"


def test_a_link_to_linkedin_is_kept_as_a_person_would_copy_it() -> None:
    """The slot that was kept for reading notifications is not part of anybody's words."""
    assert written_text({"plain": "Mira https://www.linkedin.com/in/ana#eml-x-hero-1 ya"}) == (
        "Mira https://www.linkedin.com/in/ana ya"
    )
