import type { View } from '../../view/view';
import { type ConsentTo, type Covered, type CoveredFact, covered, coveredFacts } from './covered';
import { digest } from './digest';

/** What somebody is to consent to, and the code that says so in a later run. */
export interface Approval {
  to: ConsentTo;
  /** `s9f86…-3a0…`: of all that is covered; behind the dash of each fact, so that a later run can name what has changed. */
  code: string;
  covers: Covered[];
}

const letters: Record<ConsentTo, string> = { create: 'c', switchover: 's' };

/** 96 bits. */
const length = 24;
const lengthOfFact = 3;

/** What `--approve` takes: the part behind the dash is no part of the consent. */
export const codeForm = new RegExp(
  `^[${Object.values(letters).join('')}][0-9a-f]{${length}}(-[0-9a-f]{${lengthOfFact * coveredFacts.length}})?$`,
);

export function approvalOf(view: View, to: ConsentTo): Approval {
  const covers = covered(view, to);
  const whole = digest({ format: 1, to, covers }).slice(0, length);
  const parts = covers.map(({ says }) => digest(says).slice(0, lengthOfFact));
  return { to, code: `${letters[to]}${whole}-${parts.join('')}`, covers };
}

export type Match =
  | { kind: 'approved' }
  /** Of this cluster and act, in another state: these facts differ, as far as the code tells. */
  | { kind: 'changed'; facts: CoveredFact[] }
  /** Of this cluster, but of the other act. */
  | { kind: 'other-act' }
  /** Of another cluster, account or region, or without the part that would tell. */
  | { kind: 'none' };

export function matchOf(approval: Approval, codes: readonly string[]): Match {
  const wanted = headOf(approval.code);
  if (codes.some((code) => headOf(code) === wanted)) return { kind: 'approved' };
  const parts = partsOf(approval.code);
  const ofCluster = codes.filter((code) => partsOf(code)[0] === parts[0]);
  const earlier = ofCluster.find((code) => code[0] === approval.code[0]);
  if (earlier !== undefined) {
    const before = partsOf(earlier);
    return { kind: 'changed', facts: coveredFacts.filter((_, index) => before[index] !== parts[index]) };
  }
  return { kind: ofCluster.length > 0 ? 'other-act' : 'none' };
}

const headOf = (code: string) => code.slice(0, length + 1);

const partsOf = (code: string): string[] => code.slice(length + 2).match(/.{3}/g) ?? [];
