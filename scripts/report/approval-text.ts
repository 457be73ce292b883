import { inOneLine } from '../runtime/printable';
import { colours as pc } from '../text/colours';
import { wrapped } from '../text/wrap';
import type { RunEvent } from './event';

const labelWidth = 12;

/** Fact by fact, so that two prints can be compared; what does not apply is left out. The code stands on a line of its own. */
export function approvalText(event: Extract<RunEvent, { code: 'APPROVAL' }>, columns: number): string {
  const to =
    event.to === 'create'
      ? `To build green for ${event.cluster}, and nothing else (the switchover takes a code of its own)`
      : `To switch over ${event.cluster}, and nothing else`;
  const lines = event.covers.flatMap(({ fact, says }) =>
    says.map((text, index) => {
      const label = pc.dim((index === 0 ? fact : '').padEnd(labelWidth - 2));
      return wrapped(`  ${label}${inOneLine(text)}`, columns, labelWidth);
    }),
  );
  // Below it may be a question, which is answered by typing something else.
  const code = `--approve ${event.approve}`;
  const shown = event.result === true ? code : `(in a run without a terminal: ${code})`;
  return ['', `${pc.bold(event.cluster)}: ${to}:`, ...lines, `  ${shown}`].join('\n');
}
