import type { Fact, Facts } from '../view/view';
import { readers } from './readers';

/** Of what one look has read, what the next one need not read again. */
export const lastingFacts = (facts: Partial<Facts>, now: number): Partial<Facts> =>
  only(facts, (name) => readers[name].lasting === true || isFresh(name, facts, now));

/** What a wait does not forget, however old: it tells when to look again. */
export const keptInWaits = (facts: Partial<Facts>): Partial<Facts> =>
  only(facts, (name) => readers[name].lastsFor !== undefined);

/** What is kept for a time tells when it was read. */
function isFresh(name: Fact, facts: Partial<Facts>, now: number): boolean {
  const { lastsFor } = readers[name];
  const { at } = (facts[name] ?? {}) as { at?: number };
  return lastsFor !== undefined && at !== undefined && now - at < lastsFor;
}

const only = (facts: Partial<Facts>, keep: (name: Fact) => boolean): Partial<Facts> =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => keep(name as Fact)));
