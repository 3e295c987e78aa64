// Nothing here is needed to use a page: it sends the reader's time zone with the form, stops a second press of a button
// while the first is under way, leads to what is wrong with the form, and tells the site that shows the form in a frame
// how high the form is.
(() => {
  let sent = false;
  document.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    sent = false;
    for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  });

  // A browser that hides its zone says UTC, by which no person lives.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  for (const field of document.querySelectorAll("[name=time_zone]")) {
    if (/^(?!Etc)\w+\//.test(zone)) field.value ||= zone;
  }

  // A button that takes the chosen time says which, and what was chosen in another form is no choice any more.
  const sayChoice = (radio) => {
    const button = radio.form?.querySelector("[data-take]");
    if (!button) return;
    const day = radio.closest("details").querySelector("b").textContent;
    button.textContent = `${button.dataset.take}: ${day}, ${radio.nextElementSibling.textContent}`;
    for (const other of document.forms) if (other !== radio.form) other.reset();
  };
  document.addEventListener("change", ({ target }) => sayChoice(target));
  addEventListener("pageshow", () => {
    for (const radio of document.querySelectorAll("[name=at]:checked")) sayChoice(radio);
  });

  // A face that does not load leaves the initials under it.
  addEventListener("error", ({ target }) => target.localName === "img" && target.remove(), true);

  // The page asks for this itself; inside another site's frame, browsers leave it to the script.
  document.querySelector("[autofocus]")?.focus();

  if (window.parent === window) return;
  const tellHeight = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ turno: "height", height }, "*");
  };
  new ResizeObserver(tellHeight).observe(document.body);
  tellHeight();
})();
