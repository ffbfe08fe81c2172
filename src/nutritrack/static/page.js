// What every part of the page needs: elements, numbers in words, the toast.

export const MACROS = ["protein", "carbs", "fat"];
export const byId = (id) => document.getElementById(id);

/** A copy of a template. Data becomes text, never markup. */
export function stamp(id, texts) {
  const copy = byId(id).content.firstElementChild.cloneNode(true);
  for (const [name, text] of Object.entries(texts)) {
    copy.querySelector(`[data-text="${name}"]`).textContent = text;
  }
  return copy;
}

// The page speaks English; dates and numbers follow the reader's kind of it.
export const LOCALE = navigator.languages.find((name) => /^en\b/.test(name)) ?? "en-GB";
const format = (options) => new Intl.NumberFormat(LOCALE, options).format;
export const kcal = format({ maximumFractionDigits: 0 });
export const grams = format({ maximumFractionDigits: 1, style: "unit", unit: "gram" });
export const percent = format({ style: "percent" });
export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

const TOAST = 8000; // ms
let hiding;

/** Says what happened, and offers to undo it. Stays while it is pointed at or used by keyboard. */
export function toast(text, undo) {
  const box = byId("toast");
  const button = box.querySelector("button");
  const close = () => {
    clearTimeout(hiding);
    if (box.contains(document.activeElement)) byId("meals-title").focus();
    box.hidden = true;
  };
  const closeUnlessUsed = () => {
    if (!box.matches(":hover") && !box.querySelector(":focus-visible")) close();
    else hiding = setTimeout(closeUnlessUsed, 1000);
  };
  clearTimeout(hiding);
  hiding = setTimeout(closeUnlessUsed, TOAST);
  box.querySelector("p").textContent = text;
  box.hidden = false;
  button.hidden = !undo;
  button.onclick = () => {
    close();
    undo();
  };
}
