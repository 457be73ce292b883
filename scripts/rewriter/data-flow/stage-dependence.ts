import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson } from '../../checkout/file-kinds';
import { type Place, placeOf, type Span } from '../../checkout/source-text';
import type { Candidate } from '../find/candidate';
import { Calls } from './calls';
import { Choices } from './choices';
import { connectedFiles, constructFiles } from './connected-files';
import { reads } from './data-files';
import { environment } from './environment';
import { Flow, type FlowOptions } from './flow';
import { Names } from './names';
import { decided } from './places';
import { Readers } from './readers';
import { createsConstruct, isFound, saysOneOf } from './syntax';

/**
 * Where another environment would take another value than this literal (or property), or this one for another purpose. The
 * synthesis cannot see that: it runs in one environment. Wherever the value may get to in the app's own files:
 *
 * - A choice on its way (`a ? x : y`, `??`, `||`, `if`, `switch`, an early return, another assignment, a spread over it) makes it
 *   stage-dependent unless what decides comes from the code alone.
 * - So does a lookup or a search in what holds it, and a default that it is, if that is decided by the environment.
 * - So does what cannot be followed: a literal that is not seen to arrive at a construct, an app that is too large.
 * - A choice around the creation of a construct (`if (stage === 'prod') new AuroraCluster(this, …)`) does not count: where the
 *   cluster does not exist, its version does not either. Nor does a file that is chosen by its name (`config/prod.json`).
 * - A value that is given to the construct has arrived: what the construct's own files do with it is not looked at.
 * - A value that the edit gives another name, takes out, or puts a version beside, must not come from the environment itself.
 *
 * "Environment" is what `environment.ts` names, and what nobody can tell, such as the arguments of a function that nothing calls.
 * `strange-apps.ts`, `stranger-apps.ts` and `misleading-apps.ts` of `__tests__/rewriter` list what is seen.
 */
export function findStageDependence(files: readonly AppFile[], candidate: Candidate): Place | undefined {
  try {
    return findChoice(files, candidate);
  } catch (error) {
    // The stack overflows, or the effort ends.
    if (!(error instanceof RangeError)) throw error;
    const { file, span } = candidate.changes[0];
    return placeOf(file.path, file.text, span, 'the app is too large or too deeply nested to analyze');
  }
}

function findChoice(files: readonly AppFile[], { changes, values }: Candidate): Place | undefined {
  const own = files.filter((file) => !file.notOwn);
  const touched = changes.map(({ file }) => file);
  const arrived = constructFiles(own);
  // An app may have a class of this name of its own, which imports its versions.
  if (touched.some((file) => arrived.has(file))) arrived.clear();
  const names = new Names(connectedFiles(own, touched), arrived);
  const calls = new Calls(names);
  const readers = new Readers(names, calls);
  const follow = (options: FlowOptions) => onceAsked(() => new Flow(names, calls, readers, options));
  const isFileOfApp = (node: ts.Node) =>
    names.of(node) !== undefined || own.some((file) => isJson(file.path) && reads(node, file));
  const elsewhere = (node: ts.Node) => environment(node, isFileOfApp) || (calls.isUnknown(node) ? 2 : 0);
  const stage = follow({ seed: elsewhere, implicit: true });
  const made = follow({ seed: elsewhere });
  const nodeAt = ({ file, ...span }: Span & { file: AppFile }) => nodeOf(names, file, span);
  for (const { file, span } of changes) {
    const literal = nodeAt({ file, ...span });
    if (literal === undefined) return placeOf(file.path, file.text, span, 'the value there could not be traced');
    const isRead = (node: ts.Node) => isJson(file.path) && reads(node, file);
    const flow = new Flow(names, calls, readers, { seed: (node) => (node === literal ? 2 : isRead(node) ? 1 : 0) });
    const isConstruct = (node: ts.Node) =>
      isFound(node) ||
      isUnknownConstruct(node, calls) ||
      (createsConstruct(node) && (node as ts.CallExpression).arguments.some((each) => flow.of(each) > 0));
    const constructs = follow({ seed: (node) => (isConstruct(node) ? 2 : 0) });
    const having = follow({ seed: (node) => (saysOneOf(node, flow.knows) ? 2 : 0) });
    const mayHaveName = (node: ts.Node) => having.of(node) > 0 || made.of(node) === 2;
    const choice = new Choices(names, calls, flow, stage, mayHaveName, constructs).find(literal);
    if (choice) return choice;
  }
  const value = values.map(nodeAt).find((node) => node && stage.of(node) > 0);
  return value && decided(value, value);
}

/** What an aspect visits, or what a class of a package holds. */
const isUnknownConstruct = (node: ts.Node, calls: Calls) =>
  calls.isGivenTo(node, 'visit') || (ts.isPropertyAccessExpression(node) && calls.isUnknown(node));

/** Few literals have a choice on their way, and in a large app a flow takes a while. */
function onceAsked(follow: () => Flow): Pick<Flow, 'of'> {
  let flow: Flow | undefined;
  return {
    of: (node) => {
      flow ??= follow();
      return flow.of(node);
    },
  };
}

/** The literal between whose quotes the span lies, or the value that stands there, or that of the property that does. */
function nodeOf(names: Names, file: AppFile, { start, end }: Span): ts.Node | undefined {
  const source = names.sources.find(({ fileName }) => fileName === `/${file.path}`);
  const visit = (node: ts.Node): ts.Node | undefined => {
    const [from, to] = [node.getStart(source), node.getEnd()];
    if (end < from || to < start) return undefined;
    const inner = ts.forEachChild(node, visit);
    if (inner) return inner;
    if (ts.isStringLiteralLike(node) && from + 1 === start && to - 1 === end) return node;
    if (from !== start || to !== end) return undefined;
    return ts.isPropertyAssignment(node) ? node.initializer : node;
  };
  return source && visit(source);
}
