import { resolve } from 'node:path';
import { Option } from 'commander';
import { main, plainCommand } from './cli/command';
import type { PlanCheckOptions } from './commands/plan-check/plan-check-command';

const list = (value: string, before: string[] = []) => [...before, value];

export const program = plainCommand('plan-check')
  .usage('[stacks...] [options]')
  .argument('[stacks...]', 'names of stacks; all of them if none is named')
  .option(
    '--plan-json <file>',
    'judge this plan, as `terraform show -json` prints it, instead of running Terraform; - is stdin',
    (file: string) => (file === '-' ? file : resolve(file)),
  )
  .option('--allow-destroy <cluster>', 'this cluster may be destroyed or replaced (repeatable)', list)
  .option(
    '--allow-in-place <cluster>',
    'this cluster may be upgraded in place although the code does not say so (repeatable)',
    list,
  )
  .option('--interlock', 'check for deployments in AWS even with --plan-json')
  .option('--no-interlock', 'do not check for deployments in AWS')
  .option('--allow-elsewhere', 'while a deployment exists, allow changes to anything but its cluster')
  .addOption(new Option('--markdown', 'Markdown on stdout').conflicts('json'));

const load = () =>
  (require('./commands/plan-check/plan-check-command') as typeof import('./commands/plan-check/plan-check-command'))
    .planCheckCommand;

export const start = () => main<PlanCheckOptions>(program, process.argv, load);

if (require.main === module) void start();
