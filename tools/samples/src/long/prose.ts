import { pseudoRandom } from '../drawing/degrade.ts';

const NOUNS =
  'pumping station|water main|reservoir|filter bed|control room|valve house|transfer pipe|survey|flow meter|pressure zone|budget|contract|repair|district|well field|treatment plant|sampling point|telemetry|sludge line|culvert|intake|embankment|inspection|household|supply area'.split(
    '|',
  );
const ADJECTIVES =
  'northern|older|newly built|remote|critical|seasonal|provisional|unmetered|gravity-fed|rehabilitated|shallow|municipal|oversized|well documented|corroded|average|upstream|regional'.split(
    '|',
  );
const VERBS =
  'was replaced|was inspected|performed as designed|exceeded its limit|was taken out of service|needed attention|was connected|remained in operation|was surveyed twice|was reported|lost pressure|was flushed|met the standard'.split(
    '|',
  );
const PLACES =
  'Altenbruck|Birkheim|Corvane|Dunmere|Eschfeld|Farnholt|Grimsdyke|Hallbach|Inverlay|Jordansmühl|Kestrel Hill|Lindental|Marksund|Norbrück'.split(
    '|',
  );
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'.split('|');
const CAUSES =
  'because of the dry summer|as the tender had foreseen|after complaints from residents|in spite of two failures|under the agreement of 2019|at a cost below the estimate|without interrupting the supply|following the advice of the auditor'.split(
    '|',
  );

/** Sentences of a report that nobody has to read: plain English of usual word lengths. The same seed, the same words. */
export class Prose {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = pseudoRandom(seed);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)]!;
  }

  /** From `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  place(): string {
    return this.pick(PLACES);
  }

  thing(): string {
    return `${this.random() < 0.6 ? `${this.pick(ADJECTIVES)} ` : ''}${this.pick(NOUNS)}`;
  }

  heading(): string {
    const text = `${this.thing()} at ${this.place()}`;
    return text[0]!.toUpperCase() + text.slice(1);
  }

  amount(): string {
    return (this.random() * 900).toFixed(1);
  }

  sentence(): string {
    switch (this.whole(0, 5)) {
      case 0:
        return `In ${this.pick(MONTHS)} ${this.whole(2019, 2025)} the ${this.thing()} at ${this.place()} ${this.pick(VERBS)} ${this.pick(CAUSES)}.`;
      case 1:
        return `The ${this.thing()} ${this.pick(VERBS)}, while the ${this.thing()} in ${this.place()} ${this.pick(VERBS)}.`;
      case 2:
        return `Between ${this.place()} and ${this.place()} a further ${this.whole(2, 98)} km of the ${this.pick(NOUNS)} ${this.pick(VERBS)}, which is ${this.amount()} per cent more than in the year before.`;
      case 3:
        return `It was decided to leave the ${this.thing()} as it is until the ${this.thing()} has been measured again.`;
      case 4:
        return `Of ${this.whole(12, 480)} samples taken at the ${this.thing()}, ${this.whole(0, 11)} were outside the limits (see section ${this.whole(1, 9)}.${this.whole(1, 9)}).`;
      default:
        return `Costs of ${this.whole(10, 990)},000 euros are expected for the ${this.thing()}, ${this.pick(CAUSES)}.`;
    }
  }

  /** @param words at least so many. */
  paragraph(words: number): string {
    const sentences: string[] = [];
    for (let count = 0; count < words; count += sentences.at(-1)!.split(' ').length) sentences.push(this.sentence());
    return sentences.join(' ');
  }
}
