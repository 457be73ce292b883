import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { DesiredCluster } from '../desired/desired-cluster';
import { refusal } from '../runtime/errors';
import { printable } from '../runtime/printable';
import { terraformBinary } from './terraform';

/**
 * A plan on a local backend writes a lock beside the state. Where there is no Terraform there is no plan either, and the run says so.
 * @throws UpgradeError STATE_NOT_WRITABLE
 */
export function requireLockableState({ stack, delivery }: DesiredCluster, folder = process.cwd()): void {
  if (delivery.stateFile === undefined || !hasTerraform()) return;
  const file = resolve(folder, delivery.stateFile);
  for (const path of [file, nearestFolder(dirname(file))]) {
    try {
      if (existsSync(path)) accessSync(path, constants.W_OK);
    } catch (error) {
      throw refusal(
        'STATE_NOT_WRITABLE',
        `Terraform keeps the state of the stack ${stack} in ${printable(file)} and could not lock it: ${printable((error as Error).message)}. After the switchover no plan could prove that the code says what AWS runs.`,
        'Run the command as somebody who may write there, or in a writable checkout.',
      );
    }
  }
}

/** Terraform makes the folders that are missing. */
const nearestFolder = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));

function hasTerraform(): boolean {
  const binary = terraformBinary();
  const places = binary.includes('/')
    ? [binary]
    : (process.env.PATH ?? '').split(delimiter).map((each) => join(each, binary));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
