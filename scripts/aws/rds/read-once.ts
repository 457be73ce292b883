import { type RdsReads, rdsReads } from './rds-port';

/** Every read is sent once: its answer serves everybody who requests the same again, and so does its failure. */
export function readOnce(rds: RdsReads): RdsReads {
  const answers = new Map<string, unknown>();
  const once = (name: keyof RdsReads) => {
    const read = rds[name].bind(rds) as (...args: unknown[]) => Promise<unknown>;
    return (...args: unknown[]) => {
      const request = JSON.stringify([name, ...args]);
      const answer = answers.get(request) ?? read(...args);
      answers.set(request, answer);
      return answer;
    };
  };
  return Object.fromEntries(rdsReads.map((name) => [name, once(name)])) as unknown as RdsReads;
}
