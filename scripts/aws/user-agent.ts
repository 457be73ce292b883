import { randomBytes } from 'node:crypto';

/** Of this process: CloudTrail shows it with each of its calls. */
export const runId = randomBytes(4).toString('hex');

/** `aurora-blue-green/0.1.0 run/3f9a01c2`, after the SDK's own user agent. */
export function userAgent(): [string, string][] {
  const { name, version } = require('aurora-blue-green/package.json') as { name: string; version: string };
  return [
    [name, version],
    ['run', runId],
  ];
}
