// What is loaded when somebody weighs in on Today. Other screens that come later have it in them.

export { default as WeighConflicts } from "./weigh-conflicts";
export { default as WeighSheet } from "./weigh-sheet";
