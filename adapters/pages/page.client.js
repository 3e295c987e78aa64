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

  // The country of the reader's zone is chosen unless one is, and its telephone prefix stands before a number.
  const country = document.querySelector("select[name=country]:has([data-zone])");
  const phone = document.querySelector("input[name=phone]");
  if (country) {
    const ofZone = [...country.options].find((option) => option.dataset.zone === zone);
    if (!country.value && ofZone) country.value = ofZone.value;
    const sayPrefix = () => {
      const prefix = country.selectedOptions[0]?.dataset.prefix;
      if (phone && prefix && /^(\+\d{1,4})?\s*$/.test(phone.value)) phone.value = `${prefix} `;
    };
    country.addEventListener("change", sayPrefix);
    sayPrefix();
  }

  // The page before this one and this one, where no site that shows it in a frame has said which.
  const form = document.querySelector("form[action=leads]");
  const say = (name, value) => {
    if (!form || !value || form.elements[name]) return;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  };
  if (window.parent === window) {
    say("referrer", document.referrer);
    say("landing_page", location.href);
  }

  // Parts of a form, one after another; without this they all stand on the page.
  const bar = document.querySelector("[data-steps]");
  const steps = [...document.querySelectorAll("[data-step]")];
  if (bar && steps.length > 1) {
    const last = document.querySelector(".last");
    const [back, next] = [bar.dataset.back, bar.dataset.next].map((text) =>
      Object.assign(document.createElement("button"), { type: "button", textContent: text }),
    );
    back.className = "quiet";
    const where = Object.assign(document.createElement("span"), { className: "hint" });
    where.setAttribute("role", "status");
    bar.append(back, where, next);
    last.before(bar);
    bar.hidden = false;
    let at = 0;
    const show = (to) => {
      at = to;
      for (const [n, step] of steps.entries()) step.hidden = n !== at;
      back.hidden = at === 0;
      next.hidden = at === steps.length - 1;
      last.hidden = !next.hidden;
      where.textContent = bar.dataset.of.replace("{n}", at + 1).replace("{all}", steps.length);
    };
    const isFilled = () =>
      [...steps[at].querySelectorAll("input,select,textarea")].every((one) => one.reportValidity());
    const go = (to) => {
      show(to);
      steps[at].querySelector("input,select,textarea")?.focus();
    };
    next.addEventListener("click", () => isFilled() && go(at + 1));
    back.addEventListener("click", () => go(at - 1));
    // Enter goes on to the next part as well, and sends at the end.
    form.addEventListener(
      "submit",
      (event) => {
        if (at === steps.length - 1) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (isFilled()) go(at + 1);
      },
      true,
    );
    show(0);
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
  const submitted = document.querySelector("[data-submitted]");
  if (form) window.parent.postMessage({ turno: "shown" }, "*");
  if (submitted) window.parent.postMessage({ turno: "submitted", redirect: submitted.dataset.redirect }, "*");
  new ResizeObserver(tellHeight).observe(document.body);
  tellHeight();
})();
