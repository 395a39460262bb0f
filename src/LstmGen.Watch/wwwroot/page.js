// The page of a training that goes on elsewhere, or of one that was recorded.

import { Frame } from './frame.js';
import { Views } from './views.js';

const state = document.getElementById('state');
const replay = document.getElementById('replay');
const recorded = document.getElementById('recording');
let describe = (words) => words.waiting;
const frame = new Frame(null, () => { views.say(frame.words); tell(); });
const views = new Views(document.getElementById('views'), frame.words, recorded ? () => {} : look);
window.lstmgen = { views };

function tell(text) {
  if (text) describe = text;
  state.value = describe(frame.words);
}

async function look(view) {
  await fetch('view', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(view) });
}

function line(run, epoch, picture) {
  return (words) => {
    const best = epoch?.validation !== undefined ? `, ${words.validation} ${epoch.validation.toPrecision(4)}` : '';
    const where = picture ? `${words.epoch} ${Math.max(picture.epoch, epoch?.epoch ?? 0)} ${words.of} ${run.epochs}` : words.training;
    return `${run.name}: ${where}${epoch?.loss !== undefined ? `, ${words.loss} ${epoch.loss.toPrecision(4)}${best}` : ''}`;
  };
}

function watch() {
  const source = new EventSource('events');
  let run = null, picture = null, over = false;
  source.addEventListener('run', (event) => { run = JSON.parse(event.data); over = false; views.run(run); tell(line(run, null, null)); frame.announce(`${run.name}: ${frame.words.training}`); });
  source.addEventListener('epoch', (event) => { views.epoch(JSON.parse(event.data)); tell(line(run, views.lastEpoch, picture)); });
  source.addEventListener('frame', (event) => { picture = JSON.parse(event.data); views.frame(picture); if (!over) tell(line(run, views.lastEpoch, picture)); });
  source.addEventListener('end', (event) => { const end = JSON.parse(event.data); over = true; const text = line(run, views.lastEpoch, picture); tell((words) => `${text(words)} · ${words.ends[end.reason] ?? words.done} · ${words.checksum} ${end.checksum}`); frame.announce(state.value); });
  source.addEventListener('error', () => { source.close(); tell((words) => words.closed); frame.announce(state.value); });
}

function show(recording) {
  const { run, epochs, frames, end } = recording;
  const slider = document.getElementById('replay-at'), button = document.getElementById('replay-play');
  let timer = 0;
  views.run(run);
  const at = (index) => {
    const picture = frames[index], known = epochs.filter((epoch) => epoch.epoch <= picture.epoch || index === frames.length - 1);
    views.epochs(known);
    views.frame(picture);
    const text = line(run, known.at(-1), picture);
    tell((words) => `${text(words)}${index === frames.length - 1 && end ? ` · ${words.ends[end.reason] ?? words.done} · ${words.checksum} ${end.checksum}` : ''}`);
  };
  const say = () => { button.textContent = timer ? frame.words.pauseReplay : frame.words.play; slider.setAttribute('aria-label', frame.words.replay); };
  const stop = () => { clearInterval(timer); timer = 0; say(); };
  for (const id of ['layer', 'window', 'tensor', 'gate', 'hold-open', 'hold-shut', 'release']) document.getElementById(id).disabled = true;
  replay.hidden = false;
  slider.max = Math.max(0, frames.length - 1);
  slider.value = slider.max;
  slider.addEventListener('input', () => { stop(); at(+slider.value); });
  button.addEventListener('click', () => {
    if (timer) { stop(); return; }
    if (+slider.value >= +slider.max) slider.value = 0;
    timer = setInterval(() => { slider.value = +slider.value + 1; at(+slider.value); if (+slider.value >= +slider.max) stop(); }, 120);
    say();
  });
  say();
  if (frames.length) at(frames.length - 1);
}

tell();
if (recorded) show(JSON.parse(recorded.textContent));
else watch();
