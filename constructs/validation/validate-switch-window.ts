import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { exampleWindow, readSwitchWindow } from '../switch-window';
import { isUnresolved } from './validate-identifiers';

/** The commands read it when the app is synthesized: what they could not use is refused here. */
export function switchWindowProblems({ switchWindow }: Pick<AuroraClusterProps, 'switchWindow'>): Problem[] {
  if (switchWindow === undefined) return [];
  const prop = 'switchWindow';
  const remedy = `Write days, times and a time zone, such as '${exampleWindow}' or 'Mon-Fri 23:00-01:00 Europe/Berlin'.`;
  if (isUnresolved(switchWindow)) {
    const message = 'Only Terraform knows the value, but the commands read it when the app is synthesized.';
    return [{ prop, message, remedy: 'Write a literal.' }];
  }
  const texts: readonly unknown[] = typeof switchWindow === 'string' ? [switchWindow] : switchWindow;
  if (!Array.isArray(texts) || texts.length === 0) {
    return [
      {
        prop,
        message: 'It names no window, so nothing could ever be switched over.',
        remedy: `Remove it. Or: ${remedy}`,
      },
    ];
  }
  return texts.flatMap((text) => {
    if (typeof text !== 'string') return [{ prop, message: `${JSON.stringify(text)} is not a text.`, remedy }];
    const read = readSwitchWindow(text);
    return read.ok ? [] : [{ prop, message: read.problem, remedy }];
  });
}
