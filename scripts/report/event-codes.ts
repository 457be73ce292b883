import type { RunEvent } from './event';

/** What each line of `--json` says, by its `code`. Fields: `event.ts`. */
export const eventCodes: Record<RunEvent['code'], string> = {
  TARGET: 'the first line: format, account, region, and whether it is AWS',
  INPUT: 'the first line of a command that reads files only',
  CLUSTER: 'a cluster, what it runs and what is wanted',
  STEP_DONE: 'a step has nothing left to do',
  STEP_ACT: 'a step does something now',
  STEP_WILL: 'a step would do something (`--plan`)',
  STEP_WAIT: 'a step waits; repeated at each change, and once in a while',
  STEP_LOOK: 'each look of a wait, for the line in a terminal; never with `--json`',
  STEP_BUSY: 'a step waits for a program on this machine, such as Terraform',
  RDS_EVENT: 'RDS reports an event while the run waits',
  PREDICTION: 'what a plan after the switchover will show',
  WARNING: 'a finding or a warning, with its `id` from the table below',
  QUESTION: 'somebody at a terminal is asked',
  CONFIRMED: 'a question was answered, by a terminal or by `--yes`',
  NEXT_COMMANDS: 'commands to continue with',
  RESULT: 'how it ended for a cluster',
  STATUS: 'a row of `status`',
  PLAN_VERDICT: 'what a plan would do to a cluster',
  PLAN_STACK: 'what a plan would do to the rest of a stack',
  VERSION_DIFF: 'what a branch changes in the versions of a cluster',
  DOCUMENT: 'a text as a whole, such as Markdown',
  TABLE: 'a table',
  ERROR: 'an error or a refusal, with its code from the table below in `error`',
  NOTE: 'a sentence for people',
};
