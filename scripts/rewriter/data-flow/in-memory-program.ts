import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson, isScript } from '../../checkout/file-kinds';
import { parseSource } from '../find/literals';
import { stem } from './connected-files';
import { type InOwnPackage, ownPackages } from './own-packages';

/**
 * The app's own files as one TypeScript program, only for its symbols: nothing is read from disk, and packages and the language's
 * library stay unknown, so this takes milliseconds.
 */
export function parseProgram(files: readonly AppFile[]): ts.Program {
  const code = files.filter(({ path }) => isScript(path) || isJson(path));
  const byPath = new Map(code.map((file) => [`/${file.path}`, file]));
  return ts.createProgram({
    rootNames: [...byPath.keys()].filter((path) => isScript(path)),
    options,
    host: inMemory(byPath, ownPackages(files)),
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

function inMemory(files: Map<string, AppFile>, inOwnPackage: InOwnPackage): ts.CompilerHost {
  const folders = new Set([...files.keys()].flatMap(foldersAbove));
  const host: ts.CompilerHost = {
    // A script is parsed once for everything that looks at it.
    getSourceFile: (path, target) => {
      const file = files.get(path);
      if (file === undefined || isScript(path)) return file && parseSource(file);
      return ts.createSourceFile(path, file.text, target, true);
    },
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path)?.text,
    directoryExists: (dir) => folders.has(dir.replace(/\/$/, '')),
    getDefaultLibFileName: () => '/none.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
  };
  const cache = ts.createModuleResolutionCache('/', (path) => path, options);
  const behindAlias = aliases([...files.keys()]);
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
