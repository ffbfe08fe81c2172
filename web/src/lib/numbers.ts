// The arithmetic of the server, in the browser: add without loss, round once, then show.

/** The sum, as exact as one double can say it: Shewchuk's algorithm, as in Python's math.fsum. */
export function sum(amounts: Iterable<number>): number {
  let partials: number[] = [];
  for (let amount of amounts) {
    const kept: number[] = [];
    for (let partial of partials) {
      if (Math.abs(amount) < Math.abs(partial)) [amount, partial] = [partial, amount];
      const high = amount + partial;
      const low = partial - (high - amount);
      if (low) kept.push(low);
      amount = high;
    }
    partials = [...kept, amount];
  }
  return roundedOnce(partials);
}

/** Adds partials that do not overlap, from the largest; a tie is decided by what is left. */
function roundedOnce(partials: number[]): number {
  let at = partials.length - 1;
  let high = partials[at] ?? 0;
  let low = 0;
  while (at > 0 && !low) {
    at -= 1;
    const before = high;
    const next = partials[at] as number;
    high = before + next;
    low = next - (high - before);
  }
  const left = partials[at - 1];
  if (left !== undefined && at > 0 && Math.sign(left) === Math.sign(low)) {
    const twice = low * 2;
    if (high + twice - high === twice) high += twice;
  }
  return high;
}

/** An amount as every surface shows it: two decimals, and of a tie the even one. */
export function rounded(amount: number): number {
  const eighths = amount * 8;
  if (Number.isInteger(eighths) && eighths % 2) {
    const below = Math.floor(amount * 100);
    return (below % 2 ? below + 1 : below) / 100;
  }
  return Number(amount.toFixed(2)) + 0;
}
