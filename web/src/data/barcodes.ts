// Barcodes of products: their check digit, and one spelling for all of them, as the server has it.

/** The digits in the server's spelling; undefined when they are no barcode. */
export function barcodeOf(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^(\d{8}|\d{12,14})$/.test(digits) || !Number(digits)) return undefined;
  if (!fits(digits)) return digits.length === 8 ? fromUpcE(digits) : undefined;
  if (digits.length === 12) return `0${digits}`;
  return digits.length === 14 && digits.startsWith("0") ? digits.slice(1) : digits;
}

function fits(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** The short code of small American packages leaves zeros out, which its check digit counts. */
function fromUpcE(digits: string): string | undefined {
  const [, start, body = "", kind, check] = /^([01])(\d{5})(\d)(\d)$/.exec(digits) ?? [];
  const [two, three, four] = [body.slice(0, 2), body.slice(0, 3), body.slice(0, 4)];
  let whole = `${body}0000${kind}`;
  if (kind === "4") whole = `${four}00000${body.slice(4)}`;
  else if (kind === "3") whole = `${three}00000${body.slice(3)}`;
  else if (Number(kind) < 3) whole = `${two}${kind}0000${body.slice(2)}`;
  const upcA = `${start}${whole}${check}`;
  return start && fits(upcA) ? `0${upcA}` : undefined;
}
