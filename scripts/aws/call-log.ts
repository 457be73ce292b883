import { openSync, writeSync } from 'node:fs';
import { buildQueryString, type HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { refusal } from '../runtime/errors';
import { printable } from '../runtime/printable';
import { redactedBody, redactedHeaders } from './redacted';
import { runId } from './user-agent';

/** Receives each call, and its outcome. */
export interface CallLog {
  call(request: HttpRequest, proxy?: URL): Ended;
}

interface Ended {
  answered(response: Pick<HttpResponse, 'statusCode' | 'headers'> & { body: Uint8Array }): void;
  failed(error: Error): void;
}

const silent: CallLog = { call: () => ({ answered() {}, failed() {} }) };

let calls = 0;

/**
 * AWS_UPGRADE_DEBUG, which `--debug` sets as well: `1` for stderr, or else the name of a file to append to. One line per call, one
 * line per answer, without secrets.
 * @throws UpgradeError DEBUG_FILE
 */
export function callLog(env: NodeJS.ProcessEnv): CallLog {
  const target = env.AWS_UPGRADE_DEBUG ?? '';
  if (['', '0', 'false'].includes(target)) return silent;
  const write = ['1', 'true'].includes(target) ? (line: string) => void process.stderr.write(line) : toFile(target);
  const told = (line: string) => write(`aws ${runId} ${new Date().toISOString()} ${printable(line)}\n`);
  return {
    call(request, proxy) {
      calls += 1;
      const number = calls;
      const begun = Date.now();
      const ended = (text: string) => told(`#${number} < ${Date.now() - begun} ms ${text}`);
      const { method, protocol, hostname, port, path, query, headers, body } = request;
      const search = buildQueryString(query ?? {});
      const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search === '' ? '' : `?${redactedBody(search)}`}`;
      const way = proxy === undefined ? '' : ` over the proxy ${proxy.host}`;
      told(`#${number} > ${method} ${url}${way} ${headersText(headers)} ${bodyText(body)}`);
      return {
        answered: ({ statusCode, headers: heard, body: said }) =>
          ended(`HTTP ${statusCode} ${headersText(heard)} ${bodyText(said)}`),
        failed: (error) => ended(`no answer: ${error.message}`),
      };
    },
  };
}

const headersText = (headers: Record<string, string>) => JSON.stringify(redactedHeaders(headers));

/** Not `Buffer.from(bytes)`: the SDK warns of whoever treats a request's body as the text that it can be as well. */
const utf8 = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');

/** Its lines as one; in JSON and XML, which is all that AWS speaks, they mean nothing. */
function bodyText(body: unknown): string {
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? utf8(body) : '';
  return redactedBody(text).replace(/\s*\n\s*/g, ' ');
}

function toFile(name: string): (line: string) => void {
  try {
    const file = openSync(name, 'a', 0o600);
    return (line) => void writeSync(file, line);
  } catch (error) {
    throw refusal(
      'DEBUG_FILE',
      `The file of AWS_UPGRADE_DEBUG cannot be written: ${printable((error as Error).message)}.`,
      'Name a file in an existing folder that you can write to, or 1 for stderr.',
    );
  }
}
