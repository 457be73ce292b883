import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { Engine } from '../../../engine-versions/catalogue';
import { isPlayed } from '../../data/engines';

const iterations = 4096;

/**
 * What the engine's server keeps of a password, and takes in its place: so the world, its state file and every statement are without the
 * password. Salted by the cluster, where it is, so that the same commands make the same world.
 */
export function masterVerifier(engine: string, password: string, clusterResourceId: string): string {
  if (!isPlayed(engine)) throw new Error(`This server does not play the engine ${engine}.`);
  return verifiers[engine](password, clusterResourceId);
}

/** SCRAM-SHA-256, RFC 5803. */
function scram(password: string, clusterResourceId: string): string {
  const salt = createHash('sha256').update(clusterResourceId).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}

/** `mysql_native_password`: https://dev.mysql.com/doc/refman/8.0/en/native-pluggable-authentication.html */
export function nativePassword(password: string): string {
  const sha1 = (bytes: string | Buffer): Buffer => createHash('sha1').update(bytes).digest();
  return `*${sha1(sha1(password)).toString('hex').toUpperCase()}`;
}

const verifiers: Readonly<Record<Engine, (password: string, clusterResourceId: string) => string>> = {
  'aurora-postgresql': scram,
  'aurora-mysql': nativePassword,
};
