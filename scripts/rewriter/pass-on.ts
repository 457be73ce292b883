import type { Candidate } from './find/candidate';
import { changeOf, type Holder, valueText } from './find/edit-steps';
import { propertyOf } from './find/object-literals';
import type { Proposal } from './refusal-texts';

/**
 * Where a cluster is created out of data, as in `engineVersion: each.version`, what is added to the data has to be passed on:
 * the edit of the data with `previousEngineVersion: each.previousEngineVersion` beside that. For a person to make: it is code, not
 * a value.
 */
export function passingOn({ changes }: Candidate, creation: Holder | undefined): Proposal | undefined {
  if (!creation || propertyOf(creation.object, 'previousEngineVersion')) return undefined;
  const owner = /^([\w$.?![\]]+\.)[\w$]+$/.exec(valueText(creation))?.[1];
  if (owner === undefined) return undefined;
  const name = 'previousEngineVersion';
  return { changes: [...changes, changeOf({ does: 'insert', at: creation, name, value: owner + name })] };
}
