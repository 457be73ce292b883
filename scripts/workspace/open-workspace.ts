import type { Patience } from '../aws/patience';
import { wallClock } from '../aws/service-clock';
import type { CommandContext, CommonOptions } from '../cli/command';
import { buildFirst, compiledApp } from '../desired/compiled-app';
import { readProject } from '../desired/project';
import { given } from '../runtime/given';
import { renamed } from '../runtime/renamed';
import { cdktfWorkspace } from './cdktf/cdktf-workspace';
import { stacksOfApp } from './cdktf/stacks-of-app';
import { Connections } from './connections';
import { localCopy, localEndpoint, localStateDirectory } from './local-mode';
import type { PlannableStacks } from './plannable-stacks';
import type { Workspace } from './workspace';

/** Reads the code of the current folder once; with `--local`, that of a copy. Connections are opened on demand, one per provider block. */
export async function openWorkspace(options: CommonOptions, context: CommandContext): Promise<Workspace> {
  await warnOfOldBuild(process.cwd(), context);
  const copy = options.local === true ? await localCopy(process.cwd()) : undefined;
  try {
    const local =
      options.local === true
        ? { endpoint: localEndpoint(process.env), stateDirectory: localStateDirectory(process.cwd()) }
        : undefined;
    const connections = new Connections({
      report: context.report,
      patience: patienceOf(context, options.local === true),
      ...given({ endpoint: local?.endpoint }),
    });
    const workspace = await cdktfWorkspace({
      projectDirectory: copy?.directory ?? process.cwd(),
      local,
      open: (cluster) => connections.open(cluster),
      signal: context.signal,
    });
    return {
      ...workspace,
      async close() {
        await connections.close();
        await copy?.remove();
      },
    };
  } catch (error) {
    await copy?.remove();
    throw copy === undefined ? error : renamed(error, copy.directory, process.cwd());
  }
}

/** The stacks of a project, to be planned, whatever kind of project it is. */
export const openStacks = (projectDirectory: string, signal: AbortSignal): Promise<PlannableStacks> =>
  stacksOfApp(projectDirectory, signal);

/** What the code says now is not what runs then: a version that was bumped seems to be none. */
async function warnOfOldBuild(directory: string, { report }: CommandContext): Promise<void> {
  const compiled = compiledApp(await readProject(directory));
  if (compiled?.state !== 'old') return;
  const message = `The app runs ${compiled.file}, which is older than its source ${compiled.source}.`;
  report({ code: 'WARNING', id: 'CODE_NOT_BUILT', message, remedy: buildFirst(compiled) });
}

/** An outage is waited for, and told. */
const patienceOf = ({ report, signal }: CommandContext, isLocal: boolean): Patience => ({
  clock: wallClock,
  signal,
  notify(message) {
    const meanwhile = isLocal ? 'if the embedded RDS has ended, start it again.' : 'RDS continues in the meantime.';
    const remedy = `Checking again in a few seconds; ${meanwhile}`;
    report({ code: 'WARNING', id: 'RDS_UNREACHABLE', message, remedy });
  },
});
