"""QR codes as SVG, drawn into the page: no file, no script, no foreign host."""

import segno
from markupsafe import Markup


def drawn(words: str) -> Markup:
    """A picture of `words`; black on white whatever the page's colours are, as cameras want it."""
    code = segno.make(words, error="m", micro=False)
    svg = code.svg_inline(scale=4, border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704  our own SVG: the words are in it as squares only
