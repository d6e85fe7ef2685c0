// Keys of the queue; everything they do can be done without them.
(() => {
  const typing = (target) => /^(TEXTAREA|SELECT|INPUT)$/.test(target.tagName) && target.type !== "checkbox";
  const boxes = [...document.querySelectorAll('input[type="checkbox"][name="rows"]')];
  const why = document.querySelector('textarea[name="why"]');
  const button = (word) => document.querySelector(`button[name="word"][value="${word}"]`);
  const move = (by) => {
    const link = document.querySelector(by > 0 ? 'a[rel="next"]' : 'a[rel="prev"]');
    if (link) return link.click();
    const at = boxes.indexOf(document.activeElement);
    const to = boxes[at < 0 ? 0 : Math.min(Math.max(at + by, 0), boxes.length - 1)];
    if (to) { to.focus(); to.scrollIntoView({ block: "nearest" }); }
  };
  const single = document.querySelector('input[name="single"]') !== null;
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    c: () => single && button("confirm").click(),
    d: () => single && (why.value.trim() ? button("dismiss").click() : why.focus()),
    x: () => boxes.includes(document.activeElement) && document.activeElement.click(),
    Enter: () => boxes.includes(document.activeElement) && document.activeElement.closest("tr").querySelector("a").click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || !keys[event.key]) return;
    if (event.key === "Enter" && !boxes.includes(event.target)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
