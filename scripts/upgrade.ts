import { Option } from 'commander';
import { command, decimal, integer, main } from './cli/command';
import { addDataOptions, repeatedly } from './cli/data-options';
import { addHookOption } from './cli/hook-option';
import type { UpgradeOptions } from './commands/upgrade-candidates';
import { defaults } from './view/option-defaults';

const options = command('upgrade')
  .option('--plan', 'show what would be done, step by step, and do nothing')
  .addOption(
    new Option(
      '--until <point>',
      'stop when green is ready, when switched over, or when the code says what runs',
    ).choices(['green', 'switched', 'reconciled']),
  )
  .option('--to <version>', 'the code was not bumped: upgrade to this version, then write it into the code')
  .option('--all', 'every cluster that is behind the code')
  .option('--yes', 'confirm in advance: missing parameter groups, the switchover')
  .option(
    '--approve <code>',
    'consent to what was shown with this code, and to nothing else; one per cluster',
    repeatedly,
  )
  .option('--approvals <file>', 'write the codes of what is shown for approval into this file, a line each')
  .option(
    '--switchover-timeout <seconds>',
    'RDS undoes a switchover that takes longer than this; 30 to 3600',
    integer(30, 3600),
    defaults.switchoverTimeoutSeconds,
  )
  .option('--switch-at <time>', 'switch over then, in place of the windows of the code: 2026-12-06T02:00+09:00')
  .option(
    '--switch-within <minutes>',
    `length of the --switch-at window; 3 to 1440 (default: ${defaults.switchWithinMinutes})`,
    integer(3, 1440),
  )
  .option('--switch-now', 'switch over outside of the windows of the code')
  .option('--wait', 'stay until the window opens (8 days at most), rather than end with exit code 2')
  .option('--reboot-source', 'reboot production if its parameter group is not in effect yet (downtime)')
  .option('--retry-switchover', 'repeat a switchover that RDS has cancelled')
  .option('--rebuild [deployment]', 'delete this deployment with its green, and build it again')
  .addOption(new Option('--green-changes <how>', 'keep or undo settings changed on green').choices(['keep', 'undo']))
  .option(
    '--max-connections <count>',
    'delay the switchover while the writer has more connections',
    integer(0, 1_000_000),
  )
  .option('--max-load <sessions>', 'delay the switchover while more sessions are active (DBLoad)', decimal(0))
  .option('--analyze', 'after a major upgrade, run ANALYZE in every database of green before the switchover')
  .option('--refresh-state', "afterwards refresh Terraform's state (apply -refresh-only)");

export const program = addDataOptions(addHookOption(options));

// Loaded only when it runs: `--help` must not wait for the SDK and the compiler.
const load = () =>
  (require('./commands/upgrade-command') as typeof import('./commands/upgrade-command')).upgradeCommand;

export const start = () => main<UpgradeOptions>(program, process.argv, load);

if (require.main === module) void start();
