"""Label-API portals of 安徽, 四川 and others: `/public/column/…`, `/content/detail/…`; th/td pairs over .wzcon."""

import re

from spiders.cms import Family

FAMILY = Family(
    name="labelapi",
    label="标签接口平台",
    article_url=re.compile(
        r"/(?:public/(?:content|\d+)/\d+|(?:content/article|xxgk/content)/\d+)(?:\.html?)?(?:$|[?#])"
    ),
    list_url=re.compile(r"/(?:public|content)/column/\d+|/site/label/\d+"),
    info=(".table_suoyin", ".xxgk-table", ".suoyin table"),
    body=(".wzcon", "#zoom", ".j-fontContent", ".contentbox"),
    heading=(".wztit", ".newstitle", "h1.title"),
    shown_date=(".wzfbxx",),
    signs=("Ls.pagination", "/site/label/", "j-fontContent", 'class="wzcon'),
)
