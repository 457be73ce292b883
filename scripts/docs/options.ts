import type { Command, Option } from 'commander';
import { markdownCode } from '../text/markdown';
import { plainCell } from './cell';
import { markdownTable } from './markdown-table';

/** The options of a command, without those that others have too. */
export const optionsTable = ({ options }: Command, shared: readonly Option[] = []) =>
  markdownTable(
    ['option', 'default', 'meaning'],
    options
      .filter(({ flags }) => !shared.some((each) => each.flags === flags))
      .map((option) => [markdownCode(option.flags), defaultOf(option), meaning(option)]),
  );

function defaultOf({ defaultValue, negate }: Option): string {
  const isNone = defaultValue === undefined || negate || (Array.isArray(defaultValue) && defaultValue.length === 0);
  return isNone ? '' : markdownCode(String(defaultValue));
}

function meaning({ description, argChoices, conflictsWith }: Option & { conflictsWith?: string[] }): string {
  const choices = argChoices === undefined ? '' : ` (${argChoices.map(markdownCode).join(', ')})`;
  const conflicts = (conflictsWith ?? []).map((name) => `; not with ${markdownCode(`--${name}`)}`);
  return plainCell(description) + choices + conflicts.join('');
}
