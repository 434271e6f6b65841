/* A flow and its words: pointing at a flow, or choosing it, lights its amount, parties, goods and cue words. */
"use strict";
(function () {
  const cards = Array.from(document.querySelectorAll(".card"));
  const pieces = Array.from(document.querySelectorAll("[data-f]")).map((element) => ({
    element,
    roles: element.dataset.f.split(" ").map((name) => [name.slice(0, -1), name.slice(-1)]),
  }));
  const order = "agpcd";
  let pinned = null;

  function light(flow) {
    for (const { element, roles } of pieces) {
      const own = roles.filter(([number]) => number === flow).map(([, role]) => role);
      own.sort((one, other) => order.indexOf(one) - order.indexOf(other));
      if (own.length) element.dataset.lit = own[0];
      else delete element.dataset.lit;
    }
    cards.forEach((card) => card.classList.toggle("lit", card.dataset.flow === flow));
  }

  function bring(element, block) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  }

  function amount(flow) {
    const found = pieces.filter(({ roles }) => roles.some(([number]) => number === flow));
    const money = found.find(({ roles }) => roles.some(([number, role]) => number === flow && role === "a"));
    return (money || found[0] || {}).element;
  }

  function pin(flow) {
    pinned = pinned === flow ? null : flow;
    for (const card of cards) {
      card.querySelector(".pick").setAttribute("aria-pressed", String(card.dataset.flow === pinned));
    }
    light(pinned);
    return pinned;
  }

  for (const card of cards) {
    const flow = card.dataset.flow;
    card.addEventListener("mouseenter", () => light(flow));
    card.addEventListener("mouseleave", () => light(pinned));
    const button = card.querySelector(".pick");
    button.addEventListener("focus", () => light(flow));
    button.addEventListener("blur", () => light(pinned));
    button.addEventListener("click", () => {
      const target = pin(flow) && amount(flow);
      if (target) bring(target, "center");
    });
  }

  // An amount in the text leads to its flow.
  for (const { element, roles } of pieces) {
    const flows = roles.filter(([, role]) => role === "a");
    if (!flows.length) continue;
    element.classList.add("leads");
    element.addEventListener("click", () => {
      const flow = flows[0][0];
      if (pinned !== flow) pin(flow);
      bring(document.getElementById("card-" + flow), "nearest");
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pinned !== null) pin(pinned);
  });

  // An address names a flow by #flow-2; no element has that id, so that the browser doesn't scroll by itself.
  function follow() {
    const wanted = /^#flow-(\d+)$/.exec(location.hash);
    const card = wanted && cards.find((one) => one.dataset.flow === wanted[1]);
    if (!card) return;
    if (pinned !== wanted[1]) pin(wanted[1]);
    card.querySelector(".pick").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    const target = amount(wanted[1]);
    if (target) target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", follow);
  follow();
})();
