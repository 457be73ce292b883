import type ts from 'typescript';
import { type Place, placeOf, shorten } from '../../checkout/source-text';
import { tooMany } from './ways';

/** Why the analysis refuses, and where. */

export const decided = (node: ts.Node, by: ts.Node) =>
  because(
    node,
    by === tooMany
      ? 'too many code paths lead there to check each one'
      : `it is decided by \`${shorten(by.getText())}\`, which may differ in other environments`,
  );

export function because(node: ts.Node, why: string): Place {
  const source = node.getSourceFile();
  return placeOf(source.fileName.slice(1), source.text, { start: node.getStart(source), end: node.getEnd() }, why);
}
