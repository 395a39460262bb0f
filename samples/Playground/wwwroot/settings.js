// The settings, the form that edits them, and the address that holds them.

import { pack, unpack } from './unpack.js';
import { make } from './views.js';

export const defaults = { data: 'sine', noise: 0.2, series: null, name: '', text: '', layers: [{ kind: 'lstm', units: 50, bidirectional: false }], dropout: 0, attention: false, lookBack: 20, horizon: 1, optimizer: 'adam', rate: 0.001, batch: 32, epochs: 100, seed: 42, paused: false };
const numbers = { noise: [0, 2, 0.05], dropout: [0, 0.8, 0.1], lookBack: [2, 200, 1], horizon: [1, 50, 1], rate: [0.00001, 1, 'any'], batch: [1, 512, 1], epochs: [1, 2000, 1], seed: [0, 2147483647, 1] };
const optimizers = ['adam', 'adamw', 'nadam', 'rmsprop', 'sgd', 'momentum'];
const kinds = ['sine', 'noisy', 'seasons', 'trend', 'sawtooth', 'adding', 'text', 'csv'];

/** The settings of an address; what it lacks or garbles has its default. */
export function read(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, '')), settings = structuredClone(defaults);
  for (const name of Object.keys(numbers)) if (query.has(name)) settings[name] = Number(query.get(name));
  if (query.has('data')) settings.data = query.get('data');
  if (query.has('optimizer')) settings.optimizer = query.get('optimizer');
  settings.attention = query.get('attention') === '1';
  settings.paused = query.get('paused') === '1';
  settings.text = query.get('text') ?? '';
  settings.name = query.get('name') ?? '';
  if (query.has('layers')) {
    settings.layers = query.get('layers').split(',').map((text) => {
      const match = /^(lstm|gru)(\d+)(b?)$/.exec(text);
      return match ? { kind: match[1], units: Number(match[2]), bidirectional: match[3] === 'b' } : { kind: text.replace(/\d.*/, ''), units: 0, bidirectional: false };
    });
  }
  try { if (query.has('series')) settings.series = Array.from(unpack(query.get('series'))); } catch { settings.series = []; }
  return settings;
}

/** The address of settings: what has its default is left out. */
export function write(settings) {
  const query = new URLSearchParams();
  if (settings.data !== defaults.data) query.set('data', settings.data);
  query.set('layers', settings.layers.map((layer) => `${layer.kind}${layer.units}${layer.bidirectional ? 'b' : ''}`).join(','));
  for (const name of Object.keys(numbers)) if (settings[name] !== defaults[name] && (name !== 'noise' || settings.data === 'noisy')) query.set(name, settings[name]);
  if (settings.optimizer !== defaults.optimizer) query.set('optimizer', settings.optimizer);
  if (settings.attention) query.set('attention', '1');
  if (settings.paused) query.set('paused', '1');
  if (settings.data === 'text') query.set('text', settings.text);
  if (settings.data === 'csv' && settings.series) { query.set('name', settings.name); query.set('series', pack(settings.series)); }
  return `#${query}`;
}

/** What the server takes: no more than the data need. */
export function body(settings, paused = settings.paused) {
  const { name, ...sent } = { ...settings, paused };
  if (sent.data !== 'csv') sent.series = null;
  if (sent.data !== 'text') sent.text = null;
  return JSON.stringify(sent);
}

/** The form. Every change that leaves it whole is told. */
export class Form {
  #form;
  #settings;
  #changed;
  #words;
  #columns = [];
  #fields = new Map();
  #problems = {};

  constructor(form, settings, words, changed) {
    [this.#form, this.#settings, this.#words, this.#changed] = [form, settings, words, changed];
    form.addEventListener('submit', (event) => event.preventDefault());
    this.say(words);
  }

  get settings() {
    return this.#settings;
  }

  set settings(value) {
    this.#settings = value;
    this.say(this.#words);
  }

  /** Whether the form says itself what is wrong. */
  get incomplete() {
    return this.#settings.data === 'csv' && !this.#settings.series;
  }

  /** Builds the form in a language. What has the focus keeps it. */
  say(words) {
    this.#words = words;
    const focus = document.activeElement?.id;
    const s = this.#settings, w = words;
    this.#fields.clear();
    const data = make('fieldset', {}, make('legend', {}, w.data), this.#select('data', w.kind, kinds.map((kind) => [kind, w.names[kind]])));
    if (s.data === 'noisy') data.append(this.#number('noise', w.noise));
    if (s.data === 'text') data.append(this.#text());
    if (s.data === 'csv') data.append(...this.#csv());
    const series = s.data !== 'text' && s.data !== 'adding';
    if (series) data.append(make('div', { class: 'row' }, make('button', { type: 'button', id: 'advice', onclick: () => this.#advise() }, w.advice)), make('p', { class: 'advice', id: 'advice-text', 'aria-live': 'polite' }));
    const shape = make('fieldset', {}, make('legend', {}, w.shape), ...s.layers.map((layer, i) => this.#layer(layer, i)));
    if (s.layers.length < 3) shape.append(make('div', { class: 'row' }, make('button', { type: 'button', id: 'add-layer', onclick: () => this.#set({ layers: [...s.layers, { ...s.layers.at(-1) }] }, true) }, w.addLayer)));
    shape.append(this.#problem('layers'), this.#problem('units'), this.#number('dropout', w.dropout), this.#check('attention', w.attention), this.#number('lookBack', w.lookBack));
    if (series) shape.append(this.#number('horizon', w.horizon));
    const training = make('fieldset', {}, make('legend', {}, w.trainingPart), this.#select('optimizer', w.optimizer, optimizers.map((name) => [name, name])), this.#number('rate', w.rate), this.#number('batch', w.batchSize), this.#number('epochs', w.epochs), this.#number('seed', w.seed), this.#problem('run'));
    this.#form.replaceChildren(data, shape, training);
    this.problems(this.#problems);
    if (focus) document.getElementById(focus)?.focus();
  }

  /** What is wrong, by control; the others are right. */
  problems(problems) {
    this.#problems = problems;
    for (const [name, [control, place]] of this.#fields) {
      place.textContent = problems[name] ?? '';
      control?.setAttribute('aria-invalid', name in problems);
    }
  }

  #set(change, again = false) {
    this.#settings = { ...this.#settings, ...change };
    this.#problems = {};
    if (again) this.say(this.#words);
    else this.problems({});
    this.#changed(this.#settings);
  }

  #problem(name, control = null) {
    const place = make('span', { class: 'problem', id: `${name}-problem`, role: 'alert' });
    this.#fields.set(name, [control, place]);
    return place;
  }

  #field(name, label, control) {
    control.id = name;
    control.setAttribute('aria-describedby', `${name}-problem`);
    return make('div', { class: 'field' }, make('label', { for: name }, label), control, this.#problem(name, control));
  }

  #number(name, label) {
    const [min, max, step] = numbers[name];
    const input = make('input', { type: 'number', min, max, step, value: this.#settings[name], required: true });
    input.addEventListener('change', () => this.#set({ [name]: input.value === '' ? null : Number(input.value) }));
    return this.#field(name, label, input);
  }

  #select(name, label, options) {
    const select = make('select', {}, ...options.map(([value, text]) => make('option', { value, selected: value === this.#settings[name] }, text)));
    select.addEventListener('change', () => this.#set({ [name]: select.value, ...(select.value === 'text' && !this.#settings.text ? { text: this.#words.sampleText.repeat(6) } : {}), ...(['text', 'adding'].includes(select.value) ? { horizon: 1 } : {}) }, name === 'data'));
    return this.#field(name, label, select);
  }

  #check(name, label) {
    const input = make('input', { type: 'checkbox', checked: this.#settings[name] });
    input.addEventListener('change', () => this.#set({ [name]: input.checked }));
    return this.#field(name, label, input);
  }

  #layer(layer, i) {
    const w = this.#words, n = i + 1, change = (part) => this.#set({ layers: this.#settings.layers.map((one, at) => at === i ? { ...one, ...part } : one) });
    const kind = make('select', { id: `kind-${n}`, 'aria-label': w.layerOf(n) }, ...['lstm', 'gru'].map((name) => make('option', { value: name, selected: name === layer.kind }, name.toUpperCase())));
    kind.addEventListener('change', () => change({ kind: kind.value }));
    const units = make('input', { type: 'number', id: `units-${n}`, min: 1, max: 128, step: 1, value: layer.units, 'aria-label': w.unitsOf(n), 'aria-describedby': 'units-problem' });
    units.addEventListener('change', () => change({ units: Number(units.value) }));
    const both = make('input', { type: 'checkbox', id: `both-${n}`, checked: layer.bidirectional, 'aria-label': w.bothWaysOf(n) });
    both.addEventListener('change', () => change({ bidirectional: both.checked }));
    const remove = make('button', { type: 'button', 'aria-label': w.removeLayer(n), disabled: this.#settings.layers.length === 1, onclick: () => this.#set({ layers: this.#settings.layers.filter((_, at) => at !== i) }, true) }, '×');
    return make('div', { class: 'layer' }, kind, units, make('label', {}, both, w.bothWays), remove);
  }

  #text() {
    const area = make('textarea', { maxlength: 20000, spellcheck: 'false' });
    area.value = this.#settings.text;
    area.addEventListener('change', () => this.#set({ text: area.value }));
    return this.#field('text', this.#words.text, area);
  }

  #csv() {
    const w = this.#words, s = this.#settings;
    const file = make('input', { type: 'file', id: 'csv', accept: '.csv,.txt,.tsv,text/csv', 'aria-label': w.chooseCsv });
    file.addEventListener('change', () => { if (file.files[0]) this.take(file.files[0]); });
    const drop = make('div', { class: 'drop', id: 'drop' }, w.dropCsv, make('br'), file, ...(s.series ? [make('div', {}, `${s.name ? `${s.name}: ` : ''}${w.rows(s.series.length)}`)] : []));
    drop.addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
    drop.addEventListener('dragleave', () => drop.classList.remove('over'));
    drop.addEventListener('drop', (event) => { event.preventDefault(); event.stopPropagation(); drop.classList.remove('over'); if (event.dataTransfer.files[0]) this.take(event.dataTransfer.files[0]); });
    const parts = [drop, this.#problem('csv', file)];
    if (this.#columns.length > 1) {
      const select = make('select', {}, ...this.#columns.map((column, i) => make('option', { value: i, selected: column.name === s.name }, column.name)));
      select.addEventListener('change', () => this.#column(this.#columns[select.value]));
      parts.splice(1, 0, this.#field('column', w.column, select));
    }
    return parts;
  }

  /** Reads a file that was dropped or chosen. */
  async take(file) {
    const answer = await fetch('csv', { method: 'POST', body: file });
    const csv = await answer.json();
    if (!answer.ok) {
      this.#settings = { ...this.#settings, data: 'csv' };
      this.#problems = csv.problems;
      this.say(this.#words);
      return;
    }
    this.#columns = csv.columns;
    this.#column(csv.columns[0], csv.leftOut);
  }

  #column(column, leftOut = []) {
    this.#set({ data: 'csv', name: column.name, series: column.values }, true);
    if (leftOut.length) this.problems({ csv: leftOut.join(' ') });
  }

  async #advise() {
    const answer = await fetch('advice', { method: 'POST', headers: { 'content-type': 'application/json' }, body: body(this.#settings) });
    const said = await answer.json();
    if (!answer.ok) { this.problems(said.problems); return; }
    const first = { ...this.#settings.layers[0], units: said.units };
    this.#set({ lookBack: said.lookBack, batch: said.batch, dropout: said.dropout, layers: [first, ...this.#settings.layers.slice(1)] }, true);
    document.getElementById('advice-text').textContent = said.text;
  }
}
