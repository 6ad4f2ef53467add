import { unionBBox } from '@unifex/core';
import type { Ground, GroundRequest, TextRow } from '../contracts.ts';
import type { Leaf } from '../schema/leaves.ts';
import type { Doubt, Evidence, EvidenceSpan, FieldEvidence, LlmWarning, Pointer } from '../types.ts';
import { isOfItem } from './labels.ts';
import { squash, normalizeText } from './normalize.ts';
import type { Place } from './find-text.ts';
import { findValue, type Found } from './find-value.ts';
import { LabelRanks } from './rank-labels.ts';
import { chooseTableRows, firstOn } from './rank-places.ts';
import type { PlacedWord } from './indexed-text.ts';
import { Scope } from './scope.ts';

const DEFAULT_MIN_FUZZY = 0.85;
/** A text of so many letters proves itself wherever it stands; a shorter one, a number or a date may mean something else there. */
const TELLING_LETTERS = 6;

/** Evidence for every leaf of a value: whether it stands on the page, and where. */
export const ground: Ground = (request) => new Grounding(request).run();

class Grounding {
  readonly #request: GroundRequest;
  readonly #minFuzzy: number;
  readonly #rows = new Map<number, readonly [page: number, row: TextRow]>();
  readonly #visible: Scope;
  #hidden: Scope | undefined;
  readonly #scopes = new Map<string, Scope>();
  readonly #warnings: LlmWarning[] = [];
  readonly #invented = new Set<number>();
  readonly #ranks: LabelRanks;
  /** Of values that are printed once. */
  readonly #alone = new Set<FieldEvidence>();

  constructor(request: GroundRequest) {
    this.#request = request;
    this.#minFuzzy = request.options.minFuzzy ?? DEFAULT_MIN_FUZZY;
    for (const { page, rows } of request.pages) {
      for (const row of rows) if (!row.hidden) this.#rows.set(row.id, [page, row]);
    }
    this.#visible = Scope.ofPages(request.pages, ({ hidden }) => hidden === undefined, request.options.locale);
    this.#ranks = new LabelRanks(this.#visible);
  }

  run(): ReturnType<Ground> {
    const { schema, value } = this.#request;
    const leaves = schema.leaves(value);
    const uncited = leaves.filter((leaf) => isSought(leaf) && this.#citedRows(leaf.pointer).length === 0);
    const found = new Map(uncited.map((leaf) => [leaf.pointer, findValue(this.#visible, leaf, this.#minFuzzy)]));
    const tableRows = chooseTableRows(found);
    const evidence = Object.fromEntries(
      leaves.map((leaf) => [leaf.pointer, this.#groundLeaf(leaf, found, tableRows)]),
    ) as Evidence;
    this.#markClaimed(evidence);
    if (this.#invented.size > 0) {
      const ids = [...this.#invented].sort((a, b) => a - b).join(', ');
      this.#warnings.push({ code: 'invented_row', message: `The model named rows that are not there: ${ids}.` });
    }
    return { evidence, warnings: this.#warnings };
  }

  #groundLeaf(
    leaf: Leaf,
    uncited: ReadonlyMap<Pointer, Found | undefined>,
    tableRows: ReadonlyMap<Pointer, TextRow>,
  ): FieldEvidence {
    if (leaf.value === null || leaf.value === '') return nothing('absent');
    const cited = this.#citedRows(leaf.pointer);
    if (!isSought(leaf)) {
      // Nobody checks it, but where the model saw it is worth knowing.
      const spans = cited.map(([page, row]) => spanOf(row.words.map((word, index) => ({ page, row, word, index }))));
      return { ...nothing('skipped'), where: spans.length > 0 ? 'cited' : null, spans };
    }
    if (cited.length > 0) return this.#groundCited(leaf, cited);
    const found = uncited.get(leaf.pointer);
    if (!found) return this.#notFound(leaf);
    const where = this.#request.pages.length === 1 ? 'page' : 'document';
    return this.#evidenceOf(leaf, found, where, tableRows.get(leaf.pointer));
  }

  #groundCited(leaf: Leaf, cited: readonly (readonly [page: number, row: TextRow])[]): FieldEvidence {
    const found = findValue(this.#scopeOf(cited), leaf, this.#minFuzzy);
    if (found) return this.#evidenceOf(leaf, found, 'cited');
    const here = this.#scopeOfPages(cited);
    for (const [scope, where] of [[here, 'page'] as const, [this.#visible, 'document'] as const]) {
      const elsewhere = findValue(scope, leaf, this.#minFuzzy);
      if (!elsewhere) continue;
      const evidence = this.#evidenceOf(leaf, elsewhere, where);
      if (elsewhere.method === 'text' && isTelling(leaf)) return evidence;
      const ids = cited.map(([, { id }]) => id).join(', ');
      this.#warnings.push({
        code: 'citation_mismatch',
        pointer: leaf.pointer,
        message: `${leaf.pointer} does not stand in the rows that the model named (${ids}), but elsewhere.`,
      });
      return { ...evidence, status: 'unverified', score: 0 };
    }
    return this.#notFound(leaf);
  }

  #notFound(leaf: Leaf): FieldEvidence {
    this.#hidden ??= Scope.ofPages(this.#request.pages, ({ hidden }) => hidden !== undefined);
    const hidden = findValue(this.#hidden, leaf, this.#minFuzzy);
    if (hidden) {
      const { page, row } = hidden.places[0]!.words[0]!;
      this.#warnings.push({
        code: 'hidden_text',
        pointer: leaf.pointer,
        message: `${leaf.pointer} stands only in text of page ${page + 1} that people do not see (${row.hidden ?? ''}).`,
      });
      return nothing('unverified');
    }
    // How a value of a list is printed is known only where the schema says so.
    return nothing(leaf.isEnum && !leaf.labels ? 'skipped' : 'unverified');
  }

  #evidenceOf(leaf: Leaf, found: Found, where: NonNullable<FieldEvidence['where']>, row?: TextRow): FieldEvidence {
    const { status, method, elsewhere = 0 } = found;
    const { places, isNamed, rivals } = isOfItem(leaf.pointer)
      ? { places: firstOn(row, found.places), isNamed: false, rivals: 0 }
      : this.#ranks.rank(found, leaf, where === 'cited');
    const [first] = places as readonly [Place, ...Place[]];
    const printed = places.length + elsewhere;
    const doubts: Doubt[] = [
      ...(printed > 1 && !isNamed ? (['places'] as const) : []),
      ...(first.doubts ?? []),
      ...(rivals > 0 ? (['label'] as const) : []),
    ];
    const evidence: FieldEvidence = {
      status,
      score: Math.round(first.score * 1000) / 1000,
      method,
      where,
      ambiguous: printed > 1 || doubts.length > 0 ? Math.max(printed, rivals, 2) : 0,
      doubts,
      spans: spansOf(first.words),
    };
    if (printed === 1) this.#alone.add(evidence);
    return evidence;
  }

  /** One place cannot be the evidence of two numbers or dates: one of the fields has most likely taken the other's. */
  #markClaimed(evidence: Evidence): void {
    const claims = new Map<string, FieldEvidence[]>();
    for (const found of Object.values(evidence) as FieldEvidence[]) {
      const [span] = found.spans;
      if (!span || !this.#alone.has(found) || !(found.method === 'number' || found.method === 'date')) continue;
      const { x0, y0, x1, y1 } = span.bbox;
      const key = [found.method, span.page, x0, y0, x1, y1].join(' ');
      claims.set(key, [...(claims.get(key) ?? []), found]);
    }
    for (const claimants of claims.values()) {
      if (claimants.length < 2) continue;
      for (const found of claimants) {
        found.doubts.push('claimed');
        found.ambiguous = Math.max(found.ambiguous, claimants.length);
      }
    }
  }

  /** The rows that were named for a leaf, or for the nearest object around it. */
  #citedRows(pointer: Pointer): (readonly [page: number, row: TextRow])[] {
    const { citations } = this.#request;
    for (let at: Pointer = pointer; ; at = at.slice(0, at.lastIndexOf('/')) as Pointer) {
      const ids = citations.get(at);
      if (ids) {
        for (const id of ids) if (!this.#rows.has(id)) this.#invented.add(id);
        const known = [...ids].sort((a, b) => a - b).flatMap((id) => [this.#rows.get(id)]);
        return known.filter((row) => row !== undefined);
      }
      if (at === '') return [];
    }
  }

  #scopeOf(rows: readonly (readonly [page: number, row: TextRow])[]): Scope {
    return this.#kept(`rows ${rows.map(([, { id }]) => id).join(' ')}`, () => rows);
  }

  /** Everything on the pages of some rows. */
  #scopeOfPages(rows: readonly (readonly [page: number, row: TextRow])[]): Scope {
    const pages = new Set(rows.map(([page]) => page));
    if (pages.size === this.#request.pages.length) return this.#visible;
    const key = `pages ${[...pages].sort((a, b) => a - b).join(' ')}`;
    return this.#kept(key, () => this.#visible.rows.filter(([page]) => pages.has(page)));
  }

  /** Scopes are kept: the cells of a table's row share theirs. */
  #kept(key: string, rows: () => readonly (readonly [page: number, row: TextRow])[]): Scope {
    let scope = this.#scopes.get(key);
    if (!scope) {
      scope = new Scope(rows(), { whole: this.#visible });
      this.#scopes.set(key, scope);
    }
    return scope;
  }
}

function isSought({ skip, value }: Leaf): boolean {
  return !skip && value !== null && value !== '' && typeof value !== 'boolean';
}

function isTelling({ value, isEnum }: Leaf): boolean {
  if (typeof value !== 'string' || isEnum) return false;
  return squash(normalizeText(value)).replace(/\d/g, '').length >= TELLING_LETTERS;
}

function nothing(status: FieldEvidence['status']): FieldEvidence {
  return { status, score: 0, method: null, where: null, ambiguous: 0, doubts: [], spans: [] };
}

/** One span for every row that the words stand on. */
function spansOf(words: readonly PlacedWord[]): EvidenceSpan[] {
  const byRow = new Map<TextRow, PlacedWord[]>();
  for (const word of words) byRow.set(word.row, [...(byRow.get(word.row) ?? []), word]);
  return [...byRow.values()].map(spanOf);
}

function spanOf(words: readonly PlacedWord[]): EvidenceSpan {
  const [first] = words as readonly [PlacedWord, ...PlacedWord[]];
  const text = words.map(({ word }, i) => (i === 0 ? '' : word.before) + word.text).join('');
  return { page: first.page, bbox: unionBBox(words.map(({ word }) => word.bbox)), text, source: first.row.source };
}
