"""A decoded, parsed page, with the family that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from auditor.text.decode import Decoded
from spiders.extract.container import Outline
from spiders.extract.frame import article_name, without_site
from spiders.family import Family, families, family_for
from spiders.html.markup import host, join, tree_of
from spiders.html.metas import metas_of, page_name

_PLACES = ("info", "body", "heading", "shown_date", "breadcrumb")


@dataclass(frozen=True)
class DecodedPage:
    """A decoded, parsed page."""

    text: str
    root: Any
    outline: Outline
    metas: Mapping[str, str]
    name: str  # <title>
    family: Family
    address: str  # absolute, "" where the page has none
    base: str
    charset: str = "utf-8"  # what its text was decoded with
    cut: str = ""  # in Chinese what of the page was left out

    @cached_property
    def names(self) -> tuple[str | None, str | None]:
        """What the page calls its article: by its tag, and by its own name."""
        tag = self.metas.get("ArticleTitle")
        return (without_site(tag, self.metas) if tag else None), article_name(self.name, self.metas)

    @classmethod
    def of(cls, decoded: Decoded, url: str, cms: str | None, selectors: Mapping[str, str]) -> DecodedPage:
        text = decoded.text
        tree = tree_of(text, comments=False, charset=decoded.encoding)
        root = tree.root
        metas = metas_of(root)
        address = next((a for a in (url, metas.get("Url", "")) if _is_address(a)), "")
        based = next((base.get("href") for base in root.iter("base")), None)
        base = (join(address, based) if based else None) or address
        family = _with_selectors(_family(url, address, cms, text), selectors)
        return cls(
            text=text,
            root=root,
            outline=Outline.of(root),
            metas=metas,
            name=page_name(root),
            family=family,
            address=address,
            base=base,
            charset=decoded.encoding,
            cut=tree.cut,
        )


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://")) and host(url) != ""


def known_family(cms: str | None) -> str:
    """The family's name as it is registered: gov.cn is govcn."""
    name = (cms or "").lower().replace(".", "").replace("-", "")
    return name if name in families() else "generic"


def _family(url: str, address: str, cms: str | None, text: str) -> Family:
    """The family that the address says, else the caller, else the page's own address, else its markup."""
    known = known_family(cms)
    if (family := family_for(url, known)).name != "generic":
        return family
    if address != url and (family := family_for(address)).name != "generic":
        return family
    counts = {name: sum(sign in text for sign in family.signs) for name, family in families().items()}
    most = max(counts.values())
    best = [name for name, count in counts.items() if count == most]
    return families()[best[0] if most and len(best) == 1 else "generic"]


def _with_selectors(family: Family, selectors: Mapping[str, str]) -> Family:
    own: dict[str, Any] = {
        place: (css, *getattr(family, place)) for place in _PLACES if (css := selectors.get(place))
    }
    return replace(family, **own) if own else family
