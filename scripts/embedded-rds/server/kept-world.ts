import { refusal, type UpgradeError } from '../../runtime/errors';
import { watch } from '../world/change';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { replaceWorld } from './control';
import { loadState } from './state-file';
import { StateKeeper } from './state-keeper';

interface KeptWorld {
  /** Keeps what the last call changed. Why it could not: the world is then as the file has it, and the call has not happened. */
  keepCall(): UpgradeError | undefined;
  /** Keeps everything. Throws UpgradeError; the world is then as the file has it. */
  keepAll(): void;
  close(): void;
}

/** `tell`: hears once why nothing can be kept, and once that it can again. */
export function keepWorld(
  world: World,
  clock: WorldClock,
  stateFile: string,
  tell: (sentence: string) => void,
): KeptWorld {
  const keeper = new StateKeeper(stateFile);
  const changes: string[] = [];
  let isFailing = false;
  // Told as they are when they are made: what was changed may be changed again by the same call.
  watch(world, (told) => changes.push(...told.map((change) => JSON.stringify(change))));

  const attempt = (
    write: (state: { world: World; now: number }, changed: string[]) => void,
  ): UpgradeError | undefined => {
    const changed = changes.splice(0);
    try {
      write({ world, now: clock.now() }, changed);
      if (isFailing) tell(`The state file ${stateFile} is writable again.`);
      isFailing = false;
      return undefined;
    } catch (error) {
      const unwritable = refusal(
        'STATE_FILE_UNWRITABLE',
        `The state file ${stateFile} cannot be written: ${(error as Error).message}. Until it can be written, nothing is changed.`,
        'Free space on its disk, or start with another file (--state).',
      );
      if (!isFailing) tell(`${unwritable.message} ${unwritable.remedy}`);
      isFailing = true;
      const kept = loadState(stateFile);
      if (kept !== undefined) replaceWorld(world, kept.world);
      return unwritable;
    }
  };

  const keepAll = (): void => {
    const unwritable = attempt((state) => keeper.replace(state));
    if (unwritable !== undefined) throw unwritable;
  };
  return {
    keepCall: () => attempt((state, changed) => keeper.add(state, changed)),
    keepAll,
    close() {
      // What was answered is in the file, line by line: a last whole state only makes it shorter.
      attempt((state) => keeper.replace(state));
      keeper.close();
    },
  };
}
