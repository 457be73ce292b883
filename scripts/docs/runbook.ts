import type { Step } from '../runbook/step';
import { markdownCode, markdownTable } from '../text/markdown';
import { plainCell } from './cell';

/** The steps of a command, in order. */
export const stepsTable = (steps: readonly Step[]) =>
  markdownTable(
    ['section', 'step', 'done when'],
    steps.map(({ section = '–', id, doneWhen }) => [section, markdownCode(id), plainCell(doneWhen)]),
  );
