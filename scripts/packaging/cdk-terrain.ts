import ts from 'typescript';

/** What CDK Terrain calls the packages of CDKTF; what they hold has the same names (cdktn.io, upgrade guide to 0.22). */
const renamed: Record<string, string> = { cdktf: 'cdktn', '@cdktf/provider-aws': '@cdktn/provider-aws' };

/**
 * A compiled module or its declarations, with CDK Terrain in CDKTF's place. Only names of modules are touched, where the compiler
 * finds them.
 */
export function forCdkTerrain(text: string): string {
  let result = text;
  // From the end: the positions before it stay right.
  for (const { fileName, pos } of importsOf(text).reverse()) {
    const name = packageOf(fileName);
    const other = renamed[name];
    if (other === undefined) continue;
    const start = result.indexOf(name, pos);
    result = result.slice(0, start) + other + result.slice(start + name.length);
  }
  return result;
}

/** The packages that a module imports, without its own and those of Node.js. */
export function packagesOf(text: string): string[] {
  const names = importsOf(text).map(({ fileName }) => fileName);
  return [...new Set(names.filter((name) => !/^(\.|node:)/.test(name)).map(packageOf))];
}

/** Of ES modules, CommonJS and declarations, in the order of the text. */
function importsOf(text: string): ts.FileReference[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.sort((a, b) => a.pos - b.pos);
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
