/**
 * The runbook's examples were written by a person: its tables are as wide as they happened to be, a status line stands for
 * any number of the same, dates and identifiers are examples. All else must be the same to the letter.
 */
export function expectedOutput(example: string): RegExp {
  const lines = normalize(example)
    .split('\n')
    // "...（15〜60分程度続く）...": it goes on like this for a while.
    .filter((line) => !line.startsWith('...'))
    .map((line) => patternOf(line).replace(/^\w{3} \w{3} \d+ [\d:]+ \w+ \d{4}: /, '[^\\n]+: '));
  const patterns = lines
    .filter((line, i) => line !== lines[i - 1])
    .map((line) => (line.startsWith('[^\\n]+: ') ? `(?:${line}\\n)+` : `${line}\\n`));
  return new RegExp(`^${patterns.join('').replace(/\\n$/, '')}$`);
}

/** Tables without their rules and padding. */
export function normalize(output: string): string {
  return output
    .trim()
    .split('\n')
    .filter((line) => !/^[-+]+$/.test(line))
    .map((line) => (/^\|.*\|$/.test(line) ? line.replace(/\s*\|\s*/g, '|') : line.trimEnd()))
    .join('\n');
}

function patternOf(line: string): string {
  return (
    line
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/bgd-x+/g, 'bgd-[a-z0-9]{16}')
      .replace(/\b\d{8}-\d{6}\b/g, '\\d{8}-\\d{6}')
      // Here the runbook is wrong: green instances are named after blue instances, not after the green cluster.
      .replace(/aurora-bg-aurora-cluster-green-xxxxxx-instance-(\d)/g, 'aurora-bg-aurora-instance-$1-green-[a-z0-9]{6}')
  );
}
