"""The queue by its keys, and the run under way as it goes, in a browser under the portal's own policy."""

import re

from test_web_browser import browser, pytestmark, served, sign_in  # noqa: F401

from auditor.models.issue_kinds import IssueState


def test_the_queue_is_worked_through_by_keys(served, browser):
    portal, base = served
    with browser.new_page() as page:
        sign_in(page, base, portal, "inspector")
        page.goto(f"{base}/review")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("x")
        assert page.locator("input[name=rows]:checked").count() == 1
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/review/"))
        before = page.url
        page.keyboard.press("k")
        page.wait_for_url(lambda url: url != before)
        first = _number(page.url)
        page.keyboard.press("j")
        page.wait_for_url(before)
        page.keyboard.press("k")
        page.wait_for_url(lambda url: url != before)
        page.keyboard.press("d")
        page.keyboard.type("jck 不是问题")
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        page.wait_for_url(lambda url: first not in url)
        second = _number(page.url)
        if page.locator("select[name=whose]").input_value():
            page.keyboard.press("c")
            page.wait_for_url(lambda url: second not in url)
            assert portal.store.issues.numbered(second)[0].state is IssueState.CONFIRMED
    row = portal.store.issues.numbered(first)[0]
    assert row.state is IssueState.DISMISSED and row.events[-1].why == "jck 不是问题"


def test_the_run_under_way_is_told_anew_without_a_reload(served, browser):
    portal, base = served
    number = portal.store.runs.plan("wenchangwan", "nightly", at=portal.at, as_of=portal.at)
    portal.store.runs.start(number, at=portal.at)
    with browser.new_page() as page:
        faults = []
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        sign_in(page, base, portal, "operator")
        page.goto(f"{base}/runs")
        assert f"第 {number} 次" in page.inner_text("#now")
        portal.store.runs.finish(number, portal.store.run(1).state, at=portal.at)
        page.wait_for_selector("#now:has-text('没有。')")
        assert not faults


def _number(url):
    return re.search(r"/review/[\w-]+/([\d-]+)", url)[1]
