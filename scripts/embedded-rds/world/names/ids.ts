import { createHash } from 'node:crypto';

/** What a name is drawn for. */
export type IdKind = keyof typeof forms;

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const hexadecimal = '0123456789abcdef';

/** Forms as the API reference and events of RDS show them (`bgd-hy5ntvomddiv89r8`, `-green-8n9hio`). */
const forms = {
  cluster: { prefix: 'cluster-', length: 26, alphabet: upper },
  instance: { prefix: 'db-', length: 26, alphabet: upper },
  deployment: { prefix: 'bgd-', length: 16, alphabet: lower },
  'green-suffix': { prefix: '', length: 6, alphabet: lower },
  'cluster-endpoint': { prefix: 'cluster-endpoint-', length: 26, alphabet: upper },
  'global-cluster': { prefix: 'cluster-', length: 16, alphabet: hexadecimal },
  'scalable-target': { prefix: '0ec5', length: 32, alphabet: hexadecimal },
  'db-proxy': { prefix: 'prx-', length: 17, alphabet: hexadecimal },
  uuid: { prefix: '', length: 32, alphabet: hexadecimal },
  'access-key': { prefix: 'ASIA', length: 16, alphabet: upper },
} as const;

/** What the next identifier depends on. */
interface Drawn {
  account: string;
  /** How many were drawn. */
  sequence: number;
}

/** Draws the world's next identifier. The same commands on a new world draw the same ones, so that tests can name them. */
export function draw(world: Drawn, kind: IdKind): string {
  world.sequence += 1;
  const { prefix, length, alphabet } = forms[kind];
  return prefix + letters(`embedded-rds ${world.account} ${kind} ${world.sequence}`, length, alphabet);
}

/** What the next identifier depends on. */
interface Drawn {
  account: string;
  /** How many were drawn. */
  sequence: number;
}

/** Draws the world's next UUID. */
export function drawUuid(world: Drawn): string {
  return dashed(draw(world, 'uuid'));
}

/** The same UUID for the same seed. */
export function uuidOf(seed: string): string {
  return dashed(letters(seed, 32, hexadecimal));
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The same letters for the same seed; at most 32. Names are derived whenever something is shown: they are kept. */
export function letters(seed: string, length: number, alphabet: string = lower): string {
  const key = `${length} ${alphabet} ${seed}`;
  let found = known.get(key);
  if (found === undefined) {
    const digest = createHash('sha256').update(seed).digest();
    found = Array.from(digest.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
    if (known.size >= mostKnown) known.clear();
    known.set(key, found);
  }
  return found;
}

const known = new Map<string, string>();
const mostKnown = 10_000;
