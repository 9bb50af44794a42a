// Puts markup that was fetched in the place of what is there, element by element, so that what stays stays the same.
"use strict";
const merge = (() => {
  // From a node on, the first one that may become another which has no id. A day is itself by its heading.
  const heading = (node) => (node.nodeName === "SECTION" ? node.querySelector("h2")?.textContent : "");
  function likeness(place, wanted) {
    if (wanted.nodeType !== Node.ELEMENT_NODE) return place?.nodeType === wanted.nodeType ? place : null;
    for (let node = place; node; node = node.nextSibling) {
      if (node.nodeName === wanted.nodeName && !node.id && heading(node) === heading(wanted)) return node;
    }
    return null;
  }

  // Makes one element like another. What has an id is found by it, so an entry stays the same element wherever it comes
  // to stand: focus, selection and what is opened are kept.
  function morph(old, fresh, held) {
    if (old.isEqualNode(fresh)) return;
    for (const { name } of [...old.attributes]) {
      // What somebody opened stays open, and what has the focus keeps it.
      if (!fresh.hasAttribute(name) && name !== "open" && name !== "tabindex") old.removeAttribute(name);
    }
    for (const { name, value } of [...fresh.attributes]) {
      if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    if (old instanceof HTMLInputElement && old !== document.activeElement) old.value = fresh.value;
    if (old === held) return;
    const named = new Map();
    for (const child of old.children) if (child.id) named.set(child.id, child);
    let place = old.firstChild;
    for (const wanted of [...fresh.childNodes]) {
      const found = wanted.id ? named.get(wanted.id) : likeness(place, wanted);
      if (!found) {
        const elsewhere = wanted.id ? document.getElementById(wanted.id) : null;
        old.insertBefore(elsewhere ?? wanted, place);
        if (elsewhere) morph(elsewhere, wanted, held);
        continue;
      }
      // What has the focus would lose it if it were moved, so what stands before it is moved behind it.
      if (found !== place && found.contains(document.activeElement)) {
        for (let last = found; place !== found; ) {
          const next = place.nextSibling;
          last.after(place);
          [last, place] = [place, next];
        }
      }
      if (found === place) place = place.nextSibling;
      else old.insertBefore(found, place);
      if (found.nodeType === Node.ELEMENT_NODE) morph(found, wanted, held);
      else if (found.nodeValue !== wanted.nodeValue) found.nodeValue = wanted.nodeValue;
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  return morph;
})();
