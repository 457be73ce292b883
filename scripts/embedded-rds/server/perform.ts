import type { Encoded, Protocol } from '../wire/protocol';
import { operationSchema } from '../wire/schemas';
import { missingParameter, ServiceFault } from '../wire/service-fault';
import { change } from '../world/change';
import { observeConnections, unobserved } from '../world/connections/connections';
import { remembered } from '../world/history';
import { regionOf } from '../world/new-world';
import { pending } from '../world/on-demand/course-faults';
import { isReadEffect } from '../world/on-demand/effects';
import type { CallFault } from '../world/on-demand/faults';
import type { Scene } from '../world/scene';
import type { World } from '../world/world';
import { authorize } from './authorize';
import { emptyLists, strikingFault, struckAnswer } from './call-faults';
import type { Caller } from './caller';
import { iamResponse, stsOutput } from './identity';
import { isRead, sceneSeen } from './read-faults';
import { type PlayedService, requireAction, requireOperation } from './services';

/** One call, understood as far as that is needed to perform it. */
interface Call {
  world: World;
  now: number;
  caller: Caller;
  service: PlayedService;
  protocol: Protocol;
  requestId: string;
}

/** Performs a call, unless a fault on demand strikes it. Throws ServiceFault. */
export function perform(call: Call): Encoded | 'reset' {
  const { world, protocol, service, caller } = call;
  const { operation } = protocol;
  if (operation === '') throw missingParameter('The request must contain the parameter Action.');
  world.calls[operation] = (world.calls[operation] ?? 0) + 1;
  const struck = strikingFault(world, service, operation);
  if (struck === undefined) return execute(call);
  const { effect } = struck;
  const schema = service === 'iam' ? undefined : operationSchema(operation, service);
  if (isReadEffect(effect)) {
    const isEmptyList = effect === 'empty-once' && schema !== undefined && operation.startsWith('List');
    return isEmptyList ? protocol.output(schema, emptyLists(schema), call.requestId) : execute(call, struck);
  }
  const input = schema === undefined ? {} : protocol.input(schema);
  const result = struckAnswer({ ...struck, effect }, { operation, schema, input, caller });
  if (result.kind === 'none') return execute(call);
  // The operation takes effect, and nobody hears of it; when AWS itself refuses it, that is what is heard.
  if (struck.when === 'after') execute(call);
  switch (result.kind) {
    case 'reset':
      return 'reset';
    case 'fault':
      throw result.fault;
    case 'html':
      return { status: result.httpStatus, headers: { 'content-type': 'text/html' }, body: result.body };
    case 'output':
      return schema === undefined ? execute(call) : protocol.output(schema, result.output, call.requestId);
  }
}

/** `readFault`: a rule that shows a read another world. */
function execute({ world, now, caller, service, protocol, requestId }: Call, readFault?: CallFault): Encoded {
  const permit = (input: Record<string, unknown>): void =>
    authorize(world.policies, { caller, operation: protocol.operation, input });
  if (service === 'iam') {
    permit({});
    const body = iamResponse(world, caller, protocol.operation, requestId);
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  }
  const schema = requireOperation(service, protocol.operation);
  const run = service === 'sts' ? undefined : requireAction(service, schema.name);
  const input = protocol.input(schema);
  permit(input);
  const answer = (output: unknown): Encoded => protocol.output(schema, output, requestId);
  if (run === undefined) return answer(stsOutput(world, caller, schema.name, input));
  const name = regionName(caller);
  if (world.regions[name] === undefined) change(world, (changing) => regionOf(changing, name));
  const region = regionOf(world, name);
  const perform = (scene: Scene): unknown => run({ ...scene, account: world.account, principal: caller.arn }, input);
  // An action that throws leaves the world as it was, even one that refuses too late.
  const changed = (action: (scene: Scene) => unknown): unknown =>
    change(world, (changing) => {
      const scene: Scene = { world: changing, region: regionOf(changing, name), now };
      const output = action(scene);
      observeConnections(scene);
      return output;
    });
  if (!isRead(schema.name)) return answer(remembered(world, region, now, () => changed(perform)));
  // A read changes nothing, but for this fault, which strikes when somebody looks.
  if (readFault === undefined && pending(world, 'replication-degraded')) return answer(changed(perform));
  const scene: Scene = { world, region, now };
  const output = perform(readFault === undefined ? scene : sceneSeen(scene, readFault));
  if (unobserved(scene).length > 0) changed(() => undefined);
  return answer(output);
}

function regionName({ region }: Caller): string {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) {
    throw new ServiceFault(
      'SignatureDoesNotMatch',
      403,
      `Credential should be scoped to a valid region, not '${region}'.`,
    );
  }
  return region;
}
