import { minutes, type Step } from '../runbook/step';
import { gateWaits } from '../runbook/upgrade/gate-waits';
import { markdownCode } from '../text/markdown';
import { cell } from './cell';
import { markdownTable } from './markdown-table';

/** The steps of a command, in order. */
export const stepsTable = (steps: readonly Step[]) =>
  markdownTable(
    ['section', 'step', 'done when'],
    steps.map(({ section = '–', id, doneWhen }) => [section, markdownCode(id), cell(doneWhen)]),
  );

/** What the gate waits for, in order, and how long at most. */
export const gateWaitsTable = () =>
  markdownTable(
    ['waited for, in this order', 'at most'],
    Object.values(gateWaits).map(({ what, limit }) => [cell(what), `${limit / minutes(1)} minutes`]),
  );
