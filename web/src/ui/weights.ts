// Weights and rates in the units of the person. The server keeps kilograms.

import { user } from "../data/session";
import { t } from "../texts";
import { numberText } from "../texts/format";

const KG_PER_POUND = 0.45359237;

export const inPounds = () => user.value?.units === "imperial";
/** Kilograms as the number that the person reads. */
export const shownWeight = (kg: number) => (inPounds() ? kg / KG_PER_POUND : kg);
/** 71.25 as "71.3 kg", or in pounds. */
export const weightText = (kg: number, most = 1) =>
  t(inPounds() ? "weight.lb" : "weight.kg", { amount: numberText(shownWeight(kg), most) });

/** The smallest change of a rate that is offered, in kilograms a week. */
export const rateStep = () => (inPounds() ? 0.1 * KG_PER_POUND : 0.05);
