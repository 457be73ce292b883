/**
 * The TypeScript source of a JavaScript file: beside it, or with one folder of its path replaced, as in `dist/main.js` for
 * `src/main.ts` or for `main.ts`.
 * @param path  with `/`
 * @param exists  whether there is such a file
 */
export function sourceOf(path: string, exists: (path: string) => boolean): string | undefined {
  const [, stem, kind] = /^(.*)\.([mc]?)js$/.exec(path) ?? [];
  if (stem === undefined) return undefined;
  const parts = stem.split('/');
  const elsewhere = parts.slice(0, -1).flatMap((_, i) => [
    [...parts.slice(0, i), 'src', ...parts.slice(i + 1)],
    [...parts.slice(0, i), ...parts.slice(i + 1)],
  ]);
  const stems = [parts, ...elsewhere].map((each) => each.join('/'));
  return stems.flatMap((each) => [`${each}.${kind}ts`, `${each}.tsx`]).find(exists);
}

/** What TypeScript writes into what it compiles: https://www.typescriptlang.org/tsconfig/#sourceMap, #esModuleInterop. */
export const saysThatItIsCompiled = (text: string) => /__esModule\b|^\/\/# sourceMappingURL=/m.test(text);
