// The page around the pieces: saving files, the language and its direction, a file dropped on the text,
// and the button in a piece that asks for the page again. digest.js lights up the pieces themselves.
(() => {
  const find = (selector) => document.querySelector(selector);

  window.mtLanguage = () => {
    const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("mt-language");
    return asked === "ar" ? "ar" : "en";
  };

  window.mtTurn = (language) => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    localStorage.setItem("mt-language", language);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no permission, or an address that is not this machine's: the old way
      const box = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    const button = find("#mt-copy");
    button?.classList.add("mt-did");
    setTimeout(() => button?.classList.remove("mt-did"), 1500);
  };

  window.mtDeliver = (parcel) => {
    if (!parcel) return;
    if (parcel.copy !== undefined) {
      copy(parcel.copy);
    } else if (parcel.data) {
      const bytes = Uint8Array.from(atob(parcel.data), (c) => c.charCodeAt(0));
      const address = URL.createObjectURL(new Blob([bytes], { type: parcel.mime }));
      Object.assign(document.createElement("a"), { href: address, download: parcel.name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    }
  };

  document.addEventListener("click", (e) => {
    const button = e.target.closest?.("[data-act='keep']");
    if (!button) return;
    window.mtLine = Number(button.dataset.line ?? 0); // 0: all of them
    find("#mt-again")?.click();
  });

  // What comes of a button is below it, on a phone out of sight.
  document.addEventListener("click", (e) => {
    if (!e.target.closest?.("#mt-run")) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    let looks = 0;
    const look = setInterval(() => {
      const there = find("#mt-result .mt-digest");
      if (there) find("#mt-status").scrollIntoView({ block: "start", behavior });
      if (there || (looks += 1) > 100) clearInterval(look);
    }, 200);
  });

  const overSource = (e) => e.target.closest?.("#mt-source") && e.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (e) => {
    if (overSource(e)) e.preventDefault();
  });
  document.addEventListener("drop", (e) => {
    if (!overSource(e)) return;
    e.preventDefault();
    const input = find("#mt-file input[type=file]") ?? find("input#mt-file") ?? find("#mt-file")?.parentElement.querySelector("input[type=file]");
    if (!input) return;
    input.files = e.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  mtTurn(mtLanguage());
})();
