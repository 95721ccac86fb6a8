"""HTML to PDF pages: the only file that calls the layout engine."""

from __future__ import annotations

import logging
from typing import Any, cast

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from govern.records.rendering.job import Job

logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)


class OutsideResource(Exception):
    """The document asks for something that is not part of it; `address` says what."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class DataOnly(URLFetcher):  # type: ignore[misc]  # the engine ships no types
    """Opens `data:` addresses and nothing else: a document that asks for more is refused whole, not
    printed in part.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The content of a data address; anything else ends the layout."""
        if not url.lower().startswith("data:"):
            raise FatalURLFetchingError(url)
        return super().fetch(url, headers)


def lay_out(job: Job) -> bytes:
    """The PDF for a job, before finishing. Raises OutsideResource."""
    variant = "pdf/a-3a" if job.tagged else "pdf/a-3b"
    try:
        pdf = HTML(string=_dated(job), url_fetcher=DataOnly(), base_url=None).write_pdf(
            pdf_variant=variant,
            pdf_identifier=bytes.fromhex(job.identifier),
        )
    except FatalURLFetchingError as refused:
        raise OutsideResource(str(refused)) from None
    return cast(bytes, pdf)


def _dated(job: Job) -> str:
    """The document with its dates in the head, where the engine looks for them."""
    dates = "".join(
        f'<meta name="dcterms.{name}" content="{job.created}">' for name in ("created", "modified")
    )
    return job.html.replace("<head>", "<head>" + dates, 1)
