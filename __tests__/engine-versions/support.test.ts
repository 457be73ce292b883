import { EngineVersion } from '../../constructs/engine-version';
import { catalogueVersions, engines } from '../../scripts/engine-versions/catalogue';
import {
  blueGreenMinimum,
  fastSwitchoverMinimum,
  isBelow,
  shorterSwitchoverMinimum,
} from '../../scripts/engine-versions/support';
import { pg } from '../support/view-of';

const every = engines.flatMap((engine) =>
  catalogueVersions(engine).map(({ version }) => EngineVersion.parse(engine, version)),
);

it.each([blueGreenMinimum, fastSwitchoverMinimum, shorterSwitchoverMinimum])(
  'a floor is a version of the family that it is asked for: %p',
  (floorOf) => {
    const floors = every.map((version) => [version.family, floorOf(version).version?.family ?? version.family]);
    expect(floors.filter(([family, ofFloor]) => family !== ofFloor)).toEqual([]);
    expect(every.some((version) => floorOf(version).version !== undefined)).toBe(true);
  },
);

it.each([
  ['15.3', true],
  ['15.4', false],
  ['15.10', false],
  // No source says anything of this family: nothing is below.
  ['18.0', false],
])('%s is below the minimum of blue/green deployments: %s', (text, below) => {
  expect(isBelow(pg(text), blueGreenMinimum(pg(text)))).toBe(below);
});
