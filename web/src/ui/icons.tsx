// Drawn for the project: 24 by 24, one line.

const PATHS = {
  breakfast:
    "M4.5 9.5h12v5a4.5 4.5 0 0 1-4.5 4.5H9a4.5 4.5 0 0 1-4.5-4.5zM16.5 11h1a2.5 2.5 0 0 1 0 5h-1M8 3.5V6m4.5-2.5V6",
  lunch:
    "M3.5 11.5h17a8.5 8.5 0 0 1-5 7.7v.8h-7v-.8a8.5 8.5 0 0 1-5-7.7zM7.5 8.5c0-2.7 1.8-4.7 4.8-5.5.7 2.2.2 4.2-1.2 5.5m4-.2c.8-1.3 1.9-2 3.4-2.1",
  dinner: "M6 3.5v5a2.5 2.5 0 0 0 5 0v-5m-2.5 0v17M17.5 3.5c-2.3 1.3-3.3 4-3.3 7.3v2.7h3.3zm0 10v7",
  snack:
    "M12 7.8c-1.5-1.2-3.2-1.6-4.8-.9-2.4 1.1-3.2 3.7-2.6 6.7.7 3.6 2.7 6.9 4.9 6.9 1 0 1.6-.5 2.5-.5s1.5.5 2.5.5c2.2 0 4.2-3.3 4.9-6.9.6-3-.2-5.6-2.6-6.7-1.6-.7-3.3-.3-4.8.9zm0 0c0-2.3 1-3.9 3-4.8",
  delete: "M4.5 6.5h15M9 6.5v-3h6v3m-8.8 0 .8 14h10l.8-14M10 10.5v6m4-6v6",
  add: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  close: "m6 6 12 12M18 6 6 18",
  previous: "m14.5 5.5-6.5 6.5 6.5 6.5",
  next: "m9.5 5.5 6.5 6.5-6.5 6.5",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  today: "M12 3.5a8.5 8.5 0 1 0 8.5 8.5M12 8a4 4 0 1 0 4 4",
  history:
    "M4.5 6h15v13.5h-15zM4.5 10h15M8.5 3.5V7m7-3.5V7M8.5 13.5h.01m3.49 0h.01m3.49 0h.01m-7 3h.01m3.49 0h.01",
  progress: "M4 19.5h16M5 15.5l4.5-5 3.5 3 6-7.5m-4 0h4v4",
  coach: "M4.5 5.5h15v10.5h-8l-4.5 3.8V16h-2.5zM9 9.5h6m-6 3h4",
  settings:
    "M4 7.5h9m5 0h2M4 16.5h2m5 0h9M15.5 5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zm-7 9a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  scan: "M4 8V4.5h3.5M16.5 4.5H20V8m0 8v3.5h-3.5M7.5 19.5H4V16M8 8.5v7m2.7-7v7m2.6-7v7m2.7-7v7",
  search: "M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12zm4.5 10.5 4.5 4.5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  warning: "M12 4 3 19.5h18zM12 10v4.5m0 2.5v.01",
  cloud: "M7 18.5a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.7 1.2A3.5 3.5 0 0 1 17 18.5zM4 4l16 16",
  waiting: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm0 3.5V12l3 2",
  copy: "M8.5 8.5h11v11h-11zM5 15.5H4.5v-11h11V5",
  repeat:
    "M5 11V9.5a2.5 2.5 0 0 1 2.5-2.5H19m-3-3 3 3-3 3M19 13v1.5a2.5 2.5 0 0 1-2.5 2.5H5m3 3-3-3 3-3",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zm8 2a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
  image: "M4.5 5h15v14h-15zM5 16l4.5-4.5 3.5 3.5 2.5-2.5 4 4M15 9v.01",
  send: "M4.5 12 20 4.5 15.5 20l-3.5-6.5zM12 13.5 20 4.5",
  stop: "M7 7h10v10H7z",
  download: "M12 4v11m-4-4 4 4 4-4M4.5 19.5h15",
  week: "M5.5 19.5v-6m4.3 6V8m4.4 11.5v-8m4.3 8V5",
  torch: "M8 3.5h8V7l-2 3v10.5h-4V10L8 7zM8 7h8m-4 6v2",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words; alone it needs a label on its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
