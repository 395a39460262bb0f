// Arrays travel as base64 of little-endian numbers.

function bytesOf(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Floats, exact. Null stays null. */
export function floats(text) {
  return text ? new Float32Array(bytesOf(text).buffer) : null;
}

/** A plane of 16-bit shares of a largest magnitude. */
export function plane(packed) {
  const shares = new Int16Array(bytesOf(packed.values).buffer);
  const values = new Float32Array(shares.length);
  const scale = packed.scale / 32767;
  for (let i = 0; i < shares.length; i++) values[i] = shares[i] * scale;
  return values;
}

/** Floats as base64, for a URL. */
export function pack(values) {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The floats of such a text. */
export function unpack(text) {
  return floats(text.replace(/-/g, '+').replace(/_/g, '/'));
}
