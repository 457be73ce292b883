const figures = /\d[\d,]* (min|s|h|MiB|minutes?|seconds?|hours?)\b ?/g;
const state = /, (active|idle( in transaction)?( \(aborted\))?)/g;

/** A text without what changes at every look and is no news: how long something has lasted, how far it is behind, its state just now. */
export const steady = (text: string): string => text.replace(figures, '').replace(state, '');
