import { latency } from './spark.js';
import { exact } from './time.js';
import uPlot from './uPlot.esm.js';

const HEIGHT = 150;
const dark = matchMedia('(prefers-color-scheme: dark)');

/** The latencies of an opened monitor, with axes, and what the pointer is at in `caption`. */
export function chart(box, caption) {
  let plot = null;
  let looks = [];
  const data = () => [
    looks.map((look) => look.at / 1_000),
    looks.map((look) => (look.verdict === 'down' || look.verdict === 'unknown' ? null : look.ms)),
    looks.map((look) => (look.verdict === 'up' ? null : look.ms)),
  ];
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(
      options(box, (i) => tell(i)),
      data(),
      box,
    );
  };
  const tell = (i) => {
    const look = looks[i ?? looks.length - 1];
    caption.textContent = look ? `${exact(look.at)}  ${latency(look.ms)}  ${look.verdict}` : '';
  };
  const resized = new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height: HEIGHT }));
  resized.observe(box);
  dark.addEventListener('change', draw);
  return {
    update: (next) => {
      looks = next;
      if (plot) plot.setData(data());
      else draw();
      tell(plot.cursor.idx);
    },
    destroy: () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      plot?.destroy();
    },
  };
}

function options(box, onCursor) {
  const style = getComputedStyle(box);
  const colour = (name) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--soft'),
    font: `12px ${style.fontFamily}`,
    grid: { stroke: colour('--rule'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: box.clientWidth,
    height: HEIGHT,
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, 1)] } },
    axes: [
      {
        ...axis,
        size: 28,
        values: [
          [60, '{HH}:{mm}'],
          [1, '{HH}:{mm}:{ss}'],
        ],
        space: 70,
      },
      { ...axis, size: 52, values: (_plot, ticks) => ticks.map(latency), space: 34 },
    ],
    series: [
      {},
      { stroke: colour('--accent'), width: 1.5, points: { show: false }, spanGaps: false },
      { stroke: colour('--down'), width: 0, points: { show: true, size: 6, fill: colour('--down') } },
    ],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx)] },
  };
}
