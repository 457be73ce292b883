import type { Command, Option } from 'commander';
import { markdownCode, markdownTable } from '../text/markdown';
import { plainCell } from './cell';

/** The options that all of these commands have, with the same words. */
export function sharedOptionsTable(commands: readonly Command[]): string {
  return table(shared(commands));
}

/** The options of a command, without those that `commands` share. */
export function optionsTable(command: Command, commands: readonly Command[]): string {
  const common = new Set(shared(commands).map(({ flags }) => flags));
  return table(command.options.filter(({ flags }) => !common.has(flags)));
}

const shared = ([first, ...others]: readonly Command[]) =>
  first!.options.filter(({ flags }) => others.every(({ options }) => options.some((each) => each.flags === flags)));

const table = (options: readonly Option[]) =>
  markdownTable(
    ['option', 'default', 'meaning'],
    options.map((option) => [markdownCode(option.flags), defaultOf(option), meaning(option)]),
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
