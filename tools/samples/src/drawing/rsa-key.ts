import { createHash } from 'node:crypto';

/**
 * An RSA key of 2048 bits that is the same for the same seed. Fit for samples only: whoever has this file has the key.
 * Textbook (RFC 8017, 3; Miller-Rabin as in FIPS 186-5, B.3.1).
 */
export function rsaKeyFromSeed(seed: string): JsonWebKey {
  const e = 65537n;
  const p = prime(`${seed}/p`, e);
  const q = prime(`${seed}/q`, e);
  const d = inverse(e, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  return {
    kty: 'RSA',
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, base64url(value)])),
  };
}

/** The first prime of 1024 bits, both highest bits set, from a number that the seed gives; p - 1 has no factor in common with e. */
function prime(seed: string, e: bigint): bigint {
  let hex = '';
  for (let i = 0; i < 4; i++) hex += createHash('sha256').update(`${seed}/${i}`).digest('hex');
  let candidate = BigInt(`0x${hex}`) | (3n << 1022n) | 1n;
  while (!isPrime(candidate) || (candidate - 1n) % e === 0n) candidate += 2n;
  return candidate;
}

const SMALL_PRIMES = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n, 73n];

function isPrime(n: bigint): boolean {
  if (SMALL_PRIMES.some((small) => n % small === 0n)) return false;
  let odd = n - 1n;
  let twos = 0;
  for (; odd % 2n === 0n; twos++) odd /= 2n;
  return SMALL_PRIMES.slice(0, 8).every((base) => {
    let x = power(base, odd, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base % modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Extended Euclid. */
function inverse(a: bigint, modulus: bigint): bigint {
  let [low, high] = [a % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [high, low] = [low, high % low];
    [y, x] = [x, y - quotient * x];
  }
  return ((x % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
