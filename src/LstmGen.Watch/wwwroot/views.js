// The pictures of a run. They know nothing of where its events come from.

import { Chart, colours } from './chart.js';
import { Heat } from './heat.js';
import { floats, plane } from './unpack.js';

/** An element: tag, attributes, children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

const range = (count, from = 0) => Array.from({ length: count }, (_, i) => i + from);
const places = (value) => value === null || value === undefined ? '–' : Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5 || value === 0 ? Number(value.toPrecision(4)).toString() : value.toExponential(2);

/** A card: heading, body, and a note to unfold. */
class Card {
  constructor(name, ...body) {
    this.name = name;
    this.title = make('h2');
    this.summary = make('summary');
    this.note = make('p');
    this.element = make('section', { class: `card ${name}`, 'data-card': name }, this.title, ...body, make('details', {}, this.summary, this.note));
  }

  say(title, words) {
    this.title.textContent = title;
    this.summary.textContent = words.what;
    this.note.textContent = words.notes[this.name];
    this.element.setAttribute('aria-label', title);
  }
}

/** All pictures of a run, in an element. */
export class Views {
  #words;
  #look;
  #view = { layer: 0, window: -1, tensor: null, held: null };
  #run = null;
  #epochs = [];
  #frame = null;
  #heats = [];
  #unit = 0;
  #dirty = new Set();
  #waiting = false;
  #lossBody = make('div', { class: 'chart' });
  #answersBody = make('div', { class: 'chart' });
  #forecastBody = make('div', { class: 'chart' });
  #unitBody = make('div', { class: 'chart' });
  #histogramBody = make('div', { class: 'chart low' });
  #scores = make('p', { class: 'scores', 'data-scores': '' });
  #layers = make('select', { id: 'layer' });
  #layersLabel = make('label', { for: 'layer' });
  #window = make('input', { type: 'range', id: 'window', min: 0, max: 0, step: 1, value: 0 });
  #windowLabel = make('label', { for: 'window' });
  #grid = make('div', { class: 'heats' });
  #unitChoice = make('input', { type: 'number', id: 'unit', min: 0, value: 0 });
  #unitLabel = make('label', { for: 'unit' });
  #gate = make('select', { id: 'gate' });
  #gateLabel = make('label', { for: 'gate' });
  #open = make('button', { type: 'button', id: 'hold-open' });
  #shut = make('button', { type: 'button', id: 'hold-shut' });
  #release = make('button', { type: 'button', id: 'release' });
  #heldText = make('output', { class: 'held', id: 'held' });
  #attention = make('div', { class: 'attentions' });
  #tensors = make('select', { id: 'tensor' });
  #tensorsLabel = make('label', { for: 'tensor' });
  #sizes = make('div', { class: 'sizes', tabindex: 0, role: 'region' });
  #sample = make('pre', { class: 'sample', tabindex: 0 });
  #model = make('pre', { class: 'model', tabindex: 0 });

  /** Frames drawn, and milliseconds that each took: for who wants to measure. */
  statistics = { frames: 0, paint: [] };

  constructor(container, words, look) {
    this.#words = words;
    this.#look = look;
    const cards = this.cards = {
      loss: new Card('loss', this.#lossBody),
      forecast: new Card('forecast', this.#forecastBody),
      gates: new Card('gates', make('div', { class: 'controls' }, this.#layersLabel, this.#layers, this.#windowLabel, this.#window), this.#grid),
      unit: new Card('unit', make('div', { class: 'controls' }, this.#unitLabel, this.#unitChoice, this.#gateLabel, this.#gate, this.#open, this.#shut, this.#release), this.#heldText, this.#unitBody),
      answers: new Card('answers', this.#scores, this.#answersBody),
      attention: new Card('attention', this.#attention),
      weights: new Card('weights', make('div', { class: 'controls' }, this.#tensorsLabel, this.#tensors), this.#histogramBody, this.#sizes),
      sample: new Card('sample', this.#sample),
      model: new Card('model', this.#model),
    };
    container.replaceChildren(...Object.values(cards).map((card) => card.element));
    this.charts = { loss: new Chart(this.#lossBody), answers: new Chart(this.#answersBody), forecast: new Chart(this.#forecastBody), unit: new Chart(this.#unitBody), histogram: new Chart(this.#histogramBody) };
    this.#layers.addEventListener('change', () => this.look({ layer: +this.#layers.value }));
    this.#window.addEventListener('input', () => this.look({ window: +this.#window.value }));
    this.#tensors.addEventListener('change', () => this.look({ tensor: this.#tensors.value || null }));
    this.#unitChoice.addEventListener('input', () => this.#follow(+this.#unitChoice.value));
    this.#open.addEventListener('click', () => this.#hold(true));
    this.#shut.addEventListener('click', () => this.#hold(false));
    this.#release.addEventListener('click', () => this.look({ held: null }));
    this.say(words);
    this.clear();
  }

  /** Another language. */
  say(words) {
    this.#words = words;
    for (const card of Object.values(this.cards)) card.say(words[`${card.name}Title`], words);
    this.#layersLabel.textContent = words.layer;
    this.#windowLabel.textContent = words.window;
    this.#unitLabel.textContent = words.unit;
    this.#gateLabel.textContent = words.hold;
    this.#open.textContent = words.open;
    this.#shut.textContent = words.shut;
    this.#release.textContent = words.release;
    this.#tensorsLabel.textContent = words.tensor;
    this.#sizes.setAttribute('aria-label', words.size);
    for (const heat of this.#heats) heat.say(words);
    if (this.#run) this.#controls();
    this.redraw();
  }

  /** Everything again: after another theme or language. */
  redraw() {
    this.#mark('loss', 'frame');
  }

  /** What is looked at. */
  get view() {
    return this.#view;
  }

  look(change) {
    this.#view = { ...this.#view, ...change };
    this.#look(this.#view);
    this.#controls();
    this.#mark('frame');
  }

  clear() {
    this.#run = this.#frame = null;
    this.#epochs = [];
    for (const card of Object.values(this.cards)) card.element.hidden = card.name !== 'loss';
    this.#mark('loss');
  }

  /** A new run. What was looked at stays, if the model has it. */
  run(message) {
    this.#run = { ...message, truth: floats(message.truth), naive: floats(message.naive), past: floats(message.past), future: floats(message.future), naiveForecast: floats(message.naiveForecast), seasonalForecast: floats(message.seasonalForecast) };
    this.#epochs = [];
    this.#frame = null;
    const view = this.#view;
    const fits = view.layer < message.layers.length && view.window < message.windows && (view.tensor === null || message.tensors.includes(view.tensor));
    this.#view = fits ? { ...view, held: null } : { layer: 0, window: -1, tensor: null, held: null };
    if (fits && (view.layer > 0 || view.window >= 0 || view.tensor)) this.#look(this.#view);
    const has = { loss: true, forecast: message.past, answers: message.truth, gates: message.layers.length, unit: message.layers.length, attention: message.attentions.length, weights: true, sample: false, model: true };
    for (const card of Object.values(this.cards)) card.element.hidden = !has[card.name];
    this.cards.answers.element.classList.toggle('beside-loss', !message.past);
    this.cards.answers.element.style.order = message.past ? '' : -1;
    this.cards.loss.element.style.order = message.past ? '' : -2;
    this.#model.textContent = message.summary;
    this.#window.max = Math.max(0, message.windows - 1);
    this.#window.value = this.#view.window < 0 ? this.#window.max : this.#view.window;
    this.#controls();
    this.#mark('loss', 'frame');
  }

  epoch(message) {
    this.#epochs.push(message);
    this.#mark('loss');
  }

  /** All epochs at once: of a recording. */
  epochs(messages) {
    this.#epochs = messages;
    this.#mark('loss');
  }

  frame(message) {
    this.#frame = message;
    this.#mark('frame');
  }

  get lastEpoch() {
    return this.#epochs.at(-1) ?? null;
  }

  #mark(...parts) {
    for (const part of parts) this.#dirty.add(part);
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    const start = performance.now();
    this.#waiting = false;
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    if (dirty.includes('loss')) this.#paintLoss();
    if (dirty.includes('frame') && this.#frame && this.#run) this.#paintFrame();
    this.statistics.frames++;
    this.statistics.paint.push(performance.now() - start);
    if (this.statistics.paint.length > 1000) this.statistics.paint.shift();
  }

  #paintLoss() {
    const w = this.#words, x = this.#epochs.map((epoch) => epoch.epoch), last = this.lastEpoch;
    const series = [{ name: w.trainingLoss, colour: colours.model, x, y: this.#epochs.map((epoch) => epoch.loss), width: 2 }];
    if (this.#epochs.some((epoch) => epoch.validation !== undefined)) series.push({ name: w.validationLoss, colour: colours.held, x, y: this.#epochs.map((epoch) => epoch.validation ?? null), width: 2 });
    this.charts.loss.lines(`${w.lossTitle}${last ? `: ${w.epoch} ${last.epoch}, ${w.trainingLoss} ${places(last.loss)}, ${w.validationLoss} ${places(last.validation)}` : ''}`, series, { log: true, x: w.epoch, from: 1 });
    if (this.#run?.classes) return;
    this.#scores.replaceChildren();
    if (last?.rmse === undefined) return;
    const score = (name, value, good) => make('span', good === undefined ? {} : { class: good ? 'good' : 'bad' }, `${name} ${places(value)}`);
    this.#scores.append(score(w.rmse, last.rmse), score(w.mae, last.mae), score(w.skill, last.skill, last.skill > 0));
    if (last.seasonalSkill !== undefined) this.#scores.append(score(w.seasonalSkill, last.seasonalSkill, last.seasonalSkill > 0));
    if (last.copies) this.#scores.append(make('strong', {}, w.copies));
  }

  #paintFrame() {
    const w = this.#words, run = this.#run, frame = this.#frame;
    if (run.truth && run.classes) {
      const answers = floats(frame.answers), right = answers.filter((answer, i) => answer === run.truth[i]).length;
      this.#scores.replaceChildren(make('span', {}, w.accuracy(right, answers.length)));
      const series = [{ name: w.truth, colour: colours.truth, y: run.truth, points: 9 }, { name: w.answer, colour: colours.model, y: answers, points: 5 }];
      if (frame.held?.answers) series.push({ name: w.held, colour: colours.held, y: floats(frame.held.answers), points: 3 });
      this.charts.answers.lines(this.cards.answers.title.textContent, series, { x: w.window, y: w.classes });
    } else if (run.truth) {
      const series = [{ name: w.truth, colour: colours.truth, y: run.truth, width: 3 }];
      if (run.naive) series.push({ name: w.naive, colour: colours.naive, y: run.naive, dashed: true, width: 1 });
      series.push({ name: w.answer, colour: colours.model, y: floats(frame.answers) });
      if (frame.held?.answers) series.push({ name: w.held, colour: colours.held, y: floats(frame.held.answers) });
      this.charts.answers.lines(this.cards.answers.title.textContent, series, { x: w.window });
    }
    if (run.past) this.#paintForecast(w, run, frame);
    if (frame.trace) this.#paintInside(frame.trace, frame.held);
    this.#paintAttention(frame.attentions ?? []);
    this.#paintWeights(frame);
    this.cards.sample.element.hidden = frame.sample === undefined;
    this.#sample.textContent = frame.sample ?? '';
  }

  #paintForecast(w, run, frame) {
    const past = run.past, ahead = range(run.steps, 1), series = [];
    series.push({ name: w.past, colour: colours.past, x: range(past.length, 1 - past.length), y: past });
    if (run.future) series.push({ name: w.truth, colour: colours.truth, x: ahead, y: run.future, width: 3 });
    series.push({ name: w.naive, colour: colours.naive, x: ahead, y: run.naiveForecast, dashed: true, width: 1 });
    if (run.seasonalForecast) series.push({ name: w.seasonal, colour: colours.seasonal, x: ahead, y: run.seasonalForecast, dashed: true, width: 1 });
    if (frame.forecast) series.push({ name: w.forecast, colour: colours.model, x: ahead, y: floats(frame.forecast), width: 2 });
    if (frame.held?.forecast) series.push({ name: w.held, colour: colours.held, x: ahead, y: floats(frame.held.forecast) });
    this.charts.forecast.lines(`${w.forecastTitle}: ${run.steps} ${w.steps}`, series, { x: w.step });
  }

  #paintInside(trace, held) {
    const layer = this.#run.layers[trace.layer];
    if (!layer) return;
    const order = ['i', 'f', 'g', 'o', 'z', 'r', 'c', 'h'].filter((gate) => trace.planes[gate]);
    if (this.#heats.map((heat) => heat.element.dataset.gate).join('') !== order.join('')) {
      this.#heats = order.map((gate) => new Heat(gate, (unit, chosen) => this.#follow(unit, chosen)));
      for (const heat of this.#heats) heat.say(this.#words);
      this.#grid.replaceChildren(...this.#heats.map((heat) => heat.element));
      this.#grid.dataset.count = order.length;
    }
    const unit = Math.min(this.#unit, layer.units - 1), w = this.#words, series = [];
    for (const [i, gate] of order.entries()) {
      const values = plane(trace.planes[gate]), width = gate === 'h' ? layer.width : layer.units;
      this.#heats[i].draw(values, layer.steps, width, unit);
      if (unit < width) series.push({ name: w.gates[gate][0], colour: { light: shades.light[gate], dark: shades.dark[gate] }, y: range(layer.steps).map((step) => values[step * width + unit]), width: 'ch'.includes(gate) ? 2.4 : 1.2 });
    }
    if (held && held.layer === trace.layer) {
      const values = plane(held.hidden);
      if (unit < layer.width) series.push({ name: w.held, colour: colours.held, y: range(layer.steps).map((step) => values[step * layer.width + unit]), dashed: true });
    }
    this.charts.unit.lines(`${w.unitTitle}: ${layer.name}, ${w.unit} ${unit}`, series, { x: w.step });
  }

  #paintAttention(attentions) {
    if (this.#attention.children.length !== attentions.length) this.#attention.replaceChildren(...attentions.map(() => make('div', { class: 'chart low' })));
    attentions.forEach((attention, i) => {
      const element = this.#attention.children[i], values = plane(attention.weights);
      element.chart ??= new Chart(element);
      element.chart.lines(`${this.#words.attentionTitle}: ${this.#run.attentions[i]}`, range(Math.min(4, attention.heads)).map((head) => ({
        name: attention.heads === 1 ? this.#run.attentions[i] : `${this.#words.head} ${head}`, colour: [colours.model, colours.held, colours.seasonal, colours.naive][head], y: values.slice(head * attention.steps, (head + 1) * attention.steps),
      })), { x: this.#words.step });
    });
  }

  #paintWeights(frame) {
    const w = this.#words, sets = [{ name: `${w.weights} (±${places(frame.weights.reach)})`, counts: frame.weights.counts, colour: colours.model }];
    if (frame.gradients) sets.push({ name: `${w.gradient} (±${places(frame.gradients.reach)})`, counts: frame.gradients.counts, colour: colours.held });
    this.charts.histogram.bars(`${w.weightsTitle}: ${frame.weights.tensor || w.all}`, sets, 1);
    const rows = this.#run.tensors.map((name, i) => make('tr', {}, make('th', { scope: 'row' }, name), make('td', {}, places(frame.tensors[i].weight)), make('td', {}, places(frame.tensors[i].gradient))));
    this.#sizes.replaceChildren(make('table', {}, make('caption', {}, w.size), make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, w.tensor), make('th', { scope: 'col' }, w.weights), make('th', { scope: 'col' }, w.gradient))), make('tbody', {}, ...rows)));
  }

  /** The controls, as what is looked at says. */
  #controls() {
    const w = this.#words, run = this.#run, view = this.#view, layer = run.layers[view.layer];
    this.#fill(this.#layers, run.layers.map((one, i) => [i, one.name]), view.layer);
    this.#fill(this.#tensors, [['', w.all], ...run.tensors.map((name) => [name, name])], view.tensor ?? '');
    this.cards.answers.title.textContent = run.heldOut ? w.answersTitle : w.answersTitleTraining;
    if (!layer) return;
    this.#unitChoice.max = layer.units - 1;
    this.#unit = Math.min(this.#unit, layer.units - 1);
    this.#unitChoice.value = this.#unit;
    this.#fill(this.#gate, [...layer.held].map((gate) => [gate, w.gateNames[gate]]), this.#gate.value);
    for (const control of [this.#gate, this.#open, this.#shut]) control.disabled = !layer.held;
    this.#release.disabled = !view.held;
    this.#heldText.value = !layer.held ? w.cannotHold : view.held ? w.holdNow(w.gateNames[view.held.gate], view.held.unit, view.held.open) : w.nothingHeld;
  }

  #fill(select, options, value) {
    const texts = JSON.stringify(options);
    if (select.dataset.texts !== texts) {
      select.dataset.texts = texts;
      select.replaceChildren(...options.map(([key, text]) => make('option', { value: key }, text)));
    }
    if (options.some(([key]) => String(key) === String(value))) select.value = value;
  }

  #follow(unit, gate) {
    const layer = this.#run?.layers[this.#view.layer];
    if (!layer || !Number.isInteger(unit) || unit < 0 || unit >= layer.units) return;
    this.#unit = unit;
    this.#unitChoice.value = unit;
    if (gate && layer.held.includes(gate)) this.#gate.value = gate;
    if (this.#view.held) this.look({ held: { ...this.#view.held, layer: this.#view.layer, unit, gate: this.#gate.value } });
    else this.#mark('frame');
  }

  #hold(open) {
    this.look({ held: { layer: this.#view.layer, gate: this.#gate.value, unit: this.#unit, open } });
  }
}

const shades = {
  light: { i: '#2e8b57', f: '#b5892a', g: '#8a5cc2', o: '#5f6b78', z: '#b5892a', r: '#2e8b57', c: '#b2182b', h: '#0a6ebd' },
  dark: { i: '#5cc98c', f: '#d9b75c', g: '#b996e8', o: '#9aa3ad', z: '#d9b75c', r: '#5cc98c', c: '#ff7a5c', h: '#4fb0ff' },
};
