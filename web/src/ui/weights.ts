// Weights and their changes in the unit of the person. The server keeps kilograms.

import { weightUnit } from "../data/weighing";
import { KILOGRAMS } from "../lib/mass";
import { massChange, massText, smallUnit } from "../texts/mass";

export const weightText = (kg: number) => massText(kg, weightUnit.value);
/** A change, or a rate, without its sign. */
export const changeText = (kg: number) => massChange(kg, weightUnit.value);

export const inPounds = () => smallUnit(weightUnit.value) === "lb";
/** Kilograms as the number that the person types, and reads in a table. */
export const shownWeight = (kg: number) => kg / KILOGRAMS[smallUnit(weightUnit.value)];

/** The smallest change of a rate that is offered, in kilograms a week. */
export const rateStep = () => (inPounds() ? 0.1 * KILOGRAMS.lb : 0.05);
