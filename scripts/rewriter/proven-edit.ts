import { splice } from '../checkout/source-text';
import type { ProvenEdit } from './edit';
import type { EditRequest } from './edit-request';
import { type Candidate, patchOf, placeOfChange } from './find/candidate';
import type { Reading, Verdict } from './judge/judge';
import type { Trials } from './trials';

interface Proven {
  request: EditRequest;
  reading: Reading;
  verdict: Verdict;
  trials: Trials;
  notes: string[];
}

/** The edit as it will be written; all of it is in one file. */
export function provenEdit(candidate: Candidate, { request, reading, verdict, trials, notes }: Proven): ProvenEdit {
  const { changes } = candidate;
  const [{ file }] = changes;
  const replacements = changes.flatMap((change) => change.replacements);
  const made = changes.map((change) => ({ place: placeOfChange(change), says: change.says }));
  return {
    kind: 'edit',
    projectDir: request.projectDir,
    file: file.path,
    changes: made.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column),
    content: { before: file.bytes, after: Buffer.from(splice(file.text, replacements), 'utf8') },
    patch: patchOf(candidate, request.place),
    stacks: [...reading.stacks],
    derived: verdict.derived,
    syntheses: trials.count,
    notes,
  };
}
