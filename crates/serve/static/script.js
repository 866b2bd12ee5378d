// Everything works without this file. It saves a click where a choice in a form can only mean one thing,
// and shows where the reader is in the outline.
"use strict";
(() => {
  for (const select of document.querySelectorAll("form.filters select")) {
    select.addEventListener("change", () => {
      const form = select.form;
      if (form && form.checkValidity()) {
        for (const field of form.elements) {
          if (field.name && field.value === "") field.disabled = true;
        }
        form.requestSubmit ? form.requestSubmit() : form.submit();
      }
    });
  }
  // Addresses that people share say only what was chosen.
  for (const form of document.querySelectorAll("form[method=get]")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) {
        if (field.name && field.value === "") field.disabled = true;
      }
    });
  }
  window.addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("form [name][disabled]")) field.disabled = false;
  });
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
