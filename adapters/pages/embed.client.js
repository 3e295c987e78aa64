// Shows the form in a frame after the script element that loaded this file:
// <script src="https://…/embed.js" data-lang="es" async></script>
// The element tells what happens by events, which bubble: turno:shown and turno:submitted.
(() => {
  const base = TURNO_BASE_URL;
  const titles = TURNO_TITLES;
  const refusals = TURNO_REFUSALS;
  const origins = TURNO_ORIGINS;
  const script = document.currentScript;
  const asked = script.dataset.lang || document.documentElement.lang || navigator.language || "";
  const lang = asked.toLowerCase().split("-")[0];

  // A browser shows nothing in the frame of a site that is not allowed, and says so in its console alone.
  if (!origins.includes(location.origin)) {
    const told = document.createElement("p");
    told.setAttribute("role", "alert");
    told.style.cssText = "padding:1rem;border:2px solid #b3261e;color:#b3261e;background:#fff;font:1rem sans-serif";
    told.textContent = (refusals[lang] || Object.values(refusals)[0]).replace("{origin}", location.origin);
    script.after(told);
    return;
  }

  const address = new URL(`${base}/form`);
  address.searchParams.set("embed", "1");
  if (titles[lang]) address.searchParams.set("lang", lang);
  // What the page's address says, as the form's hidden fields may ask for any of it.
  for (const [name, value] of [...new URLSearchParams(location.search)].slice(0, 40)) {
    if (!address.searchParams.has(name)) address.searchParams.set(name, value.slice(0, 200));
  }
  address.searchParams.set("landing_page", `${location.origin}${location.pathname}`);
  if (document.referrer) address.searchParams.set("referrer", document.referrer.slice(0, 500));

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
  const tell = (name) => frame.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true }));
  let told = false;
  addEventListener("message", (event) => {
    if (event.origin !== address.origin || event.source !== frame.contentWindow) return;
    const { turno, height, redirect } = event.data ?? {};
    if (turno === "height" && height > 0 && height < 10000) frame.style.height = `${Math.ceil(height)}px`;
    if (turno === "shown" && !told) {
      told = true;
      tell("turno:shown");
    }
    if (turno === "submitted" && tell("turno:submitted") && /^https:\/\//.test(redirect ?? ""))
      location.assign(redirect);
  });
  script.after(frame);
})();
