/** Letters of the zones that a new account sees, where they are not a, b, c. Tokyo has no `b` for accounts opened since 2018. */
const letters: Record<string, string[]> = {
  'ap-northeast-1': ['a', 'c', 'd'],
  'us-west-1': ['a', 'c'],
  'ca-central-1': ['a', 'b', 'd'],
};

/** Names of a region's availability zones, in order. */
export function availabilityZones(regionName: string): string[] {
  return (letters[regionName] ?? ['a', 'b', 'c']).map((letter) => regionName + letter);
}
