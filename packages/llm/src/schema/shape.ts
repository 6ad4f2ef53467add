import type { Pointer } from '../types.ts';

export type Scalar = string | number | boolean | null;
export type ScalarType = 'string' | 'number' | 'integer' | 'boolean' | 'null';

interface ShapeBase {
  /** Where it stands in the caller's JSON Schema: what errors speak of. */
  readonly pointer: Pointer;
  readonly description?: string | undefined;
  /** Keywords that constrain the value, as the caller wrote them. */
  readonly constraints: Readonly<Record<string, unknown>>;
  /** False: its values are not looked for on the page (`unifex: { ground: false }`). */
  readonly ground: boolean;
}

export interface ScalarShape extends ShapeBase {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** The only values that it takes. */
  readonly values?: readonly Scalar[];
  /** How the values of an enum are printed (`unifex: { labels: { value: 'label' } }`). */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

export interface Property {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

export interface ObjectShape extends ShapeBase {
  readonly kind: 'object';
  readonly properties: readonly Property[];
}

/** An object whose names are not known beforehand. */
export interface RecordShape extends ShapeBase {
  readonly kind: 'record';
  readonly value: Shape;
}

export interface ArrayShape extends ShapeBase {
  readonly kind: 'array';
  readonly items: Shape;
}

export interface TupleShape extends ShapeBase {
  readonly kind: 'tuple';
  readonly items: readonly Shape[];
}

export interface UnionShape extends ShapeBase {
  readonly kind: 'union';
  readonly branches: readonly Shape[];
}

/** A schema that contains itself. All other references are resolved. */
export interface RecursiveShape extends ShapeBase {
  readonly kind: 'recursive';
  /** The reference as written: `#/$defs/Node`. */
  readonly ref: string;
  readonly target: () => Shape;
}

/** Any JSON value. */
export interface AnyShape extends ShapeBase {
  readonly kind: 'any';
}

/** A JSON Schema with its references resolved and its intersections merged: what dialects are written from. */
export type Shape =
  ScalarShape | ObjectShape | RecordShape | ArrayShape | TupleShape | UnionShape | RecursiveShape | AnyShape;

/** Whether null is a value of it. */
export function takesNull(shape: Shape): boolean {
  switch (shape.kind) {
    case 'scalar':
      return shape.type === 'null' || shape.values?.includes(null) === true;
    case 'union':
      return shape.branches.some(takesNull);
    case 'recursive':
      return takesNull(shape.target());
    case 'any':
      return true;
    default:
      return false;
  }
}

export function isNull(shape: Shape): boolean {
  return shape.kind === 'scalar' && shape.type === 'null';
}

/** Whether it has no parts: a scalar, or a choice between scalars. */
export function isLeaf(shape: Shape): boolean {
  return shape.kind === 'scalar' || shape.kind === 'any' || (shape.kind === 'union' && shape.branches.every(isLeaf));
}

/** The shape itself, where it is a reference. */
export function resolved(shape: Shape): Exclude<Shape, RecursiveShape> {
  let target: Shape = shape;
  while (target.kind === 'recursive') target = target.target();
  return target;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
