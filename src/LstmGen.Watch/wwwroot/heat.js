// Heat maps: steps across, units down. One pixel a value, enlarged by the browser.

import { theme } from './chart.js';

const stops = {
  gate: { light: ['#1b1464', '#3b4cc0', '#2fa6a0', '#9bd35a', '#fdf28b'], dark: ['#120d45', '#3546b4', '#23918b', '#86c34a', '#fff39a'] },
  signed: { light: ['#2166ac', '#92c5de', '#f7f7f7', '#f4a582', '#b2182b'], dark: ['#4ea3f0', '#275b8c', '#16181d', '#8c3a2a', '#ff7a5c'] },
};
const tables = new Map();

function table(kind) {
  const key = kind + theme();
  if (!tables.has(key)) {
    const colours = stops[kind][theme()].map((text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)));
    const bytes = new Uint8ClampedArray(256 * 3);
    for (let i = 0; i < 256; i++) {
      const at = i / 255 * (colours.length - 1), low = Math.min(Math.floor(at), colours.length - 2), share = at - low;
      for (let c = 0; c < 3; c++) bytes[i * 3 + c] = colours[low][c] * (1 - share) + colours[low + 1][c] * share;
    }
    tables.set(key, bytes);
  }
  return tables.get(key);
}

/** One heat map: a canvas that can be read by mouse, keyboard and screen reader. */
export class Heat {
  #canvas = document.createElement('canvas');
  #mark = document.createElement('div');
  #name = document.createElement('span');
  #role = document.createElement('small');
  #reading = document.createElement('output');
  #words = null;
  #gate = '';
  #values = null;
  #rows = 0;
  #columns = 0;
  #at = [0, 0];
  #choose;

  constructor(gate, choose) {
    this.#gate = gate;
    this.#choose = choose;
    this.element = document.createElement('figure');
    this.element.className = 'heat';
    this.element.dataset.gate = gate;
    const title = document.createElement('figcaption');
    title.append(this.#name, ' ', this.#role);
    const frame = document.createElement('div');
    frame.className = 'frame';
    this.#mark.className = 'mark';
    this.#mark.hidden = true;
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute('role', 'img');
    this.#reading.setAttribute('aria-live', 'polite');
    frame.append(this.#canvas, this.#mark);
    this.element.append(title, frame, this.#reading);
    this.#canvas.addEventListener('pointermove', (event) => this.#move(...this.#under(event), true));
    this.#canvas.addEventListener('pointerleave', () => { this.#reading.value = ''; });
    this.#canvas.addEventListener('click', (event) => this.#choose(this.#under(event)[0], this.#gate));
    this.#canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  say(words) {
    this.#words = words;
    [this.#name.textContent, this.#role.textContent] = words.gates[this.#gate];
    this.#label();
  }

  /** Values row by row of steps: step × unit. */
  draw(values, steps, units, unit) {
    if (this.#rows !== units || this.#columns !== steps) {
      [this.#rows, this.#columns] = [units, steps];
      [this.#canvas.width, this.#canvas.height] = [steps, units];
      this.#label();
    }
    this.#values = values;
    const signed = 'gch'.includes(this.#gate);
    const colours = table(signed ? 'signed' : 'gate');
    let scale = 1;
    if (signed) { scale = 0; for (const value of values) scale = Math.max(scale, Math.abs(value)); scale ||= 1; }
    const context = this.#canvas.getContext('2d');
    const image = context.createImageData(steps, units);
    for (let step = 0; step < steps; step++) {
      for (let row = 0; row < units; row++) {
        const value = values[step * units + row];
        const share = signed ? (value / scale + 1) / 2 : value;
        const colour = Math.max(0, Math.min(255, Math.round(share * 255))) * 3, to = (row * steps + step) * 4;
        image.data[to] = colours[colour]; image.data[to + 1] = colours[colour + 1]; image.data[to + 2] = colours[colour + 2]; image.data[to + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
    this.#mark.hidden = unit < 0 || unit >= units;
    this.#mark.style.top = `${unit / units * 100}%`;
    this.#mark.style.height = `${100 / units}%`;
  }

  #label() {
    if (this.#words && this.#rows) this.#canvas.setAttribute('aria-label', this.#words.heat(this.#words.gates[this.#gate][0], this.#rows, this.#columns));
  }

  #under(event) {
    const box = this.#canvas.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / box.height * this.#rows), column = Math.floor((event.clientX - box.left) / box.width * this.#columns);
    return [Math.max(0, Math.min(this.#rows - 1, row)), Math.max(0, Math.min(this.#columns - 1, column))];
  }

  #move(unit, step) {
    this.#at = [unit, step];
    if (!this.#values) return;
    const w = this.#words;
    this.#reading.value = `${w.unit} ${unit}, ${w.step} ${step}: ${this.#values[step * this.#rows + unit].toFixed(3)}`;
  }

  #key(event) {
    const [unit, step] = this.#at;
    const to = { ArrowUp: [unit - 1, step], ArrowDown: [unit + 1, step], ArrowLeft: [unit, step - 1], ArrowRight: [unit, step + 1] }[event.key];
    if (to) {
      event.preventDefault();
      this.#move(Math.max(0, Math.min(this.#rows - 1, to[0])), Math.max(0, Math.min(this.#columns - 1, to[1])));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(unit, this.#gate);
    }
  }
}
