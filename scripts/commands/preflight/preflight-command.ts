import { writeFile } from 'node:fs/promises';
import type { Action, CommandContext, CommonOptions } from '../../cli/command';
import type { DataOptions } from '../../cli/data-options';
import type { Finding } from '../../preflight/finding';
import { ExitCode, refusal } from '../../runtime/errors';
import { databasesOf } from '../../workspace/databases';
import { openWorkspace } from '../../workspace/open-workspace';
import { startView, upgradeRequest } from '../../workspace/start-view';
import type { ReadingWorkspace } from '../../workspace/workspace';
import { databasesOptions } from '../databases-options';
import { selectedClusters } from '../selected-clusters';
import { worstOf } from '../worst-of';
import { type Checked, checkCluster } from './check-cluster';
import { printSqlOf } from './print-sql-of';
import { tellPreflight } from './tell-preflight';

export interface PreflightOptions extends CommonOptions, DataOptions {
  to?: string;
  only?: string[];
  markdown?: boolean;
  printSql?: boolean;
  script?: string;
}

/** `npm run preflight`: every check that an upgrade makes before it creates anything. Reads, and changes nothing. */
export const preflightCommand: Action<PreflightOptions> = async (names, options, context) => {
  const workspace: ReadingWorkspace = await openWorkspace(options, quietIf(options, context));
  try {
    const selection = { all: true, purpose: 'to be checked' };
    const clusters = await selectedClusters(workspace, names, options, selection, context);
    const codes: ExitCode[] = [];
    for (const cluster of clusters) codes.push(await checkOne(cluster, workspace, options, context));
    return worstOf(codes, 'check');
  } finally {
    await workspace.close();
  }
};

async function checkOne(
  cluster: ReadingWorkspace['clusters'][number],
  workspace: ReadingWorkspace,
  options: PreflightOptions,
  { report, signal }: CommandContext,
): Promise<ExitCode> {
  const connection = await workspace.open(cluster);
  const view = startView(cluster, connection, upgradeRequest(cluster, options));
  if (options.printSql === true) {
    report({ code: 'DOCUMENT', text: await printSqlOf(view, connection) });
    return ExitCode.done;
  }
  const checked: Checked = await checkCluster(view, {
    ...connection,
    databases: databasesOf(connection, databasesOptions(options, signal)),
  });
  if (options.script !== undefined) await writeScript(options.script, checked.findings);
  tellPreflight(view, checked, options, report);
  if (checked.findings.some(({ severity }) => severity === 'block')) return ExitCode.refused;
  return checked.notChecked.length > 0 && options.acceptUnchecked !== true ? ExitCode.refused : ExitCode.done;
}

/** What destroys something is commented out in it. @throws UpgradeError FILE_SYSTEM */
async function writeScript(file: string, findings: readonly Finding[]): Promise<void> {
  const scripts = findings.flatMap(({ id, message, script }) =>
    script === undefined ? [] : [`-- ${id}: ${message.replace(/\s+/g, ' ')}\n${script.trimEnd()}\n`],
  );
  await writeFile(file, scripts.join('\n'), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw refusal(
      'FILE_SYSTEM',
      `The script cannot be written to ${file}: ${error.code === 'EEXIST' ? 'there is a file of that name' : error.message}.`,
      'Name a file that does not exist, in a folder that can be written.',
    );
  });
}

/** A document on stdout has nothing beside it. */
const quietIf = (options: PreflightOptions, context: CommandContext): CommandContext =>
  options.markdown === true || options.printSql === true
    ? { ...context, report: (event) => event.code === 'WARNING' && context.report(event) }
    : context;
