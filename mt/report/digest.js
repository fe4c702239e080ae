// Pointing at a sentence lights up its counterpart, pointing at a word the words aligned with it; a click
// keeps a sentence lit, a click on a sentence of the summary shows its sources. Arrow keys walk through the
// sentences, Escape clears. All by events that rise to the document, so that pieces may come and go.
(() => {
  if (document.documentElement.dataset.mtDigest) return;
  document.documentElement.dataset.mtDigest = "on";

  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const clear = (root, ...names) => names.forEach((name) => all(root, "." + name).forEach((e) => e.classList.remove(name)));
  const rootOf = (node) => node.closest?.(".mt-digest.both");
  const sentences = (root, number) => all(root, `[data-s="${number}"]`);
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  const lightWord = (root, number, word, onEnglish) => {
    const [english, arabic] = [true, false].map((wanted) =>
      sentences(root, number).find((s) => (s.closest(".source") === null) === wanted));
    if (!english?.dataset.a || !arabic) return;
    const own = all(onEnglish ? english : arabic, "[data-w]");
    const others = all(onEnglish ? arabic : english, "[data-w]");
    const place = own.indexOf(word);
    for (const pair of english.dataset.a.split(" ")) {
      const [a, b] = pair.split("-").map(Number);
      if ((onEnglish ? b : a) !== place) continue;
      word.classList.add("word");
      others[onEnglish ? a : b]?.classList.add("word");
    }
  };

  const light = (target) => {
    const root = rootOf(target);
    if (!root) return;
    clear(root, "lit", "word");
    const sentence = target.closest("[data-s]");
    if (!sentence) return;
    sentences(root, sentence.dataset.s).forEach((e) => e.classList.add("lit"));
    const word = target.closest("[data-w]");
    if (word) lightWord(root, sentence.dataset.s, word, !sentence.closest(".source"));
  };

  const showSources = (root, said) => {
    const again = said.classList.contains("asked");
    clear(root, "asked", "basis", "pinned");
    if (again) return;
    const numbers = said.dataset.from.split(" ");
    all(root, `[data-from="${said.dataset.from}"]`).forEach((e) => e.classList.add("asked"));
    const found = numbers.flatMap((n) => sentences(root, n));
    found.forEach((e) => e.classList.add("basis"));
    found[0]?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  };

  const pin = (root, sentence) => {
    const again = sentence.classList.contains("pinned");
    clear(root, "pinned", "asked", "basis");
    if (!again) sentences(root, sentence.dataset.s).forEach((e) => e.classList.add("pinned"));
  };

  const visit = (root, link) => {
    const goal = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!goal) return;
    clear(root, "visited");
    goal.classList.add("visited");
    goal.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    if (!goal.hasAttribute("tabindex") && goal.tagName !== "A") goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
  };

  // Scrolling moves words under a pointer that rests; only one that moved points at something. What the
  // keyboard has lit would go out otherwise.
  let rest = "";
  const moved = (e) => rest !== (rest = `${e.screenX} ${e.screenY}`);
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerover", (e) => moved(e) && light(e.target));
  document.addEventListener("focusin", (e) => light(e.target));
  document.addEventListener("click", (e) => {
    const root = e.target.closest?.(".mt-digest");
    if (!root) return;
    const said = e.target.closest("[data-from]");
    const mark = e.target.closest("a.mark");
    if (said) {
      e.preventDefault();
      showSources(root, said);
    } else if (mark) {
      e.preventDefault(); // the page around a piece may keep its own address
      visit(root, mark);
    } else if (getSelection()?.isCollapsed !== false) {
      const sentence = e.target.closest("[data-s]");
      if (sentence && root.matches(".both")) pin(root, sentence);
    }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      all(document, ".mt-digest").forEach((root) => clear(root, "lit", "word", "pinned", "asked", "basis", "visited"));
      return;
    }
    const at = e.target.matches?.(".mt-digest [data-s][tabindex]") ? e.target : null;
    if (!at || e.altKey || e.ctrlKey || e.metaKey) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key];
    if (step) {
      const walk = all(rootOf(at), "[data-s][tabindex]");
      const next = walk[walk.indexOf(at) + step];
      if (!next) return;
      e.preventDefault();
      at.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      pin(rootOf(at), at);
    }
  });
})();
