import { escaped } from '../runtime/escaped';
/** A stretch of a text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

export interface Replacement extends Span {
  text: string;
}

/** A position in the app's code. */
export interface Place {
  /** Relative to the project's folder, with `/`. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  column: number;
  /** What stands there. */
  text: string;
  /** What it has to do with the refusal. */
  why?: string;
}

/**
 * The text of a UTF-8 file with everything that is in it, byte order mark included, so that writing it back gives the same
 * bytes. Undefined for any other encoding: guessing one would change bytes outside the edit.
 */
export function decodeText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Replacements must not overlap; those at the same position follow each other in their order. */
export function splice(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inner } of [...replacements].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start) + inner;
    at = end;
  }
  return result + text.slice(at);
}

export function placeOf(file: string, text: string, { start, end }: Span, why?: string): Place {
  const lines = text.slice(0, start).split('\n');
  const line = lines.length;
  // Editors do not count a byte order mark as a column.
  const column = lines.at(-1)!.replace(/^\uFEFF/, '').length + 1;
  return { file, line, column, text: text.slice(start, end), why };
}

/** Matches the version only as a whole: `15.1` is not found in `15.10`, nor in `115.1` or `15.1.2`. */
export function versionPattern(version: string): RegExp {
  return new RegExp(`(?<![\\w.])${escaped(version)}(?!\\w|\\.\\w)`, 'g');
}

export function findVersion(text: string, version: string): Span[] {
  return [...text.matchAll(versionPattern(version))].map(({ index }) => ({
    start: index,
    end: index + version.length,
  }));
}

/** Code on one line, for a sentence. */
export function shorten(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
