// What every page has around its pictures: language, theme, and a line of state.

import { chosen, remember, remembered, wordsOf } from './words.js';

/** The frame of a page: changes language and theme, and calls back. */
export class Frame {
  #more;
  #changed;

  constructor(more, changed) {
    this.#more = more;
    this.#changed = changed;
    this.language = chosen();
    this.#theme(remembered('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
    document.getElementById('language').addEventListener('click', () => {
      this.language = this.language === 'en' ? 'zh' : 'en';
      remember('language', this.language);
      this.say();
      this.#changed();
    });
    document.getElementById('theme').addEventListener('click', () => {
      this.#theme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
      remember('theme', document.documentElement.dataset.theme);
      this.say();
      this.#changed();
    });
    this.say();
  }

  get words() {
    return wordsOf(this.language, this.#more);
  }

  say() {
    const words = this.words;
    document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    document.title = words.title;
    document.getElementById('title').textContent = words.title;
    const language = document.getElementById('language'), theme = document.getElementById('theme');
    language.textContent = words.language;
    language.title = words.languageLabel;
    language.lang = this.language === 'zh' ? 'en' : 'zh-CN';
    theme.textContent = document.documentElement.dataset.theme === 'dark' ? words.light : words.dark;
    theme.title = words.themeLabel;
  }

  /** Says something to who listens instead of looking: the beginning, a pause, the end; not every epoch. */
  announce(text) {
    const news = document.getElementById('news');
    if (news.textContent !== text) news.textContent = text;
  }

  #theme(name) {
    document.documentElement.dataset.theme = name;
  }
}
