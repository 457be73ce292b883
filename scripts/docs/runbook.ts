import type { Step } from '../runbook/step';
import { markdownCode } from '../text/markdown';
import { cell } from './cell';
import { markdownTable } from './markdown-table';

/** The steps of a command, in order. */
export const stepsTable = (steps: readonly Step[]) =>
  markdownTable(
    ['section', 'step', 'done when'],
    steps.map(({ section = '–', id, doneWhen }) => [section, markdownCode(id), cell(doneWhen)]),
  );
