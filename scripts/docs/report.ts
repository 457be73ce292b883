import { eventCodes } from '../report/event-codes';
import { codes } from '../runtime/codes';
import { ExitCode, exitCodeMeanings } from '../runtime/errors';
import { markdownCode } from '../text/markdown';
import { cell, plainCell } from './cell';
import type { Declarations, Member } from './declarations';
import { markdownTable } from './markdown-table';

/** Each kind of line of `--json`, with the fields that a line of this kind has; `?` where it may lack one. */
export function eventsTable(report: Declarations): string {
  const fields = new Map(report.partsOf('RunEvent').map((members) => [codeOf(members), members.filter(isField)]));
  return markdownTable(
    ['code', 'meaning', 'fields'],
    Object.entries(eventCodes).map(([code, means]) => [
      markdownCode(code),
      cell(means),
      (fields.get(code) ?? []).map(({ name, isOptional }) => (isOptional ? `${name}?` : name)).join(', '),
    ]),
  );
}

const codeOf = (members: readonly Member[]) => members.find(({ name }) => name === 'code')!.type.slice(1, -1);

/** `code` is the first column; `cluster` is in nearly all of them. */
const isField = ({ name }: Member) => name !== 'code' && name !== 'cluster';

/** Each code of an error, a refusal, a finding or a warning. */
export const codesTable = () =>
  markdownTable(
    ['id or error', 'meaning'],
    Object.entries(codes).map(([code, means]) => [markdownCode(code), plainCell(means)]),
  );

export const exitCodesTable = () =>
  markdownTable(
    ['exit code', 'meaning'],
    Object.entries(ExitCode).map(([name, code]) => [
      String(code),
      cell(exitCodeMeanings[name as keyof typeof ExitCode]),
    ]),
  );
