// Lines and bars, drawn by Apache ECharts.

const palette = { light: { text: '#333', line: '#ddd', back: 'transparent' }, dark: { text: '#ccc', line: '#3a3f47', back: 'transparent' } };

export const colours = {
  truth: { light: '#8a8f98', dark: '#9aa3ad' }, model: { light: '#0a6ebd', dark: '#4fb0ff' }, naive: { light: '#b5892a', dark: '#d9b75c' }, seasonal: { light: '#2e8b57', dark: '#5cc98c' },
  held: { light: '#e2571e', dark: '#ff8a50' }, past: { light: '#555', dark: '#ccc' },
};

/** The theme of the page now. */
export function theme() {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

/** A chart in an element, which says in words what it shows. */
export class Chart {
  #chart;
  #element;
  #visible = true;
  #last = null;

  constructor(element) {
    this.#element = element;
    element.setAttribute('role', 'img');
    this.#chart = echarts.init(element, null, { renderer: 'canvas' });
    new ResizeObserver(() => this.#chart.resize()).observe(element);
    new IntersectionObserver((entries) => {
      this.#visible = entries[entries.length - 1].isIntersecting;
      if (this.#visible && this.#last) this.#draw(this.#last);
    }).observe(element);
  }

  /** Lines, or points of a size: [{ name, colour, x, y, dashed, width, points }]. */
  lines(label, series, { log = false, x = '', y = '', from = null } = {}) {
    this.#element.setAttribute('aria-label', label);
    const look = palette[theme()];
    this.#show({
      animation: false,
      grid: { left: 58, right: 14, top: 34, bottom: 40 },
      legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: { color: look.text }, data: series.map((one) => one.name) },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (value) => value === undefined || value === null ? '–' : Number(value).toPrecision(4) },
      xAxis: { type: 'value', name: x, nameLocation: 'middle', nameGap: 24, min: from ?? 'dataMin', max: 'dataMax', axisLabel: { color: look.text }, nameTextStyle: { color: look.text }, splitLine: { show: false }, axisLine: { lineStyle: { color: look.line } } },
      yAxis: { type: log ? 'log' : 'value', name: y, scale: true, axisLabel: { color: look.text, formatter: short }, nameTextStyle: { color: look.text, align: 'left' }, splitLine: { lineStyle: { color: look.line } } },
      series: series.map((one) => ({
        name: one.name, type: one.points ? 'scatter' : 'line', symbolSize: one.points ?? 5, showSymbol: one.y.length === 1, sampling: one.points ? undefined : 'lttb', lineStyle: { width: one.width ?? 1.6, type: one.dashed ? 'dashed' : 'solid' }, color: one.colour[theme()] ?? one.colour,
        data: Array.from(one.y, (value, i) => [one.x ? one.x[i] : i, value]), emphasis: { disabled: true },
      })),
    });
  }

  /** Bars: counts in equal parts of −reach to reach, one set above another. */
  bars(label, sets, reach) {
    this.#element.setAttribute('aria-label', label);
    const look = palette[theme()];
    const parts = sets[0].counts.length;
    const middle = (i) => ((i + 0.5) * 2 / parts - 1) * reach;
    this.#show({
      animation: false,
      grid: { left: 58, right: 14, top: 34, bottom: 26 },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: look.text } },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: { type: 'category', data: sets[0].counts.map((_, i) => middle(i).toPrecision(2)), axisLabel: { color: look.text, interval: Math.floor(parts / 4) - 1 }, axisLine: { lineStyle: { color: look.line } } },
      yAxis: { type: 'value', axisLabel: { color: look.text, formatter: short }, splitLine: { lineStyle: { color: look.line } } },
      series: sets.map((one) => ({ name: one.name, type: 'bar', barWidth: '92%', barGap: '-100%', color: one.colour[theme()], itemStyle: { opacity: 0.75 }, data: one.counts, emphasis: { disabled: true } })),
    });
  }

  #show(option) {
    this.#last = option;
    if (this.#visible) this.#draw(option);
  }

  #draw(option) {
    this.#chart.setOption(option, { notMerge: true, lazyUpdate: false });
  }
}

function short(value) {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(0) : String(+value.toPrecision(4));
}
