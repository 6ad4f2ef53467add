import type { Doubt, FieldEvidence } from '../types.ts';

const DOUBTS: Readonly<Record<Doubt, string>> = {
  places: 'on several places',
  reading: 'can be read otherwise',
  form: 'not printed as an amount is',
  label: 'labelled as something else',
  claimed: 'claimed by another field',
};

/** What is known of a value, for people: `verified`, `verified, on 3 places`, `fuzzy 0.91`, `unverified`. */
export function describeEvidence({
  status,
  score,
  ambiguous,
  doubts,
}: Pick<FieldEvidence, 'status' | 'score' | 'ambiguous' | 'doubts'>): string {
  return [
    status === 'fuzzy' ? `${status} ${score.toFixed(2)}` : status,
    // Beside another doubt, the number may be of what that is about.
    ...(doubts.length === 1 && doubts[0] === 'places'
      ? [`on ${ambiguous} places`]
      : doubts.map((doubt) => DOUBTS[doubt])),
  ].join(', ');
}
