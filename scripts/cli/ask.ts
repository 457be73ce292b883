import { createInterface } from 'node:readline/promises';
import { printableLines } from '../runtime/printable';
import { wrappedFor } from '../text/wrap';
import { terminalLine } from './terminal-line';

/** Whether somebody is there to answer. CI services report terminals that nobody watches. */
export function interactive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env.CI;
}

/** Anything but `y` or `yes` is a no. */
export async function askYesNo(question: string, signal?: AbortSignal): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `, signal));
}

/** What is typed, without the spaces around it; empty for Ctrl-D. */
export async function ask(text: string, signal?: AbortSignal): Promise<string> {
  terminalLine()?.clear();
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // The prompt has the terminal's Ctrl-C to itself: it means the same as anywhere else. Ctrl-D is a "no".
  prompt.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('')));
  try {
    const asked = prompt.question(
      `\n${wrappedFor(process.stderr, printableLines(text))}`,
      signal === undefined ? {} : { signal },
    );
    return (await Promise.race([asked, closed])).trim();
  } finally {
    prompt.close();
  }
}
