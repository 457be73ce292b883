/** What an answer notes of an object beside its digests, by a letter: what was done to it after the deployment began to replicate. */
export const marks = {
  /** The definition that is kept in words was written. */
  since: 's',
  /** It was made, renamed or rewritten, and looks the same: its rows may be others. */
  remade: 'r',
  /** The same, perhaps: privileges and options of columns write what tells it, too. */
  doubtful: 'd',
  /** Anything of it was changed; of most kinds that is the same as `remade`. */
  touched: 't',
  /** Rows that came before the other end was changed alike may be in another place there: names or types were exchanged. */
  mixed: 'm',
  /** It was made, or filled with values of its own: no change of the other end brings these rows there. */
  lasting: 'l',
  /** What it had may be lost by a rewrite, which says nothing of its rows. */
  unsure: 'x',
  /** The replication to this end does not know it. */
  unfollowed: 'u',
} as const;

export type Marks<T> = Record<keyof typeof marks, T>;

/** Of the letters of an answer. */
export const marksOf = (letters: string) =>
  Object.fromEntries(Object.entries(marks).map(([mark, letter]) => [mark, letters.includes(letter)])) as Marks<boolean>;
