"""An attachment as a page of its own, for rules that read files; what they find is a fault of the page that offers it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from auditor.models import Attachment, Document, Flaw, Page, PageKind
from auditor.models.address import canonical


def file_pages(page: Page) -> Iterator[tuple[Attachment, Page]]:
    """Each attachment that was read, with its text in the place of the page's."""
    for attachment in page.attachments:
        if attachment.content and attachment.content.document.paragraphs:
            yield attachment, _file_page(page, attachment)


def in_attachment(flaw: Flaw, attachment: Attachment) -> Flaw:
    """The flaw with the file and the place in it; it stands at the offering page, which is read every night."""
    place = flaw.place or _place_of(flaw.quote, attachment)
    where = f"附件“{attachment.name}”{place}"
    return dataclasses.replace(
        flaw,
        message=f"{where}：{flaw.message}（{attachment.url}）",
        subject=" ".join(filter(None, (canonical(attachment.url), flaw.subject))),
        capture=flaw.capture or attachment.capture,
    )


def without_text(attachment: Attachment) -> Attachment:
    """The attachment with what is known of its content and the title it bears, but not its words."""
    if attachment.content is None:
        return attachment
    bare = dataclasses.replace(
        attachment.content, document=Document(title=attachment.content.title), hidden_text=""
    )
    return dataclasses.replace(attachment, content=bare)


def _file_page(page: Page, attachment: Attachment) -> Page:
    assert attachment.content is not None
    document = attachment.content.document
    return dataclasses.replace(
        page,
        url=attachment.url,
        kind=PageKind.FILE,
        title=attachment.name,
        heading=None,
        fields={},
        labels={},
        metas={},
        document=document,
        text_digest="",
        text_length=document.text_length,
        attachments=(),
        links=(),
        media=(),
        recorded_at=None,
        recorded_from=None,
        problems=(),
    )


def _place_of(quote: str, attachment: Attachment) -> str:
    paragraphs = attachment.content.document.paragraphs if attachment.content and quote else ()
    return next((p.place for p in paragraphs if quote in p.text), "")
