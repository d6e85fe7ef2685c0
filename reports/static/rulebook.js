(() => {
  const box = document.getElementById("q");
  const rules = [...document.querySelectorAll(".rule")].map((element) => ({ element, text: element.textContent.toLowerCase() }));
  const families = [...document.querySelectorAll(".family")];
  const ways = [...document.querySelectorAll(".ways button")];
  const show = (part, on) => { part.hidden = !on; };
  const search = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = ways.filter((way) => way.getAttribute("aria-pressed") === "true").map((way) => way.dataset.way);
    const narrowed = words.length > 0 || asked.length > 0;
    let hits = 0;
    for (const { element, text } of rules) {
      const hit = words.every((word) => text.includes(word)) && (!asked.length || asked.includes(element.dataset.way));
      hits += hit;
      show(element, hit);
      show(document.querySelector(`.family a[href="#${element.id}"]`), hit);
    }
    for (const chapter of document.querySelectorAll(".chapter")) show(chapter, chapter.querySelector(".rule:not([hidden])"));
    for (const family of families) {
      show(family, family.querySelector("a:not([hidden])"));
      if (narrowed) family.open = true;
    }
    show(document.getElementById("nothing"), !hits);
    document.getElementById("hits").textContent = narrowed ? `符合的有${hits}条` : "";
  };
  for (const hidden of document.querySelectorAll(".search, .ways")) show(hidden, true);
  for (const way of ways) {
    way.addEventListener("click", () => {
      way.setAttribute("aria-pressed", String(way.getAttribute("aria-pressed") !== "true"));
      search();
    });
  }
  box.addEventListener("input", search);
})();
