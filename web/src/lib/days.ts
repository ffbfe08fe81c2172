// Civil days, as the server has them: a day is "YYYY-MM-DD" and starts at an hour of a time zone.

export type Day = string;

const DAY = 86_400_000; // ms
const formats = new Map<string, Intl.DateTimeFormat>();

export function addDays(day: Day, by: number): Day {
  return new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
}

/** How many days the second lies after the first. */
export function daysBetween(first: Day, last: Day): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY);
}

export function daysFrom(first: Day, last: Day): Day[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, at) => addDays(first, at));
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** How one person's instants (ms) fall into days. The rules are those of `days.py`. */
export class Calendar {
  readonly zone: string;

  constructor(
    zone: string,
    readonly startHour: number,
  ) {
    this.zone = known(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  dayOf(instant: number): Day {
    const wall = instant + offset(this.zone, instant) - this.startHour * 3_600_000;
    let day = new Date(wall).toISOString().slice(0, 10);
    // Around a clock change the wall clock alone can name the day beside the right one.
    while (instant < this.start(day)) day = addDays(day, -1);
    while (instant >= this.start(addDays(day, 1))) day = addDays(day, 1);
    return day;
  }

  /** The first instant of a day. */
  start(day: Day): number {
    return this.at(day, this.startHour * 60);
  }

  /** The instant of a wall time, given in minutes after midnight: the first, or after the gap. */
  at(day: Day, minutes: number): number {
    const wall = Date.parse(day) + minutes * 60_000;
    const before = offset(this.zone, wall - DAY);
    const after = offset(this.zone, wall + DAY);
    if (offset(this.zone, wall - before) === before) return wall - before;
    if (offset(this.zone, wall - after) === after) return wall - after;
    return changeBetween(this.zone, wall - after, wall - before);
  }

  /** Minutes after midnight by the wall clock. */
  minutes(instant: number): number {
    const wall = new Date(instant + offset(this.zone, instant));
    return wall.getUTCHours() * 60 + wall.getUTCMinutes();
  }
}

/** The first instant with the later offset, between two that a clock change lies between. */
function changeBetween(zone: string, low: number, high: number): number {
  const old = offset(zone, low);
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2);
    if (offset(zone, middle) === old) low = middle;
    else high = middle;
  }
  return Math.floor(high / 1000) * 1000;
}

/** How far the wall clock of a zone is ahead of UTC, in ms. */
function offset(zone: string, instant: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instant / 1000) * 1000;
}

function format(zone: string): Intl.DateTimeFormat {
  let made = formats.get(zone);
  if (!made) {
    made = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, made);
  }
  return made;
}

function known(zone: string): boolean {
  try {
    return Boolean(format(zone));
  } catch {
    return false; // this browser lacks it
  }
}
