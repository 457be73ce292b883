import type { Fact, Facts } from '../view/view';
import { readers } from './readers';

/** Of what one look has read, what the next one need not read again. */
export const lastingFacts = (facts: Partial<Facts>): Partial<Facts> =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => readers[name as Fact].lasting === true));
