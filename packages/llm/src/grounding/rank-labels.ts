import type { TextRow } from '../contracts.ts';
import type { Leaf } from '../schema/leaves.ts';
import type { Place } from './find-text.ts';
import { amountKind } from './field-name.ts';
import { wordsIn } from './find-text.ts';
import type { Found } from './find-value.ts';
import type { PrintedDate } from './dates.ts';
import { Labels, type Label } from './label-text.ts';
import { namingOf, termsOf, type FieldTerms, type Naming } from './labels.ts';
import type { PrintedNumber } from './numbers.ts';
import type { RowFind, Scope } from './scope.ts';

/** The places of a value in their order, and what the labels say of the first. */
export interface Ranked {
  /** Those first about which there is no doubt, and of these those whose label names the field best. */
  readonly places: readonly Place[];
  /** Of several places: nothing is labelled as the field is but what has this value, so that it is no doubt that it stands elsewhere too. */
  readonly isNamed: boolean;
  /**
   * How many rows are labelled more like the field than the first place, itself counted, or as an amount as much: 0 where none is. A row that says
   * that its amount is another counts as one against itself.
   */
  readonly rivals: number;
}

/** A value of the document that a field may have been meant to have. */
interface Candidate {
  readonly row: TextRow;
  readonly values: readonly (number | string)[];
  readonly label: Label;
}

type Kind = 'date' | 'amount' | 'number';

/** Sums of decimal fractions are not exact. */
const HALF_CENT = 0.005;

/** Ranks places by what is printed beside them. */
export class LabelRanks {
  readonly #visible: Scope;
  readonly #labels = new Map<'text' | 'date' | 'number', Labels>();
  #roundings: readonly (number | string)[] | undefined;
  readonly #candidates = new Map<Kind, readonly Candidate[]>();

  /** @param visible all that may be evidence */
  constructor(visible: Scope) {
    this.#visible = visible;
  }

  /** @param isCited the rows were named: of labels that are alike, that tells which is meant */
  rank({ method, places, values = [] }: Found, leaf: Leaf, isCited: boolean): Ranked {
    // A text that stands on one place is what stands there, whatever is printed beside it.
    if (method === 'text' && places.length === 1 && amountKind(leaf.pointer) !== 'money') {
      return { places, isNamed: false, rivals: 0 };
    }
    const field = termsOf(leaf);
    const labels = this.#labelsOf(method);
    const [first, ...others] = places
      .map((place) => ({ place, naming: namingOf(labels.of(place.words), field), doubts: place.doubts?.length ?? 0 }))
      .sort(
        (a, b) =>
          a.doubts - b.doubts || b.naming.score - a.naming.score || Number(a.naming.isOther) - Number(b.naming.isOther),
      );
    const { place, naming, doubts } = first!;
    const { better, equal: alike } = this.#rivals(place, naming, field, values, this.#candidatesFor(method, field));
    const equal = isCited ? 0 : alike;
    const rows = better + (field.isMoney ? equal : 0);
    return {
      places: [place, ...others.map((other) => other.place)],
      isNamed: naming.score > 0 && doubts === 0 && better === 0 && equal === 0,
      rivals: rows > 0 ? rows + 1 : naming.isOther ? 2 : 0,
    };
  }

  /** On how many rows another value is labelled better than one, and on how many as well. */
  #rivals(
    { words }: Place,
    { score }: Naming,
    field: FieldTerms,
    values: readonly (number | string)[],
    candidates: readonly Candidate[],
  ): { better: number; equal: number } {
    const better = new Set<TextRow>();
    const equal = new Set<TextRow>();
    const scores = new Map<Label, number>();
    for (const candidate of candidates) {
      let other = scores.get(candidate.label);
      if (other === undefined) {
        other = namingOf(candidate.label, field).score;
        scores.set(candidate.label, other);
      }
      if (other === 0 || other < score || candidate.values.some((value) => values.includes(value))) continue;
      // A tax and what it is on share their row; totals of several columns do not tell which is the total.
      if (other === score && candidate.row === words[0]!.row && !field.isTotal) continue;
      if (field.isMoney && other === score && candidate.values.some((value) => this.#isRoundedTo(value, values)))
        continue;
      (other > score ? better : equal).add(candidate.row);
    }
    return { better: better.size, equal: equal.size };
  }

  /** Whether an amount and what is printed as its rounding make one of the others: `TOTAL 8.19`, `ROUNDING 0.01`, `TOTAL 8.20`. */
  #isRoundedTo(amount: number | string, values: readonly (number | string)[]): boolean {
    this.#roundings ??= this.#findCandidates('number').flatMap(({ label, values: printed }) =>
      label.reading.isRounding ? printed : [],
    );
    return this.#roundings.some((rounding) =>
      values.some((value) => Math.abs(Number(amount) + Number(rounding) - Number(value)) < HALF_CENT),
    );
  }

  #labelsOf(method: Found['method']): Labels {
    let labels = this.#labels.get(method);
    if (!labels) {
      labels = new Labels(this.#visible.rows, this.#labelled(method));
      this.#labels.set(method, labels);
    }
    return labels;
  }

  /** The values that labels part: those of a text are of every kind. */
  #labelled(method: Found['method']): readonly RowFind<PrintedDate | PrintedNumber>[] {
    if (method === 'text') return [];
    if (method === 'date') return this.#visible.allDates;
    return this.#visible.allNumbers.filter(({ found: { form } }) => form === 'amount');
  }

  /** What a field of that kind may have been meant to be: amounts where these have decimals, else numbers; or dates. Texts may be anything. */
  #candidatesFor(method: Found['method'], { isMoney }: FieldTerms): readonly Candidate[] {
    if (method === 'text') return [];
    // What is not asked for is not read: all numbers of the page are needed for its conventions.
    const isAmount = method === 'number' && isMoney && this.#visible.conventions.amountsHaveDecimals;
    const kind = isAmount ? 'amount' : method;
    let candidates = this.#candidates.get(kind);
    if (!candidates) {
      candidates = this.#findCandidates(kind);
      this.#candidates.set(kind, candidates);
    }
    return candidates;
  }

  #findCandidates(kind: Kind): readonly Candidate[] {
    if (kind === 'date') {
      return this.#visible.allDates.map((find) => this.#candidate(find, find.found.days, 'date'));
    }
    return this.#visible.allNumbers
      .filter(({ found: { form } }) => form === 'amount' || (kind === 'number' && form === 'whole'))
      .map((find) => this.#candidate(find, find.found.values, 'number'));
  }

  #candidate(
    { row, found }: RowFind<{ readonly start: number; readonly end: number }>,
    values: readonly (number | string)[],
    method: 'date' | 'number',
  ): Candidate {
    const words = wordsIn(row, found.start, found.end);
    return { row: words[0]!.row, values, label: this.#labelsOf(method).of(words) };
  }
}
