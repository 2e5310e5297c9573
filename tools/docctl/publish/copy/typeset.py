"""HTML to PDF: nothing is fetched, every font is embedded, and the same HTML gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import warnings
from contextlib import redirect_stdout
from typing import TYPE_CHECKING
from typing import Never

if TYPE_CHECKING:
    from types import ModuleType

# For keeping: its text can be copied and searched, and it needs nothing that is not in the file (ISO 19005-2).
VARIANT = "pdf/a-2u"


class NoTypesetter(Exception):  # noqa: N818 - read as a sentence
    """WeasyPrint, or the Pango library that it needs, is not there."""


class Outside(Exception):  # noqa: N818 - as above
    """The page names something that is not in it."""


class _Closed:
    """Answers whoever wants a file or an address."""

    # So that WeasyPrint ends instead of leaving out what it does not get.
    _fail_on_errors = True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, url: str, *_: object, **__: object) -> Never:
        self.asked.append(url)
        raise Outside(url)


def typesetter() -> ModuleType:
    """WeasyPrint, which is an optional part and takes half a second to load."""
    try:
        # It prints advice on libraries that are missing; ours comes with the command that mends it.
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint  # noqa: PLC0415 - see above

            found: ModuleType = weasyprint
    except (ImportError, OSError) as error:  # OSError: a library that it needs is not found
        raise NoTypesetter(str(error)) from None
    return found


def pdf_of(html: str, variant: str | None = VARIANT) -> bytes:
    """The PDF of an HTML page that names no file and no address; no variant where foreign pages are to come in."""
    weasyprint = typesetter()
    closed = _Closed()
    identifier = hashlib.sha256(html.encode("utf-8", "replace")).digest()[:16]
    try:
        with warnings.catch_warnings():
            # WeasyPrint leaves the file of its colour profile to be closed by whoever collects it.
            warnings.simplefilter("ignore", ResourceWarning)
            page = weasyprint.HTML(string=html, url_fetcher=closed, media_type="print")
            made: bytes = page.write_pdf(pdf_variant=variant, pdf_identifier=identifier)
    except BaseException:  # WeasyPrint's own for this is no Exception
        if closed.asked:
            raise Outside(closed.asked[0]) from None
        raise
    return made
