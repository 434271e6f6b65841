/* What every page shares: no HTML out of scripts, the three languages, names of countries, numbers. */
"use strict";
(function () {
  // Pages are built with textContent alone. The chart library empties elements with ""; nothing else is let through.
  if (window.trustedTypes && trustedTypes.createPolicy) {
    trustedTypes.createPolicy("default", { createHTML: (html) => (html === "" ? "" : null) });
  }
  const words = window.KERUEN_WORDS;
  const languages = ["kk", "kaa", "en"];
  const root = document.documentElement;
  const listeners = [];
  let language = root.dataset.language;
  try {
    const kept = localStorage.getItem("keruen-language");
    if (languages.includes(kept)) language = kept;
  } catch (error) {
    // A browser that keeps nothing for pages on disk opens in the report's own language.
  }

  const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);

  /** A string of the interface in the chosen language; {name} is replaced by values.name. */
  function say(key, values) {
    const entry = own(words.strings, key);
    const text = entry ? entry[language] : key;
    return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all)) : text;
  }

  /** A country or union by its code; the code itself where it has no name, "?" where it is not known. */
  function place(code) {
    const entry = own(words.names, code);
    return entry ? entry[languages.indexOf(language)] : code || "?";
  }

  /** Thousands parted by narrow no-break spaces; a comma before decimals, in English a point. */
  function number(value) {
    const [whole, decimals] = String(Math.abs(value) >= 1e15 ? BigInt(Math.round(value)) : +value.toFixed(2)).split(".");
    const parted = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return decimals ? parted + (language === "en" ? "." : ",") + decimals : parted;
  }

  /** An element with text; attributes by name. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  }

  function translate() {
    root.lang = language;
    const each = (name, change) => document.querySelectorAll(`[${name}]`).forEach((one) => change(one, one.getAttribute(name)));
    each("data-say", (one, key) => { one.textContent = say(key, one.dataset.n ? { n: number(+one.dataset.n) } : null); });
    each("data-say-label", (one, key) => one.setAttribute("aria-label", say(key)));
    each("data-say-placeholder", (one, key) => one.setAttribute("placeholder", say(key)));
    each("data-code", (one, code) => { one.textContent = place(code); });
    each("data-number", (one, value) => { if (value) one.textContent = number(+value); });
    document.querySelectorAll("button[data-language]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    });
    listeners.forEach((listener) => listener());
  }

  document.querySelectorAll("button[data-language]").forEach((button) => {
    button.addEventListener("click", () => {
      language = button.dataset.language;
      try {
        localStorage.setItem("keruen-language", language);
      } catch (error) {
        // Kept for this page only.
      }
      translate();
    });
  });

  window.Keruen = { say, place, number, make, onLanguage: (listener) => listeners.push(listener), language: () => language };
  if (language !== root.dataset.language) translate();
})();
