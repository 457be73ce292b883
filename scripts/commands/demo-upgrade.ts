import { terminalLine } from '../cli/terminal-line';
import type { Report } from '../report/event';
import { humanReport } from '../report/human';
import type { ExitCode } from '../runtime/errors';
import { defaults } from '../view/option-defaults';
import { upgradeCommand } from './upgrade-command';

interface DemoUpgrade {
  cluster: string;
  canPlan: boolean;
  signal: AbortSignal;
}

/** The upgrade of the demo: the real command, told without what leads to an RDS that ends with it. */
export async function demoUpgrade({ cluster, canPlan, signal }: DemoUpgrade): Promise<ExitCode> {
  const report = withoutAdvice(humanReport(process.stdout, process.stderr, { live: terminalLine() }));
  const { switchoverTimeoutSeconds: switchoverTimeout } = defaults;
  const until = canPlan ? {} : { until: 'reconciled' as const };
  try {
    return await upgradeCommand([cluster], { local: true, yes: true, switchoverTimeout, ...until }, { report, signal });
  } finally {
    terminalLine()?.clear();
  }
}

const withoutAdvice =
  (report: Report): Report =>
  (event) => {
    if (event.code === 'NOTE') return;
    if (event.code !== 'RESULT') return report(event);
    const { next, nextFrom, cancel, where, ...rest } = event;
    report(rest);
  };
