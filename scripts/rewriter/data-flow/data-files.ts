import { posix } from 'node:path';
import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isScript } from '../../checkout/file-kinds';
import { escaped } from '../../runtime/escaped';
import { parseSource } from '../find/literals';
import { contextReader, isImportCall } from './syntax';

/** Which code reads a JSON file: code that contains its name, as far as it is written there, or that reads cdktf's context. */

export const isContext = ({ path }: AppFile) => posix.basename(path) === 'cdktf.json';

/** Whether the value of the node comes from the file's content. */
export function reads(node: ts.Node, file: AppFile): boolean {
  if (isContext(file) && ts.isPropertyAccessExpression(node)) return contextReader.test(node.name.text);
  const isImport = node.parent && (ts.isImportDeclaration(node.parent) || isImportCall(node.parent));
  // A program that names cdktf's file without importing it is a tool.
  if (isContext(file) && !isImport) return false;
  const text = textPattern(node);
  if (text === undefined || /^[./\0]*$|\/\0*$/.test(text)) return false;
  if (!isImport) return names(text, file.path);
  const [said, own] = [text, file.path].map((each) => each.replace(/\.json$/, '')) as [string, string];
  const folder = posix.dirname(node.getSourceFile().fileName);
  return /^\.\.?\/[^\0]*$/.test(said) ? posix.join('/', folder, said) === `/${own}` : names(said, own);
}

export function readsSomewhere(file: AppFile, data: AppFile): boolean {
  if (!isScript(file.path)) return false;
  if (isContext(data) && /etContext\b|AllContext\b/.test(file.text)) return true;
  if (!file.text.includes('.json') && !file.text.includes(posix.basename(data.path, '.json'))) return false;
  return textsOf(file).some((node) => reads(node, data));
}

const known = new WeakMap<AppFile, readonly ts.Node[]>();

/** What may name a file; asked for each of them. */
function textsOf(file: AppFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (textPattern(node) !== undefined) found.push(node);
    ts.forEachChild(node, visit);
  };
  if (!known.has(file)) {
    visit(parseSource(file)!);
    known.set(file, found);
  }
  return known.get(file)!;
}

const gap = '\0';

/** The text of a literal, a template or an addition, with a gap for what is computed. */
function textPattern(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => gap + literal.text).join('');
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  return [node.left, node.right].map((each) => textPattern(each) ?? gap).join('');
}

/** The end of the path; something of the file's own name has to be there. */
function names(text: string, path: string): boolean {
  const said = text.replace(/^(\0?\/|\.+\/)+/, '');
  // Every text of every file is asked this, and few of them have a gap.
  if (!said.includes(gap)) return path === said || path.endsWith(`/${said}`);
  return new RegExp(`(^|/)${said.split(gap).map(escaped).join('.*')}$`).test(path);
}
