import type { Invariant } from './invariant';

const exitCodes = [0, 1, 2, 3, 64, 130];

/** A process that does not end by itself is ended from outside, and says so here. */
export const endsAsDocumented: Invariant = {
  name: 'ends-as-documented',
  says: 'every run ends with a documented code, within its limits of time and calls, and never as a bug',
  watch: () => ({
    ended({ number }, ending) {
      switch (ending.kind) {
        case 'bug':
          return `process ${number} ended as a bug: ${(ending.error as Error)?.stack?.split('\n').slice(0, 3).join(' | ') ?? ending.error}`;
        case 'out of bounds':
          return `process ${number} did not end: ${ending.message}`;
        case 'error':
          if (!/^[A-Z][A-Z0-9]*([_-][A-Z0-9]+)*$/.test(ending.code))
            return `process ${number} ended with the code ${ending.code}`;
          if (!exitCodes.includes(ending.exitCode))
            return `process ${number} ended with the exit code ${ending.exitCode}`;
          return undefined;
        default:
          return undefined;
      }
    },
  }),
};
