/**
 * What an extra look has seen. Nothing depends on it, so that somebody who may not take it can upgrade all the same: what was not
 * seen is told as not checked, and never counts as fine.
 */
export type Looked<T> = { kind: 'seen'; value: T } | { kind: 'unseen'; message: string; remedy: string };
