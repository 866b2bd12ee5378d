// Everything works without this file. It takes files that are dropped, puts the source behind what is copied, and shows
// where the reader is in the outline.
"use strict";
(() => {
  // Addresses that people share say only what was chosen.
  for (const form of document.querySelectorAll("form[method=get]")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) {
        if (field.name && field.value === "") field.disabled = true;
      }
    });
  }
  window.addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("form [name][disabled], form button[disabled]")) field.disabled = false;
  });
  // A file may be dropped where it may be chosen.
  for (const form of document.querySelectorAll("form.drop")) {
    const field = form.querySelector("input[type=file]");
    field.addEventListener("change", () => {
      const large = [...field.files].some((file) => file.size > Number(form.dataset.most));
      field.setCustomValidity(large ? form.dataset.large : "");
      field.reportValidity();
    });
    const hold = (event) => { event.preventDefault(); form.classList.add("over"); };
    form.addEventListener("dragenter", hold);
    form.addEventListener("dragover", hold);
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change"));
      form.requestSubmit ? form.requestSubmit() : form.submit();
    });
  }
  // What is sent once is not sent twice by a second click.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => {
      for (const button of form.querySelectorAll("button")) setTimeout(() => { button.disabled = true; }, 0);
    });
  }
  // A passage that is copied says where it stands.
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const words = selection ? selection.toString() : "";
    if (words.length < 8) return;
    const from = selection.getRangeAt(0).startContainer;
    const element = from.nodeType === Node.ELEMENT_NODE ? from : from.parentElement;
    const whole = element && element.closest("[data-source]");
    if (!whole) return;
    const block = element.closest("[data-line]");
    const line = block ? ` ${block.dataset.line}` : "";
    event.clipboardData.setData("text/plain", `${words}\n（${whole.dataset.source}${line}）`);
    event.preventDefault();
  });
  // A comment is on the words that are selected, if some are.
  for (const link of document.querySelectorAll("a.on")) {
    link.addEventListener("click", () => {
      const selection = document.getSelection();
      const words = selection ? selection.toString().replace(/\s+/g, "") : "";
      const address = new URL(link.href);
      const own = words && words.length <= 300 && link.closest("[data-line]").contains(selection.anchorNode);
      if (own) address.searchParams.set("words", words); else address.searchParams.delete("words");
      link.href = address.href;
    });
  }
  // What is typed into a filter narrows the list down at once; its button does the same without this.
  const filters = document.querySelector("form.filters");
  if (filters && document.getElementById("found")) {
    let waiting = 0;
    let asked = 0;
    const narrow = async () => {
      const number = ++asked;
      const pairs = [...new FormData(filters)].filter(([, value]) => value !== "");
      const address = `${filters.getAttribute("action")}?${new URLSearchParams(pairs)}`;
      const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
      const text = answer && answer.ok ? await answer.text() : null;
      if (text === null || number !== asked) return;
      const page = new DOMParser().parseFromString(text, "text/html");
      const [total, found] = ["total", "found"].map((id) => page.getElementById(id));
      if (!total || !found) return;
      document.getElementById("total").textContent = total.textContent;
      document.getElementById("found").replaceWith(found);
      history.replaceState(null, "", address);
      offer();
    };
    const soon = (event) => {
      if (event.isComposing || !event.target.matches("input:not([type=checkbox])")) return;
      clearTimeout(waiting);
      waiting = setTimeout(narrow, 250);
    };
    filters.addEventListener("input", soon);
    filters.addEventListener("compositionend", soon);
  }
  // A table is copied with all the rows that it holds, those for paper too, for Excel and for Word.
  const offer = () => {
    const table = document.querySelector("table.rows, table.results");
    const button = document.querySelector("button.copy");
    if (!table || !button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim()));
      const plain = rows.map((row) => row.join("\t")).join("\n");
      const rich = document.createElement("table");
      for (const row of rows) for (const [at, text] of row.entries()) (at ? rich.rows[rich.rows.length - 1] : rich.insertRow()).insertCell().textContent = text;
      const put = (event) => {
        event.clipboardData.setData("text/plain", plain);
        event.clipboardData.setData("text/html", rich.outerHTML);
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      document.addEventListener("copy", put, { capture: true, once: true });
      document.execCommand("copy");
      document.removeEventListener("copy", put, { capture: true });
      button.nextElementSibling.textContent = `${button.dataset.done} ${rows.length - 1}`;
    });
  };
  offer();
  // A menu closes when something else is chosen.
  for (const menu of document.querySelectorAll("details.menu")) {
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  const outline = document.querySelector("nav.outline");
  if (outline && "IntersectionObserver" in window) {
    const links = new Map();
    for (const link of outline.querySelectorAll('a[href^="#"]')) links.set(link.hash.slice(1), link);
    let current = null;
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const link = entry.isIntersecting && links.get(entry.target.id);
        if (!link || link === current) continue;
        if (current) current.removeAttribute("aria-current");
        link.setAttribute("aria-current", "location");
        current = link;
        const box = outline.getBoundingClientRect();
        const at = link.getBoundingClientRect();
        if (at.top < box.top || at.bottom > box.bottom) outline.scrollTop += at.top - box.top - box.height / 3;
      }
    }, { rootMargin: "0px 0px -70% 0px" });
    for (const id of links.keys()) {
      const target = document.getElementById(id);
      if (target) observer.observe(target);
    }
  }
})();
