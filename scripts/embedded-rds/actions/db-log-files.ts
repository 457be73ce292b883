import type {
  DescribeDBLogFilesMessage,
  DescribeDBLogFilesResponse,
  DownloadDBLogFilePortionDetails,
  DownloadDBLogFilePortionMessage,
} from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { byName } from '../world/by-name';
import { logOf } from '../world/engine-logs';
import { instanceNamed } from '../world/lookup';
import { paginate } from '../world/paginate';
import type { LogFileRecord } from '../world/world';
import type { Action, ActionContext } from './action';
import { portionOf } from './log-portion';

/** One file, of what the server has logged lately: the names of RDS's have a date, which here would be of another clock than the world's. */
const engineFile = 'error/postgresql.log';

export const describeDBLogFiles: Action<DescribeDBLogFilesMessage, DescribeDBLogFilesResponse> = (context, input) => {
  const asked = Object.entries(filesOf(context, input.DBInstanceIdentifier))
    .filter(([name]) => name.includes(input.FilenameContains ?? ''))
    .map(([LogFileName, { writtenAt, text }]) => ({
      LogFileName,
      LastWritten: writtenAt,
      Size: Buffer.byteLength(text),
    }))
    .filter(({ Size }) => Size >= (input.FileSize ?? 0))
    .filter(({ LastWritten }) => LastWritten >= (input.FileLastWritten ?? 0));
  const { page, Marker } = paginate(asked, input, ({ LogFileName }) => LogFileName);
  return { DescribeDBLogFiles: page, Marker };
};

export const downloadDBLogFilePortion: Action<DownloadDBLogFilePortionMessage, DownloadDBLogFilePortionDetails> = (
  context,
  input,
) => {
  const file = filesOf(context, input.DBInstanceIdentifier)[input.LogFileName ?? ''];
  if (file === undefined) throw fault('DBLogFileNotFoundFault', `DBLogFile ${input.LogFileName} is not found.`);
  return portionOf(file.text, input);
};

/** Those of RDS itself, and the engine's, where there is one behind the cluster that has logged something. */
function filesOf(context: ActionContext, name = ''): Record<string, LogFileRecord> {
  const { cluster, logs } = instanceNamed(context, name);
  const text = told(context, cluster ?? '');
  return byName({ ...(text === '' ? {} : { [engineFile]: { writtenAt: context.now, text } }), ...logs });
}

/**
 * Aurora warns the author of a statement that does not replicate. Here the server logs the statement in place of that, and only its
 * first words are told, of statements that came after a deployment's slot was read first.
 */
function told(context: ActionContext, cluster: string): string {
  const lines = logOf(context.world, cluster).split('\n');
  const begun = lines.findIndex((line) => /_bg_slot_/.test(line));
  return lines
    .flatMap((line, index) => {
      if (line.startsWith('\t') || /:STATEMENT: /.test(line)) return [];
      const [, before, words] = /^(.*:)LOG: {2}statement: (\w+\s+\w+)?/.exec(line) ?? [];
      if (before === undefined) return [line];
      if (words === undefined || /:rdsadmin@/.test(before) || begun < 0 || index < begun) return [];
      return [`${before}WARNING:  command will not be replicated to the green instance: "${words.toUpperCase()}"`];
    })
    .join('\n');
}
