// Finds what a reader clicks for more of a list and clicks it. Says "clicked"; "off": it is switched off;
// "lost": there are further pages, and nothing leads to the next; "none": nothing offers more.
(words) => {
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "i");
  const next = whole(words.next), more = whole(words.more), off = new RegExp(words.off, "i");
  const here = new RegExp(words.here, "i"), arrows = new Set(words.arrows);
  const pager = /pag(?:e|er|es|ing|ination|inator)(?![a-z])|fenye|fanye/i;
  const bare = (text) => (text || "").replace(/[<>›»«‹[\]()（）《》→←+.…＞\s]/g, "");
  const said = (e) => [e.innerText, e.value, e.title, e.getAttribute("aria-label")].filter((t) => typeof t === "string");
  const named = (e) => `${e.getAttribute("class") || ""} ${e.id || ""}`;
  const inPager = (e) => { for (let i = 0; e && i < 4; i++, e = e.parentElement) if (pager.test(named(e))) return true; return false; };
  const leads = (e) => {  // only within the section's own folder
    const a = e.closest("a[href]") || e.querySelector("a[href]");
    if (!a || !/^https?:/.test(a.href) || a.getAttribute("href").startsWith("#")) return "here";
    const folder = (url) => new URL(url).host + new URL(url).pathname.replace(/[^/]*$/, "");
    return folder(a.href) === folder(location.href) ? "near" : "away";
  };
  const switchedOff = (e) => [e, e.parentElement, e.firstElementChild].some((x) => x && (x.disabled ||
    x.getAttribute("aria-disabled") === "true" || (x.hasAttribute("disabled")) || off.test(x.getAttribute("class") || "")));
  const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
  const small = [...document.querySelectorAll("a,button,span,li,div,input,i,em,p,td,b,strong,font")]
    .filter((e) => e.childElementCount < 3 && seen(e));
  const innermost = (found) => found.filter((e) => !found.some((other) => other !== e && e.contains(other)));
  const click = (e) => { (e.closest("a,button") || e).click(); return "clicked"; };

  const byWord = innermost(small.filter((e) => said(e).some((t) => t.length < 16 && next.test(bare(t))) && leads(e) !== "away"));
  const byName = small.filter((e) => /(?:^|[-_\s])next(?:$|[-_\s])/i.test(named(e)) && inPager(e) && leads(e) !== "away");
  const byArrow = innermost(small.filter((e) => arrows.has((e.innerText || "").trim()) && inPager(e) && leads(e) !== "away"));
  const byMore = innermost(small.filter((e) => said(e).some((t) => t.length < 16 && more.test(bare(t))) && leads(e) === "here"));
  for (const found of [byWord, byName, byArrow, byMore]) {
    const open = found.find((e) => !switchedOff(e));
    if (open) return click(open);
    if (found.length) return "off";
  }

  const number = (e) => (/^\d{1,4}$/.test(bare(e.innerText)) ? Number(bare(e.innerText)) : null);
  const numbers = small.filter((e) => number(e) !== null && inPager(e));
  const current = numbers.find((e) => here.test(e.getAttribute("class") || "") || here.test(e.parentElement.getAttribute("class") || ""));
  if (!current) return numbers.length > 1 ? "lost" : "none";
  const wanted = numbers.find((e) => number(e) === number(current) + 1 && leads(e) !== "away");
  if (wanted) return click(wanted);
  return numbers.some((e) => number(e) > number(current)) ? "lost" : "off";
}
