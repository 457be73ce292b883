import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson, isScript } from '../../checkout/file-kinds';

/**
 * The app's own files as one TypeScript program, for its symbols only: nothing is read from the disk, packages and the
 * language's library stay unknown, so this takes milliseconds.
 */
export function parseProgram(files: AppFile[]): ts.Program {
  const code = files.filter(({ path }) => isScript(path) || isJson(path));
  const texts = new Map(code.map((file) => [`/${file.path}`, file.text]));
  return ts.createProgram({
    rootNames: [...texts.keys()].filter((path) => isScript(path)),
    options: {
      noLib: true,
      allowJs: true,
      resolveJsonModule: true,
      esModuleInterop: true,
      types: [],
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.Preserve,
    },
    host: inMemory(texts),
  });
}

function inMemory(texts: Map<string, string>): ts.CompilerHost {
  return {
    getSourceFile: (path, target) => {
      const text = texts.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, target, true);
    },
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    directoryExists: (dir) => [...texts.keys()].some((path) => path.startsWith(`${dir.replace(/\/$/, '')}/`)),
    getDefaultLibFileName: () => '/none.d.ts',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
  };
}
