// Deflate data (RFC 1950, 1951) unpacked by hand, for browsers without DecompressionStream.

const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const FAR_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const FAR_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

interface Code {
  count: Uint16Array;
  symbol: Uint16Array;
}

function code(lengths: ArrayLike<number>): Code {
  const count = new Uint16Array(16);
  const symbol = new Uint16Array(lengths.length);
  for (let i = 0; i < lengths.length; i++) count[lengths[i]]++;
  count[0] = 0;
  const next = new Uint16Array(16);
  for (let i = 1; i < 15; i++) next[i + 1] = next[i] + count[i];
  for (let i = 0; i < lengths.length; i++) if (lengths[i]) symbol[next[lengths[i]]++] = i;
  return { count, symbol };
}

/** Return the bytes that `data`, in zlib's form, holds; throws if it is damaged or cut short. */
export function inflate(data: Uint8Array): Uint8Array {
  let at = 2;
  let bits = 0;
  let held = 0;
  let out = new Uint8Array(Math.max(1024, data.length * 4));
  let size = 0;

  function take(n: number): number {
    while (held < n) {
      if (at >= data.length) throw new Error("cut short");
      bits |= data[at++] << held;
      held += 8;
    }
    const value = bits & ((1 << n) - 1);
    bits >>>= n;
    held -= n;
    return value;
  }
  function decode(table: Code): number {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      value |= take(1);
      const count = table.count[length];
      if (value - count < first) return table.symbol[index + value - first];
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new Error("damaged");
  }
  function room(n: number): void {
    if (size + n <= out.length) return;
    const larger = new Uint8Array(Math.max(out.length * 2, size + n));
    larger.set(out);
    out = larger;
  }

  let last = 0;
  while (!last) {
    last = take(1);
    const kind = take(2);
    if (kind === 0) {
      bits = held = 0;
      const length = data[at] | (data[at + 1] << 8);
      at += 4;
      if (at + length > data.length) throw new Error("cut short");
      room(length);
      out.set(data.subarray(at, at + length), size);
      size += length;
      at += length;
      continue;
    }
    if (kind === 3) throw new Error("damaged");
    let literal: Code;
    let far: Code;
    if (kind === 1) {
      const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
      literal = code(lengths);
      far = code(new Uint8Array(30).fill(5));
    } else {
      const literals = take(5) + 257;
      const fars = take(5) + 1;
      const codes = take(4) + 4;
      const small = new Uint8Array(19);
      for (let i = 0; i < codes; i++) small[ORDER[i]] = take(3);
      const table = code(small);
      const lengths = new Uint8Array(literals + fars);
      for (let i = 0; i < literals + fars; ) {
        const symbol = decode(table);
        if (symbol < 16) lengths[i++] = symbol;
        else {
          const value = symbol === 16 ? lengths[i - 1] : 0;
          let times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
          while (times--) lengths[i++] = value;
        }
      }
      literal = code(lengths.subarray(0, literals));
      far = code(lengths.subarray(literals));
    }
    for (;;) {
      const symbol = decode(literal);
      if (symbol === 256) break;
      if (symbol < 256) {
        room(1);
        out[size++] = symbol;
        continue;
      }
      const length = LENGTH_BASE[symbol - 257] + take(LENGTH_EXTRA[symbol - 257]);
      const symbol2 = decode(far);
      const back = FAR_BASE[symbol2] + take(FAR_EXTRA[symbol2]);
      if (back > size) throw new Error("damaged");
      room(length);
      for (let i = 0; i < length; i++, size++) out[size] = out[size - back];
    }
  }
  // Whatever bits are left in hand belong to the last byte taken.
  at -= held >> 3;
  const sum = ((data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3]) >>> 0;
  if (at + 4 > data.length || adler(out.subarray(0, size)) !== sum) throw new Error("damaged");
  return out.slice(0, size);
}

function adler(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; ) {
    const end = Math.min(i + 3800, bytes.length);
    for (; i < end; i++) {
      a += bytes[i];
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
