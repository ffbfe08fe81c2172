// Pounds, feet and inches. The server keeps kilograms and centimetres.

const KG_PER_POUND = 0.45359237;
const CM_PER_INCH = 2.54;
const FEET = 12; // inches

export const pounds = (kg: number) => kg / KG_PER_POUND;
export const kilograms = (pounds: number) => withoutNoise(pounds * KG_PER_POUND);

/** A height as people say it: whole feet, and inches to the tenth. */
export function feetAndInches(cm: number): [number, number] {
  const inches = Math.round((cm / CM_PER_INCH) * 10) / 10;
  const feet = Math.floor(inches / FEET);
  return [feet, withoutNoise(inches - feet * FEET)];
}

export function centimetres(feet: number, inches: number): number {
  return withoutNoise((feet * FEET + inches) * CM_PER_INCH);
}

/** 70.1 in are 178.054 cm, not 178.05399999999997. */
function withoutNoise(number: number): number {
  return Number(number.toFixed(9));
}
