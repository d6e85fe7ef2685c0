(() => {
  const box = document.getElementById("q");
  const rules = [...document.querySelectorAll(".rule")];
  const show = (part, on) => { part.hidden = !on; };
  const search = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let hits = 0;
    for (const rule of rules) {
      const text = rule.textContent.toLowerCase();
      const hit = words.every((word) => text.includes(word));
      hits += hit;
      show(rule, hit);
    }
    for (const chapter of document.querySelectorAll(".chapter")) show(chapter, chapter.querySelector(".rule:not([hidden])"));
    show(document.querySelector(".contents"), !words.length);
    show(document.getElementById("nothing"), !hits);
    document.getElementById("hits").textContent = words.length ? `${hits}条` : "";
  };
  show(document.querySelector(".search"), true);
  box.addEventListener("input", search);
})();
