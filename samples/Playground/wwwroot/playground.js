// The playground: settings to the left, pictures to the right, a training behind them.

import { Frame } from './frame.js';
import { Views } from './views.js';
import { body, Form, read, write } from './settings.js';
import { more } from './playground-words.js';

const $ = (id) => document.getElementById(id);
const state = $('state');
let run = null;           // { id, source, mode, number, compiled }
let started = 0;
let waiting = null;       // a change that waits until the typing ends
let describe = (words) => words.compiling;

const frame = new Frame(more, () => { say(); views.say(frame.words); form.say(frame.words); tell(); });
const views = new Views($('views'), frame.words, look);
const form = new Form($('settings'), read(location.hash), frame.words, changed);
window.lstmgen = { views, get run() { return run; }, form };

function say() {
  const w = frame.words;
  for (const [id, text, label] of [['step', w.oneStep, w.stepLabel], ['epoch', w.oneEpoch, w.epochLabel], ['restart', w.restart, w.restartLabel], ['play', run?.mode === 'play' && !run.over ? w.pause : w.play, w.playLabel]]) {
    $(id).textContent = text;
    $(id).title = label;
  }
  $('share').textContent = w.share;
  $('copy').textContent = w.copy;
  $('code-title').textContent = w.codeTitle;
  $('code').setAttribute('aria-label', w.codeTitle);
  const going = run && !run.over;
  for (const id of ['play', 'step', 'epoch']) $(id).disabled = !going;
}

function tell(text) {
  if (text) describe = text;
  state.value = describe(frame.words);
}

function line(words) {
  const epoch = views.lastEpoch, parts = [];
  const number = Math.max(epoch?.epoch ?? 0, run?.picture?.epoch ?? 0);
  parts.push(`${words.epoch} ${number} ${words.of} ${run.epochs}`);
  if (run.picture && !run.over && run.picture.batch) parts.push(`${words.batch} ${run.picture.batch} ${words.of} ${run.batches}`);
  if (epoch?.loss !== undefined) parts.push(`${words.loss} ${epoch.loss.toPrecision(4)}`);
  if (epoch?.validation !== undefined) parts.push(`${words.validation} ${epoch.validation.toPrecision(4)}`);
  if (epoch && run.mode === 'play') parts.push(`${(epoch.epoch / epoch.seconds).toFixed(0)} ${words.speed}`);
  if (run.over) parts.push(words.ends[run.reason] ?? words.done);
  else if (run.mode !== 'play') parts.push(words.paused);
  if (epoch) parts.push(`${words.checksum} ${run.checksum ?? epoch.checksum}`);
  parts.push(`${run.parameters.toLocaleString('en')} ${words.parameters}`, `${words.compiledIn} ${run.compiled < 100 ? run.compiled.toFixed(1) + ' ms' : (run.compiled / 1000).toFixed(2) + ' s'}`);
  return parts.join(' · ');
}

/** A change of the form: a new shape starts without a reload, a moment after the last change. */
function changed(settings) {
  history.replaceState(null, '', write(settings));
  clearTimeout(waiting);
  waiting = setTimeout(start, 300);
}

function stop() {
  run?.source.close();
  run = null;
}

async function start() {
  clearTimeout(waiting);
  const turn = ++started, paused = run ? run.mode !== 'play' && !run.over : form.settings.paused;
  stop();
  say();
  if (form.incomplete) { views.clear(); tell((words) => words.needCsv); return; }
  tell((words) => words.compiling);
  frame.announce(frame.words.compiling);
  let answer, made;
  try {
    answer = await fetch('runs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: body(form.settings, paused) });
    made = await answer.json();
  } catch {
    tell((words) => words.ended);
    return;
  }
  if (turn !== started) { if (answer.ok) new EventSource(`runs/${made.id}/events`).onopen = (event) => event.target.close(); return; }
  if (!answer.ok) {
    views.clear();
    form.problems(made.problems);
    const problems = Object.values(made.problems);
    tell(() => problems.join(' '));
    frame.announce(problems.join(' '));
    return;
  }
  $('code').textContent = made.code;
  connect(made, paused ? 'pause' : 'play');
}

function connect(made, mode) {
  const source = new EventSource(`runs/${made.id}/events`);
  const own = run = { id: made.id, source, mode, epochs: form.settings.epochs, batches: 0, parameters: made.parameters, compiled: made.compileMilliseconds, picture: null, over: false, checksum: null };
  const on = (name, react) => source.addEventListener(name, (event) => { if (run === own) { react(JSON.parse(event.data)); tell(line); } });
  on('run', (message) => { own.batches = message.batches; own.epochs = message.epochs; views.run(message); });
  on('epoch', (message) => views.epoch(message));
  on('frame', (message) => { own.picture = message; views.frame(message); });
  on('end', (message) => { own.over = true; own.checksum = message.checksum; own.reason = message.reason; say(); frame.announce(line(frame.words)); });
  source.addEventListener('error', () => {
    source.close();
    if (run !== own) return;
    own.over = true;
    say();
    tell((words) => own.picture ? words.ended : words.failed);
  });
  say();
}

async function command(name) {
  if (!run) return;
  run.mode = name === 'play' ? 'play' : 'pause';
  say();
  tell(line);
  frame.announce(run.mode === 'play' ? frame.words.training : line(frame.words));
  await fetch(`runs/${run.id}/${name}`, { method: 'POST' });
}

async function look(view) {
  if (run) await fetch(`runs/${run.id}/view`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(view) });
}

async function copied(button, text) {
  try { await navigator.clipboard.writeText(text); } catch { return; }
  const before = button.textContent;
  button.textContent = frame.words.shared;
  setTimeout(() => { button.textContent = before; }, 1200);
}

$('play').addEventListener('click', () => command(run?.mode === 'play' ? 'pause' : 'play'));
$('step').addEventListener('click', () => command('step'));
$('epoch').addEventListener('click', () => command('epoch'));
$('restart').addEventListener('click', start);
$('share').addEventListener('click', () => copied($('share'), location.href));
$('copy').addEventListener('click', () => copied($('copy'), $('code').textContent));
window.addEventListener('hashchange', () => { form.settings = read(location.hash); start(); });
window.addEventListener('pagehide', stop);
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) form.take(event.dataTransfer.files[0]); });
say();
start();
