import ts from 'typescript';
import type { Level } from './levels';
import { contextReader, isCall, isImportCall, textOf } from './syntax';

/**
 * Where a program reads what may differ in another environment: `process`, cdktf's context, files, the clock, the output of other
 * programs, and packages and generated code, whose inputs are unknown.
 */
export function environment(node: ts.Node, isFileOfApp: (node: ts.Node) => boolean): Level {
  if (ts.isIdentifier(node)) return globals.test(node.text) && !isName(node) ? 2 : 0;
  if (ts.isMetaProperty(node)) return 2;
  if (isCall(node)) {
    const name = textOf(node.expression);
    const asks = contextReader.test(name) || machine.test(name);
    return asks || (files.test(name) && !node.arguments?.some((each) => says(each, isFileOfApp))) ? 2 : 0;
  }
  if (!ts.isStringLiteral(node) || followed.test(node.text) || isFileOfApp(node)) return 0;
  return ts.isImportDeclaration(node.parent) || isImportCall(node.parent) ? 2 : 0;
}

/** `path.join(__dirname, 'versions.json')` */
const says = (node: ts.Node, isMeant: (node: ts.Node) => boolean): boolean =>
  isMeant(node) || (ts.forEachChild(node, (child) => says(child, isMeant) || undefined) ?? false);

const globals =
  /^(process|globalThis|global|Date|Proxy|Reflect|eval|Intl|performance|crypto|navigator|fetch|Deno|Bun)$/;
const machine =
  /^(basename|relative|hostname|userInfo|exec(File)?(Sync)?|parseArgs|Function|spawnSync|random(UUID|Int|Bytes)?)$/;
const files = /^(readFile|readdir|exists|l?stat|access|open|readlink|glob)(Sync)?$/;
/** What comes from them is made of what they are given. */
const followed =
  /^(node:)?(assert|buffer|events|fs|path|querystring|string_decoder|url|util)(\/|$)|^(tiny-)?(cdktf|cdktn|constructs)(\/|$)|^@(cdktf|cdktn)\/|^(aurora-blue-green|ajv|joi|lodash|ramda|semver|tslib|yup|zod)([./-]|$)/;

/** `.process`, `{ process: … }` */
const isName = (node: ts.Identifier) =>
  node.parent !== undefined &&
  (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) &&
  node.parent.name === node;
