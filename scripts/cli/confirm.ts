import { createInterface } from 'node:readline/promises';
import type { View } from '../observed/view';
import type { Report } from '../report/event';
import { refusal } from '../runtime/errors';

/** Whether somebody is there to answer. CI services report terminals that nobody watches. */
export function interactive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env.CI;
}

/** Asks for `account/cluster` to be typed: what is easily typed by habit confirms nothing. */
export function confirmer(options: { yes?: boolean }, report: Report, signal?: AbortSignal) {
  return async (question: string, view: View): Promise<boolean> => {
    const { clusterIdentifier } = view.desired.annotation;
    if (options.yes === true) {
      report({ code: 'CONFIRMED', cluster: clusterIdentifier, by: 'yes' });
      return true;
    }
    if (!interactive()) throw noTerminal(clusterIdentifier);
    const expected = `${view.identity.account}/${clusterIdentifier}`;
    const prompt = createInterface({ input: process.stdin, output: process.stderr });
    // The prompt has the terminal's Ctrl-C to itself: it means the same as anywhere else. Ctrl-D is a "no".
    prompt.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('')));
    try {
      const text = `\n${question}\nType ${expected} to confirm: `;
      const asked = prompt.question(text, signal === undefined ? {} : { signal });
      const answer = await Promise.race([asked, closed]);
      const confirmed = answer.trim() === expected;
      if (confirmed) report({ code: 'CONFIRMED', cluster: clusterIdentifier, by: 'terminal' });
      return confirmed;
    } finally {
      prompt.close();
    }
  };
}

export function noTerminal(cluster: string) {
  return refusal(
    'NO_TERMINAL',
    `The switchover of ${cluster} must be confirmed, and there is no terminal to ask at.`,
    'Write --yes to confirm it beforehand, or --until green to stop before it.',
  );
}
