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
    const hold = (event) => { event.preventDefault(); form.classList.add("over"); };
    form.addEventListener("dragenter", hold);
    form.addEventListener("dragover", hold);
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      form.requestSubmit ? form.requestSubmit() : form.submit();
    });
  }
  // What is sent once is not sent twice by a second click.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => {
      for (const button of form.querySelectorAll("button")) setTimeout(() => { button.disabled = true; }, 0);
    });
  }
  // A passage that is copied out of the reader says where it stands.
  const text = document.querySelector("article.text[data-source]");
  if (text) {
    text.addEventListener("copy", (event) => {
      const selection = document.getSelection();
      const words = selection ? selection.toString() : "";
      if (words.length < 8) return;
      const from = selection.getRangeAt(0).startContainer;
      const element = from.nodeType === Node.ELEMENT_NODE ? from : from.parentElement;
      const block = element && element.closest("[data-line]");
      const line = block ? ` ${block.dataset.line}` : "";
      event.clipboardData.setData("text/plain", `${words}\n（${text.dataset.source}${line}）`);
      event.preventDefault();
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
