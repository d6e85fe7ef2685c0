"""The store keeps what page rules said of each page, on both databases."""

from stores import article, begin, finding, store, url  # noqa: F401

from auditor.judge.memory import Said, Verdicts
from auditor.models.address import canonical


def verdicts(number: int) -> Verdicts:
    said = finding(number, quote="半个\ud800字，空\0字")
    return Verdicts(f"key{number}", ("aa", "bb"), {"bb": (Said(said), Said(said, place=2))})


def test_verdicts_come_back_by_address_and_are_replaced(store):
    run = begin(store)
    heard = {}
    for number in (1, 2):
        store.pages.save("wch", run, article(number))
        heard[canonical(article(number).url)] = verdicts(number)
    store.verdicts.keep("wch", heard)
    assert dict(store.verdicts.of("wch")) == heard
    assert dict(store.verdicts.of("another")) == {}
    first = canonical(article(1).url)
    store.verdicts.keep("wch", {first: verdicts(7)})
    assert dict(store.verdicts.of("wch")) == heard | {first: verdicts(7)}


def test_rows_of_pages_that_are_not_there_are_dropped(store):
    run = begin(store)
    store.pages.save("wch", run, article(1))
    there, gone = canonical(article(1).url), canonical(article(2).url)
    store.verdicts.keep("wch", {there: verdicts(1), gone: verdicts(2)})
    store.verdicts.keep("wch", {})
    assert store.verdicts.of("wch").keys() == {there}
