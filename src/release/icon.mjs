/** Our mark (`src/web/mark.tsx`) as the pictures of a Windows icon. Each pixel is the mean of 16 points. */
import { Data } from 'resedit';

const teal = [0x6e, 0x5c, 0x0f];
const white = [0xff, 0xff, 0xff];
/** On a square of 24 by 24. */
const check = [
  [7, 12.5],
  [10.4, 15.9],
  [17.2, 8.6],
];

export function markPictures() {
  return [16, 32, 48, 64, 128].map((size) => Data.IconItem.from(bitmap(size)));
}

/** A bitmap as icons contain them: blue, green, red and opacity of each pixel, from the bottom, then an unused mask. */
function bitmap(size) {
  const mask = Math.ceil(size / 32) * 4 * size;
  const header = 40;
  const bytes = Buffer.alloc(header + size * size * 4 + mask);
  bytes.writeUInt32LE(header, 0);
  bytes.writeInt32LE(size, 4);
  bytes.writeInt32LE(size * 2, 8);
  bytes.writeUInt16LE(1, 12);
  bytes.writeUInt16LE(32, 14);
  bytes.writeUInt32LE(size * size * 4 + mask, 20);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      bytes.set(pixel(x, y, 24 / size), header + ((size - 1 - y) * size + x) * 4);
  return bytes;
}

function pixel(x, y, scale) {
  const points = [...Array(16).keys()].map((i) =>
    colorAt((x + ((i % 4) + 0.5) / 4) * scale, (y + (Math.floor(i / 4) + 0.5) / 4) * scale),
  );
  const inside = points.filter((color) => color !== null);
  if (inside.length === 0) return [0, 0, 0, 0];
  const mean = [0, 1, 2].map((i) =>
    Math.round(inside.reduce((sum, color) => sum + color[i], 0) / inside.length),
  );
  return [...mean, Math.round((inside.length / points.length) * 255)];
}

function colorAt(x, y) {
  // A square from 1 to 23 whose corners have a radius of 6.
  const [dx, dy] = [x, y].map((at) => Math.max(Math.abs(at - 12) - 5, 0));
  if (Math.hypot(dx, dy) > 6) return null;
  return check.some((from, i) => i > 0 && distance([x, y], check[i - 1], from) <= 1.2) ? white : teal;
}

/** From a point to a line between two others. */
function distance([x, y], [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
