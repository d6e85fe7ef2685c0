"""What the tests of extract are made of."""

import datetime as dt

from auditor.models import ProblemKind
from spiders.extract.extract import extract

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
TITLE = "云湖区水务局关于开展检查的通知"
HEAD = f'<html><head><title>水务局 - 通知 - {TITLE}</title><meta name="ArticleTitle" content="{TITLE}"></head><body>'
TEXT = f"<p>各镇人民政府：</p><p>{'现将有关事项通知如下，请认真执行。' * 5}</p><p>云湖区水务局</p><p>2023年7月21日</p>"
BODY = f'<div class="article-content">{TEXT}</div>'
GONGKAI = "http://www.yunhu.example/gongkai/site_yhswj/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/doc_6017a5b315926bbfe8ec3124.html"


def read(markup: str | bytes, url: str = "page.html", **options):
    body = markup if isinstance(markup, bytes) else markup.encode()
    return extract(body, url=url, fetched_at=NOW, **options)


def kinds(page) -> set[ProblemKind]:
    return {problem.kind for problem in page.problems}


def cells(*pairs: tuple[str, str]) -> str:
    return (
        "<table>"
        + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in pairs)
        + "</table>"
    )
