import { UpgradeError } from './errors';

/**
 * An error that names a copy of the project by what it is a copy of: a temporary folder says nothing to anybody, and is gone when the
 * sentence is read. Any other error as it is.
 */
export function renamed(error: unknown, folder: string, label: string): unknown {
  if (!(error instanceof UpgradeError)) return error;
  const { code, message, remedy, exitCode, cause } = error;
  const text = message.includes(folder) ? message.replaceAll(folder, label) : `At ${label}: ${message}`;
  return new UpgradeError({ code, message: text, remedy: remedy.replaceAll(folder, label), exitCode, cause });
}
