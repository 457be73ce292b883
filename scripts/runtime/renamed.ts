import { UpgradeError } from './errors';

/**
 * An error that names a copy of the project by what it is a copy of: a temporary folder says nothing to anybody, and is gone when the
 * sentence is read. Any other error as it is.
 */
export function renamed(error: unknown, folder: string, label: string): unknown {
  if (!(error instanceof UpgradeError)) return error;
  const { code, message, remedy, exitCode, cause } = error;
  const [told, advice] = [message, remedy].map((text) => text.replaceAll(folder, label)) as [string, string];
  return new UpgradeError({ code, message: told, remedy: advice, exitCode, cause });
}
