import { posix } from 'node:path';
import type { AppFile } from '../../checkout/app-files';
import { isRecord } from '../../runtime/is-record';

/** What an import of a workspace reads. */
interface OwnPackage {
  /** `packages/versions/orders` of `@acme/versions/orders`. */
  path: string;
  /** Its package.json, by which that is known. */
  known: AppFile;
}

/** Undefined for anything that is not a package of this repository. */
export type InOwnPackage = (specifier: string) => OwnPackage | undefined;

/** The packages that the files themselves contain, by the names in their package.json. */
export function ownPackages(files: readonly AppFile[]): InOwnPackage {
  const packages = new Map<string, { known: AppFile; main: string }>();
  for (const file of files) {
    if (posix.basename(file.path) !== 'package.json') continue;
    const { name, main } = readPackage(file.text);
    if (typeof name === 'string') packages.set(name, { known: file, main: typeof main === 'string' ? main : '' });
  }
  return (specifier) => {
    const [name = '', ...rest] = /^(@[^/]+\/[^/]+|[^/@.][^/]*)\/?(.*)$/.exec(specifier)?.slice(1) ?? [];
    const found = packages.get(name);
    if (found === undefined) return undefined;
    const { known, main } = found;
    return { known, path: posix.join(posix.dirname(known.path), rest.join('') || main) };
  };
}

function readPackage(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
