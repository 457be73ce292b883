import { join } from 'node:path';
import type { Command } from 'commander';
import { command } from '../cli/command';
import { commands } from '../cli/commands';
import { hookVariables } from '../hooks/variables';
import { mysqlChecks, mysqlStanding } from '../preflight/sql/mysql/catalogue';
import { standingChecks } from '../preflight/sql/standing/catalogue';
import { abortSteps } from '../runbook/abort';
import { cleanupSteps } from '../runbook/cleanup';
import { steps } from '../runbook/upgrade';
import { markdownCode } from '../text/markdown';
import { apiCatalogueTable, catalogueTable, mysqlCatalogueTable } from './catalogue';
import { cell, plainCell } from './cell';
import { Declarations } from './declarations';
import { markdownTable } from './markdown-table';
import { optionsTable } from './options';
import type { Tables } from './pages';
import { actionsTable } from './policies';
import { membersTable, propsTable, refusedPropsTable } from './props';
import { codesTable, eventsTable, exitCodesTable } from './report';
import { gateWaitsTable, stepsTable } from './runbook';

/** Interfaces of `constructs/` whose props a README lists. */
const propsOf = [
  'AuroraClusterProps',
  'AuroraInstanceProps',
  'AccessProps',
  'StorageProps',
  'NetworkProps',
  'MonitoringProps',
  'ScalingProps',
  'HookProps',
  'HookCommand',
  'DeclaredParameterGroup',
  'Peer',
  'GrantOptions',
  'MetricOptions',
];

/** Every table that a README may ask for, by name. @param programs  the commands, with their options */
export function tablesOf(root: string, programs: Readonly<Record<string, Command>>): Tables {
  const constructs = new Declarations(join(root, 'constructs'));
  const events = new Declarations(...['report', 'plans', 'versions'].map((room) => join(root, 'scripts', room)));
  // Without any of its own yet.
  const any = command('upgrade');
  return {
    ...Object.fromEntries(propsOf.map((name) => [`props ${name}`, () => propsTable(constructs, name)])),
    'refused props': () =>
      refusedPropsTable(constructs, { AuroraClusterProps: '', AuroraInstanceProps: 'instances.*.' }),
    'members AuroraCluster': () => membersTable(constructs, 'AuroraCluster'),
    commands: commandsTable,
    'shared options': () => optionsTable(any),
    ...Object.fromEntries(
      Object.entries(programs).map(([name, program]) => [`options ${name}`, () => optionsTable(program, any.options)]),
    ),
    'exit codes': exitCodesTable,
    events: () => eventsTable(events),
    codes: codesTable,
    catalogue: () => catalogueTable(),
    'catalogue api': apiCatalogueTable,
    standing: () => catalogueTable(standingChecks),
    'catalogue mysql': () => mysqlCatalogueTable([...mysqlChecks, ...mysqlStanding]),
    'hook variables': hookVariablesTable,
    'steps upgrade': () => stepsTable(steps),
    'steps abort': () => stepsTable(abortSteps),
    'steps cleanup': () => stepsTable(cleanupSteps),
    'gate waits': gateWaitsTable,
    'IAM actions': actionsTable,
  };
}

const commandsTable = () =>
  markdownTable(
    ['command', 'what it does'],
    Object.entries(commands).map(([name, what]) => [markdownCode(name), plainCell(what)]),
  );

const hookVariablesTable = () =>
  markdownTable(
    ['variable', 'what it holds'],
    Object.entries(hookVariables).map(([name, what]) => [markdownCode(name), cell(what)]),
  );
