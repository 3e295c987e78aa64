// Shows the form in a frame after the script element that loaded this file:
// <script src="https://…/embed.js" data-lang="es" async></script>
(() => {
  const base = TURNO_BASE_URL;
  const titles = TURNO_TITLES;
  const script = document.currentScript;
  const asked = script.dataset.lang || document.documentElement.lang || navigator.language || "";
  const lang = asked.toLowerCase().split("-")[0];

  const address = new URL(`${base}/form`);
  address.searchParams.set("embed", "1");
  if (titles[lang]) address.searchParams.set("lang", lang);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name.startsWith("utm_")) address.searchParams.set(name, value);
  }

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || titles[lang] || Object.values(titles)[0];
  frame.style.cssText = "display:block;width:100%;border:0;height:900px;color-scheme:light dark";
  let shown = false;
  frame.addEventListener("load", () => {
    // After a step inside the frame its top may have scrolled out of sight.
    if (shown && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    shown = true;
  });
  addEventListener("message", (event) => {
    if (event.origin !== address.origin || event.source !== frame.contentWindow) return;
    const { turno, height } = event.data ?? {};
    if (turno === "height" && height > 0 && height < 10000) frame.style.height = `${Math.ceil(height)}px`;
  });
  script.after(frame);
})();
