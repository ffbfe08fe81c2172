import { dayText } from "../texts/format";

const MONDAY = 1; // of January 2024

/** The days of the week by their names, Monday first, whatever the region starts with. */
export function weekdays(weekday: "long" | "short"): string[] {
  return Array.from({ length: 7 }, (_, at) => dayText(`2024-01-0${MONDAY + at}`, { weekday }));
}
