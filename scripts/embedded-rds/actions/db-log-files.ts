import type {
  DescribeDBLogFilesMessage,
  DescribeDBLogFilesResponse,
  DownloadDBLogFilePortionDetails,
  DownloadDBLogFilePortionMessage,
} from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { logOf } from '../world/engine-logs';
import { instanceNamed } from '../world/lookup';
import type { Action, ActionContext } from './action';

/** One file, of what the server has logged lately: the names of RDS's have a date, which here would be of another clock than the world's. */
const file = 'error/postgresql.log';

const most = 10_000;

export const describeDBLogFiles: Action<DescribeDBLogFilesMessage, DescribeDBLogFilesResponse> = (context, input) => {
  const text = told(context, input.DBInstanceIdentifier);
  const isAsked = file.includes(input.FilenameContains ?? '') && text.length >= (input.FileSize ?? 0);
  return {
    DescribeDBLogFiles:
      text === '' || !isAsked ? [] : [{ LogFileName: file, LastWritten: context.now, Size: text.length }],
  };
};

/** The end of it, as RDS answers without a marker; there is no more of it than fits into one answer. */
export const downloadDBLogFilePortion: Action<DownloadDBLogFilePortionMessage, DownloadDBLogFilePortionDetails> = (
  context,
  input,
) => {
  const text = told(context, input.DBInstanceIdentifier);
  if (input.LogFileName !== file) throw fault('DBLogFileNotFoundFault', `DBLogFile ${input.LogFileName} is not found.`);
  const lines = text.split('\n').slice(-(input.NumberOfLines || most) - 1);
  return { LogFileData: lines.join('\n'), Marker: '0', AdditionalDataPending: false };
};

/**
 * Aurora warns the author of a statement that does not replicate. Here the server logs the statement in place of that, and only its
 * first words are told, of statements that came after a deployment's slot was read first.
 */
function told(context: ActionContext, name = ''): string {
  const { cluster } = instanceNamed(context, name);
  const lines = logOf(context.world, cluster ?? '').split('\n');
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
