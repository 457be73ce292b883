import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson, isScript } from '../../checkout/file-kinds';
import { stem } from './connected-files';
import { type InOwnPackage, ownPackages } from './own-packages';

/**
 * The app's own files as one TypeScript program, for its symbols only: nothing is read from the disk, packages and the
 * language's library stay unknown, so this takes milliseconds.
 */
export function parseProgram(files: readonly AppFile[]): ts.Program {
  const code = files.filter(({ path }) => isScript(path) || isJson(path));
  const texts = new Map(code.map((file) => [`/${file.path}`, file.text]));
  return ts.createProgram({
    rootNames: [...texts.keys()].filter((path) => isScript(path)),
    options,
    host: inMemory(texts, ownPackages(files)),
  });
}

const options: ts.CompilerOptions = {
  noLib: true,
  allowJs: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  types: [],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
};

function inMemory(texts: Map<string, string>, inOwnPackage: InOwnPackage): ts.CompilerHost {
  const folders = new Set([...texts.keys()].flatMap(foldersAbove));
  const host: ts.CompilerHost = {
    getSourceFile: (path, target) => {
      const text = texts.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, target, true);
    },
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    directoryExists: (dir) => folders.has(dir.replace(/\/$/, '')),
    getDefaultLibFileName: () => '/none.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
  };
  const cache = ts.createModuleResolutionCache('/', (path) => path, options);
  const behindAlias = aliases([...texts.keys()]);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const own = inOwnPackage(text);
      const { resolvedModule } = ts.resolveModuleName(
        own === undefined ? text : `/${own.path}`,
        from,
        options,
        host,
        cache,
      );
      return { resolvedModule: resolvedModule ?? behindAlias(text) };
    });
  return host;
}

const foldersAbove = (path: string) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));

/** `@config/versions`, `@app/config/versions`, `src/config/versions`: the one file that ends so, by two parts at least. */
function aliases(paths: readonly string[]): (specifier: string) => ts.ResolvedModuleFull | undefined {
  const byEnd = new Map<string, string[]>();
  for (const path of paths) {
    for (const end of foldersAbove(path).map((folder) => stem(path.slice(folder.length)))) {
      byEnd.set(end, [...(byEnd.get(end) ?? []), path]);
    }
  }
  return (specifier) => {
    if (/^\.|^node:/.test(specifier)) return undefined;
    const whole = `/${stem(specifier).replace(/^[@~#]?\/?/, '')}`;
    const [found, ...others] =
      [whole, whole.replace(/^\/[^/]*/, '')]
        .filter((end) => end.lastIndexOf('/') > 0)
        .map((end) => byEnd.get(end) ?? [])
        .find((each) => each.length > 0) ?? [];
    return found === undefined || others.length > 0
      ? undefined
      : { resolvedFileName: found, extension: /\.[^.]*$/.exec(found)![0], isExternalLibraryImport: false };
  };
}
