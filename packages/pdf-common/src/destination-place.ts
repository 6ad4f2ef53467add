/** Left and top in user space, by the kind of destination (ISO 32000-2, table 149). */
export function destinationPlace(
  kind: string | undefined,
  numbers: readonly unknown[],
): { left?: number; top?: number } | undefined {
  const place = (left: unknown, top: unknown): { left?: number; top?: number } => ({
    ...(typeof left === 'number' ? { left } : {}),
    ...(typeof top === 'number' ? { top } : {}),
  });
  switch (kind) {
    case 'XYZ':
      return place(numbers[0], numbers[1]);
    case 'FitH':
    case 'FitBH':
      return place(undefined, numbers[0]);
    case 'FitV':
    case 'FitBV':
      return place(numbers[0], undefined);
    case 'FitR':
      return place(numbers[0], numbers[3]);
    default:
      return undefined;
  }
}
