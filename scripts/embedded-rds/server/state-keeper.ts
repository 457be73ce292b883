import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type SavedState, textOfChanges, textOfState } from './state-file';

/** The least that is added to a file before it is written anew, in bytes. */
const mostAdded = 1_000_000;

/**
 * Keeps the state file: the whole state once, then a line for each call, until these outgrow it and it is written anew. So a
 * change costs what it changed, however much there is.
 */
export class StateKeeper {
  private descriptor: number | undefined;
  private whole = 0;
  private added = 0;

  constructor(private readonly file: string) {}

  /**
   * Adds what a call changed. Every call is written down, as it moves the clock and counts for the rules on faults; only a
   * change waits for the disk, as clients are told that it has happened.
   */
  add(state: SavedState, changes: string[]): void {
    const { descriptor } = this;
    if (descriptor === undefined || this.added > Math.max(this.whole, mostAdded)) {
      this.replace(state);
      return;
    }
    // A line that could not be written is not continued by the next one.
    this.descriptor = undefined;
    try {
      this.added += writeAll(descriptor, textOfChanges(state, changes));
      if (changes.length > 0) fsyncSync(descriptor);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    this.descriptor = descriptor;
  }

  /**
   * Writes the whole state beside the file and renames it over: a reader, or a server that was killed, finds the former
   * state or the new one.
   */
  replace(state: SavedState): void {
    this.close();
    const temporary = `${this.file}.tmp`;
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      this.whole = writeAll(descriptor, textOfState(state));
      fsyncSync(descriptor);
      renameSync(temporary, this.file);
    } catch (error) {
      closeSync(descriptor);
      // What was begun takes the room that the next attempt needs.
      rmSync(temporary, { force: true });
      throw error;
    }
    syncFolder(dirname(this.file));
    this.added = 0;
    this.descriptor = descriptor;
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}

/** A write may take less than it was given. */
function writeAll(descriptor: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    const taken = writeSync(descriptor, bytes, written);
    if (taken === 0) throw new Error('nothing more can be written to the file');
    written += taken;
  }
  return bytes.length;
}

function syncFolder(folder: string): void {
  // A rename is only on disk when its folder is. Not every platform lets a folder be opened.
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return;
  }
}
