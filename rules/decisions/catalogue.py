"""The yearly catalogue of major decisions: which pages are one, and which papers it lists."""

from auditor.models import Page, PageKind, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from ..relations import core, named_works

_CATALOGUE = pattern(
    r"重大(?:行政)?决策.{0,12}(?:目录|事项清单|清单)|\d年度?重大(?:行政)?决策事项(?:一览表|表)?$"
)
_ABOUT = pattern(r"解读|通知|办法|公告$|征求|意见|召开|会议(?:研究|审议)")
_MADE_KNOWN = pattern(r"(?:公布|发布|印发|调整|更新|增补).{0,30}目录的(?:通知|公告)$")
_PLACE = pattern(r"^[\u4e00-\u9fff]{2,4}[县市区](?=.{5})")
_LEAST_NAME = 5  # characters of a name that say enough


def is_catalogue(page: Page) -> bool:
    """Whether the page shows the catalogue itself, and not a word about it."""
    title = squeeze(page.title)
    if page.kind is not PageKind.ARTICLE or not _CATALOGUE.search(title):
        return False
    return not _ABOUT.search(title) or bool(_MADE_KNOWN.search(title))


def is_catalogued(page: Page, site: Site) -> bool:
    """Whether a catalogue of the portal lists what the page is about."""
    listed = site.once(_listed)
    return bool(listed) and any(name in listed for name in names_of(page))


def names_of(page: Page) -> frozenset[str]:
    """What a catalogue may call the page's matter: its name, with or without the place it is for."""
    title = page.title or ""
    names = named_works(title) | {core(title)}
    return frozenset(bare for name in names if len(bare := _PLACE.sub("", name)) >= _LEAST_NAME)


def _listed(site: Site) -> str:
    """The words of every catalogue."""
    told = (site.documents.get(canonical(page.url)) for page in site.pages if is_catalogue(page))
    return squeeze("\n".join(document.text for document in told if document))
