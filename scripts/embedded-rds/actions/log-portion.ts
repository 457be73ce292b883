import type { DownloadDBLogFilePortionDetails, DownloadDBLogFilePortionMessage } from '@aws-sdk/client-rds';
import { invalidParameterValue } from '../wire/service-fault';

/** Lines of an answer, and its length. */
const most = { lines: 10_000, length: 1_000_000 };

/**
 * A marker is a place in the file, `0` its beginning; without one the end is answered. What more there is shows in AdditionalDataPending
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DownloadDBLogFilePortion.html). How RDS writes a marker is not said.
 */
export function portionOf(
  text: string,
  { Marker, NumberOfLines }: Pick<DownloadDBLogFilePortionMessage, 'Marker' | 'NumberOfLines'>,
): DownloadDBLogFilePortionDetails {
  const count = NumberOfLines || most.lines;
  if (Marker === undefined) {
    const end = text
      .split('\n')
      .slice(-count - 1)
      .join('\n');
    return { LogFileData: end.slice(-most.length), Marker: `${text.length}`, AdditionalDataPending: false };
  }
  const from = Number(Marker);
  if (!/^\d+$/.test(Marker) || from > text.length) throw invalidParameterValue(`The marker ${Marker} is not valid.`);
  const to = endOf(text, from, count);
  return { LogFileData: text.slice(from, to), Marker: `${to}`, AdditionalDataPending: to < text.length };
}

/** After so many lines, or at the limit of an answer, in the middle of a line if need be. */
function endOf(text: string, from: number, lines: number): number {
  const limit = Math.min(text.length, from + most.length);
  let at = from;
  for (let line = 0; line < lines && at < limit; line += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0 || next >= limit) return limit;
    at = next + 1;
  }
  return at;
}
