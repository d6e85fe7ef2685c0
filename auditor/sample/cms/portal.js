// What the list pages of the three script-paged families need to look right in a browser.
"use strict";

function pager(box, pages, current, go) {
  box.replaceChildren();
  for (let n = 1; n <= pages; n += 1) {
    const a = document.createElement("a");
    a.textContent = ` ${n} `;
    a.href = "#";
    if (n === current) a.style.fontWeight = "bold";
    a.onclick = (event) => { event.preventDefault(); go(n); };
    box.append(a);
  }
}

function $(selector) {
  const box = document.getElementById(selector.slice(1));
  const read = (text) => [...text.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)].map((found) => found[1]);
  return {
    jpage(options) {
      const rows = read(box.querySelector("script").textContent);
      const list = document.createElement("ul");
      list.className = "list";
      const pages = document.createElement("div");
      pages.className = "pager";
      box.append(list, pages);
      const show = async (n) => {
        const from = (n - 1) * options.perPage;
        while (rows.length <= from) {
          const query = `columnid=${options.columnid}&startrecord=${rows.length + 1}`;
          rows.push(...read(await (await fetch(`${options.proxyUrl}?${query}`)).text()));
        }
        list.innerHTML = rows.slice(from, from + options.perPage).join("");
        pager(pages, Math.ceil(options.totalRecord / options.perPage), n, show);
      };
      if (rows.length) show(1);
    },
  };
}

function createPageHTML(pages, current, name, extension) {
  for (let n = 0; pages > 1 && n < pages; n += 1) {
    const file = n ? `${name}_${n}` : name;
    document.write(n === current ? ` <b>${n + 1}</b> ` : ` <a href="${file}.${extension}">${n + 1}</a> `);
  }
}

const Ls = {
  pagination(selector, options) {
    const show = async (n) => {
      const fragment = await fetch(`${options.url}&pageIndex=${n}`);
      document.querySelector("#list_box").innerHTML = await fragment.text();
      pager(document.querySelector(selector), options.pageCount, n, show);
    };
    if (options.pageCount > 1) pager(document.querySelector(selector), options.pageCount, 1, show);
  },
};
